/// Makes text safe to show: whatever could act on a terminal, or deceive the eye, becomes visible.
///
/// It shows instead of removing, one code point at a time, so that nothing can hide and no
/// unfinished sequence swallows what follows. LF, TAB and what prints stay. CRLF becomes LF. A lone
/// CR and every other control, bidirectional overrides and invisible code points turn into their
/// visible form: caret notation for U+0000 to U+001F and U+007F (`^[`), `\u{HEX}` for the rest. Of
/// a pile of combining marks the first 30 stay and `…` stands for the others. The result is the
/// same for every way of cutting the text into pieces, and masking it again changes nothing.
public struct Sanitizer: Sendable {
  /// How strictly a text is to be shown.
  public enum Context: Sendable {
    /// Running text: the marks of right-to-left writing pass; soft hyphens and the other three
    /// common code points without a look are left out.
    case prose
    /// Code, URLs, titles, prompts, history: both are visible.
    case exact
  }

  /// The most combining marks on one base (the stream-safe limit of UAX 15).
  public static let maximumMarks = 30

  private enum Held: Sendable {
    case nothing
    case carriageReturn
    case flag(tags: [Unicode.Scalar])
  }

  private let context: Context
  private var held = Held.nothing
  private var marks = 0
  private var followsVariationSelector = false

  /// A sanitizer for one text that comes in pieces.
  public init(in context: Context) {
    self.context = context
  }

  /// The whole of a text, made safe.
  public static func sanitized(_ text: String, in context: Context) -> String {
    var sanitizer = Sanitizer(in: context)
    let start = sanitizer.add(text)
    let end = sanitizer.finish()
    return end.isEmpty ? start : start + end
  }

  /// Takes the next piece; returns what can be shown now.
  ///
  /// Only a CR, or a black flag and the tags after it, wait for what follows. Each returned piece
  /// is safe by itself: masking it again changes nothing.
  public mutating func add(_ chunk: String) -> String {
    if case .nothing = held, isPlain(chunk) {
      if !chunk.isEmpty { standOnNewBase() }
      return chunk
    }
    var output: [UInt8] = []
    output.reserveCapacity(chunk.utf8.count)
    add(chunk, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// Ends the text; returns what was held back.
  public mutating func finish() -> String {
    var output: [UInt8] = []
    finish(to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  mutating func add(_ chunk: String, to output: inout [UInt8]) {
    var chunk = chunk
    chunk.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        if case .nothing = held {
          let end = unsafe endOfPlainText(in: bytes, from: index)
          if end > index {
            unsafe output.append(contentsOf: bytes[index..<end])
            standOnNewBase()
            index = end
            continue
          }
        }
        add(unsafe decodeScalar(in: bytes, at: &index), to: &output)
      }
    }
  }

  mutating func finish(to output: inout [UInt8]) {
    switch held {
    case .nothing: return
    case .carriageReturn: show("\r", in: &output)
    case .flag(let tags): release(flagWith: tags, to: &output)
    }
    held = .nothing
  }

  private mutating func add(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
    switch held {
    case .nothing:
      break
    case .carriageReturn where scalar == "\n":
      held = .nothing
    case .flag(let tags) where isFlag(tags, endedBy: scalar):
      held = .nothing
      for tag in ["\u{1F3F4}"] + tags + [scalar] { output.append(contentsOf: tag.utf8) }
      return
    case .flag(let tags) where isTag(scalar) && tags.count < 6:
      held = .flag(tags: tags + [scalar])
      return
    case .carriageReturn, .flag:
      finish(to: &output)
    }
    addFresh(scalar, to: &output)
  }

  private mutating func addFresh(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
    switch ScalarTreatment(of: scalar, in: context) {
    case .plain:
      output.append(contentsOf: scalar.utf8)
      standOnNewBase()
    case .mark:
      followsVariationSelector = false
      addMark(scalar, to: &output)
    case .variationSelector where followsVariationSelector && marks <= Self.maximumMarks:
      show(scalar, in: &output)
      followsVariationSelector = true
    case .variationSelector:
      followsVariationSelector = true
      addMark(scalar, to: &output)
    case .blackFlag: held = .flag(tags: [])
    case .carriageReturn: held = .carriageReturn
    case .leftOut: break
    case .visible: show(scalar, in: &output)
    }
  }

  /// Beyond the limit one sign stands for all that are left out; it is no base, or the pile would
  /// go on.
  private mutating func addMark(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
    if marks < Self.maximumMarks { output.append(contentsOf: scalar.utf8) }
    if marks == Self.maximumMarks { output.append(contentsOf: "…".utf8) }
    marks = min(marks + 1, Self.maximumMarks + 1)
  }

  private mutating func release(flagWith tags: [Unicode.Scalar], to output: inout [UInt8]) {
    output.append(contentsOf: "\u{1F3F4}".utf8)
    standOnNewBase()
    for tag in tags { show(tag, in: &output) }
  }

  private mutating func standOnNewBase() {
    marks = 0
    followsVariationSelector = false
  }

  private mutating func show(_ scalar: Unicode.Scalar, in output: inout [UInt8]) {
    standOnNewBase()
    if scalar.value < 0x20 || scalar.value == 0x7F {
      output += [0x5E, UInt8(scalar.value) ^ 0x40]
    } else {
      output.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".utf8)
    }
  }
}

/// A letter or digit among the tags.
private func isTag(_ scalar: Unicode.Scalar) -> Bool {
  isTagLetter(scalar) || (0xE0030...0xE0039).contains(scalar.value)
}

private func isTagLetter(_ scalar: Unicode.Scalar) -> Bool {
  (0xE0061...0xE007A).contains(scalar.value)
}

/// Whether the tags are the name of a region, two letters, and of one of its parts, and end here.
private func isFlag(_ tags: [Unicode.Scalar], endedBy scalar: Unicode.Scalar) -> Bool {
  scalar == "\u{E007F}" && tags.count >= 3 && tags.prefix(2).allSatisfy(isTagLetter)
}
