internal import CJQ

/// One program, compiled by libjq.
struct JQProgram: ~Copyable {
  /// Why a program cannot be compiled, or gives no values: jq's words.
  struct Problem: Error {
    let reason: String
  }

  /// The functions of libjq; `nil` where it is not installed.
  private static let library: chat_jq? = {
    var library = chat_jq()
    return chat_jq_open(&library) == 0 ? nil : library
  }()

  /// Whether libjq is installed.
  static var isAvailable: Bool { library != nil }

  private var library: chat_jq
  private let state: OpaquePointer

  /// Compiles a program.
  init(_ text: String) throws(Problem) {
    guard !text.utf8.contains(0) else { throw Problem(reason: "it holds a NUL") }
    guard var library = Self.library else {
      throw Problem(reason: "libjq is not installed (on Debian the package libjq1)")
    }
    var messages = Messages(library: library)
    let state = withUnsafeMutablePointer(to: &messages) { messages in
      chat_jq_compile(&library, text, Messages.note, messages)
    }
    guard let state else { throw Problem(reason: messages.summary) }
    self.library = library
    self.state = state
  }

  deinit {
    var library = library
    chat_jq_close(&library, state)
  }

  /// The values that the program gives for a JSON text, at most `limit`, each as a JSON text.
  mutating func outputs(for json: [UInt8], limit: Int) throws(Problem) -> [[UInt8]] {
    var text = chat_jq_text()
    let count = Int32(truncatingIfNeeded: json.count)
    let start = json.withUnsafeBytes { bytes in
      chat_jq_start(
        &library,
        state,
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
        count,
        &text
      )
    }
    guard start == chat_jq_value else {
      throw Problem(reason: String(decoding: take(text), as: UTF8.self))
    }
    var values: [[UInt8]] = []
    while values.count < limit {
      switch chat_jq_next(&library, state, &text) {
      case chat_jq_value: values.append(take(text))
      case chat_jq_error: throw Problem(reason: String(decoding: take(text), as: UTF8.self))
      default: return values
      }
    }
    throw Problem(reason: "it gives more than \(limit) values")
  }

  private mutating func take(_ text: chat_jq_text) -> [UInt8] {
    defer { chat_jq_free_text(&library, text) }
    let bytes = UnsafeRawBufferPointer(start: text.start, count: Int(text.count))
    return Array(bytes)
  }
}

/// What jq says while it compiles.
private struct Messages {
  var library: chat_jq
  var texts: [String] = []

  /// Called by libjq with a message, and where to keep it.
  static let note: jq_msg_cb = { place, message in
    guard let messages = place?.assumingMemoryBound(to: Messages.self) else { return }
    var library = messages.pointee.library
    let text = chat_jq_message(&library, message)
    let bytes = UnsafeRawBufferPointer(start: text.start, count: Int(text.count))
    messages.pointee.texts.append(String(decoding: bytes, as: UTF8.self))
    chat_jq_free_text(&library, text)
  }

  /// The first message, without what only helps where the program is typed into a shell, or repeats it.
  ///
  /// `jq: error: foo/0 is not defined at <top-level>, line 1:` and the text of the program.
  var summary: String {
    guard let first = texts.first else { return "jq does not say why" }
    let lines = first.split(separator: "\n", maxSplits: 1).first ?? ""
    var words = String(lines).replacing("jq: error: ", with: "")
    words = words.replacing(" (Unix shell quoting issues?)", with: "")
    words = words.replacing(" at <top-level>, line ", with: ", line ")
    return words.hasSuffix(":") ? String(words.dropLast()) : words
  }
}
