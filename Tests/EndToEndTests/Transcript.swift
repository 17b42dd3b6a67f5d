import TestSupport

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// One use of the program, as a file of `Tests/Fixtures/transcripts` has it.
///
/// The file says what the backend replies and what the person does, and below that everything that is to come
/// of it; the README beside the files has the format.
struct Transcript {
  struct Section {
    var name: String
    /// The rest of the line that begins the section.
    var detail: String
    var lines: [String]
  }

  /// The part of the file that says what is done, as it stands there.
  let given: String
  let sections: [Section]

  static let folder: String = {
    let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    return "/\(tests)/Fixtures/transcripts"
  }()

  /// The names of all files, without their ending.
  static var names: [String] {
    TestSupport.names(in: folder).filter { $0.hasSuffix(".transcript") }.map {
      String($0.dropLast(11))
    }
  }

  init(named name: String) throws {
    let path = "\(Self.folder)/\(name).transcript"
    guard let file = fopen(path, "r") else {
      throw PseudoTerminal.Failure(description: "cannot open \(path)")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
    self.init(String(decoding: bytes, as: UTF8.self))
  }

  init(_ text: String) {
    var given: [Substring] = []
    var sections: [Section] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("== ") {
        let words = line.dropFirst(3).split(separator: " ", maxSplits: 1).map(String.init)
        guard Self.inputs.contains(words[0]) else { break }
        sections.append(Section(name: words[0], detail: words.count > 1 ? words[1] : "", lines: []))
      } else if !sections.isEmpty {
        sections[sections.count - 1].lines.append(String(line))
      }
      given.append(line)
    }
    while given.last == "" { given.removeLast() }
    self.given = given.joined(separator: "\n") + "\n"
    self.sections = sections.map { section in
      var section = section
      while section.lines.last == "" { section.lines.removeLast() }
      return section
    }
  }

  private static let inputs = ["reply", "arguments", "environment", "stdin", "terminal", "keys"]

  /// The lines of all sections of that name.
  func lines(of name: String) -> [String] {
    sections.filter { $0.name == name }.flatMap(\.lines)
  }

  /// What stands behind the name of the first section of that name; `nil` when there is none.
  func detail(of name: String) -> String? {
    sections.first { $0.name == name }?.detail
  }

  /// The server's replies, in order.
  var replies: [LoopbackReply] {
    sections.filter { $0.name == "reply" }.map(\.reply)
  }
}

extension Transcript.Section {
  /// `stream`, `close`, or a status with a media type and further header fields, separated by `|`.
  fileprivate var reply: LoopbackReply {
    switch detail {
    case "stream": return .stream(lines: lines)
    case "close": return LoopbackReply(.close)
    default:
      let fields = detail.split(separator: "|").map { String($0.trimmingPrefix { $0 == " " }) }
      let words = (fields.first ?? "").split(separator: " ").map(String.init)
      return .sized(
        status: words.first.flatMap { Int($0) } ?? 200,
        contentType: words.count > 1 ? words[1] : "application/json",
        fields: Array(fields.dropFirst()),
        body: Array(lines.joined(separator: "\n").utf8)
      )
    }
  }
}
