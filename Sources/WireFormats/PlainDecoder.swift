internal import Conversation

/// The body of a plain reply: JSON in whatever framing, or, where the content type says so, text that is the answer.
///
/// A body of plain text or Markdown is the answer unless it begins with an event, with a JSON object, array or string,
/// or with a web page.
struct PlainDecoder: ReplyDecoder {
  private enum Body {
    /// Nothing is decided; for JSON, what the trial made of it is not.
    case unknown(trial: FrameCutter?)
    case frames(FramedDecoder<PlainTranslator>)
    case text(PlainTextDecoder)
    case taken
  }

  private let format: ContentFormat
  private var body: Body
  /// What came before the body was known; kept beside it, so that it grows without being copied.
  private var start: [UInt8] = []

  init(head: HTTPResponseHead) {
    let type = head["Content-Type"]?.prefix { $0 != ";" }.lowercased().trimmed
    format = type == "text/plain" ? .text : .markdown
    let isText = ["text/plain", "text/markdown", "text/x-markdown"].contains(type)
    body =
      isText ? .unknown(trial: nil) : .frames(FramedDecoder(PlainTranslator()))
  }

  /// Whether the body may still be JSON or text that is the answer.
  var isUndecided: Bool {
    if case .unknown = body { true } else { false }
  }

  /// Whether the body has turned out to be text that is the answer.
  var isText: Bool {
    if case .text = body { true } else { false }
  }

  var isComplete: Bool {
    if case .frames(let decoder) = body { decoder.isComplete } else { false }
  }

  mutating func receive(_ bytes: [UInt8], emit: (ReplyEvent) -> Void) throws(WireError) {
    let before = body
    body = .taken
    switch before {
    case .taken: break
    case .unknown(let trial):
      start += bytes
      try begin(trial, new: bytes, isWhole: false, emit)
    case .frames(var decoder):
      defer { body = .frames(decoder) }
      try decoder.receive(bytes, emit: emit)
    case .text(var decoder):
      defer { body = .text(decoder) }
      try decoder.receive(bytes, emit: emit)
    }
  }

  mutating func finish(emit: (ReplyEvent) -> Void) throws(WireError) {
    if case .unknown(let trial) = body {
      try begin(trial, new: [], isWhole: true, emit)
    }
    switch body {
    case .unknown, .taken: throw .empty
    case .frames(var decoder): try decoder.finish(emit: emit)
    case .text(let decoder): try decoder.finish(emit: emit)
    }
  }

  private mutating func begin(
    _ trial: FrameCutter?,
    new: [UInt8],
    isWhole: Bool,
    _ emit: (ReplyEvent) -> Void
  ) throws(WireError) {
    switch trial == nil ? PlainStart(of: start, isWhole: isWhole) : .json {
    case .undecided: body = .unknown(trial: nil)
    case .text: try go(isText: true, emit)
    case .frames: try go(isText: false, emit)
    case .json:
      var cutter = trial ?? FrameCutter()
      let isJSON = Self.isJSON(trial == nil ? start : new, of: start, isWhole: isWhole, &cutter)
      if let isJSON {
        try go(isText: !isJSON, emit)
      } else {
        body = .unknown(trial: cutter)
      }
    }
  }

  /// Whether the first piece of a body is JSON, once the new bytes have gone through the cutter; `nil` before it ends.
  private static func isJSON(
    _ new: [UInt8],
    of body: [UInt8],
    isWhole: Bool,
    _ cutter: inout FrameCutter
  ) -> Bool? {
    var isJSON: Bool?
    do throws(WireError) {
      try cutter.receive(new) { isJSON = isJSON ?? ($0.json != nil) }
      guard isWhole, isJSON == nil else { return isJSON }
      let end = try cutter.finish { isJSON = isJSON ?? ($0.json != nil) }
      // What is cut in an object or array is no text; a quotation that does not end may be one.
      let isQuotation = FrameCutter.withoutWhiteSpace(body).first == JSONByte.quote
      return isJSON == true || end == .insideFrame && !isQuotation
    } catch {
      return true
    }
  }

  private mutating func go(
    isText: Bool,
    _ emit: (ReplyEvent) -> Void
  ) throws(WireError) {
    body =
      isText
      ? .text(PlainTextDecoder(format: format)) : .frames(FramedDecoder(PlainTranslator()))
    let bytes = start
    start = []
    try receive(bytes, emit: emit)
  }
}

/// What a text that may be an answer begins as.
private enum PlainStart {
  case undecided
  case text
  case frames
  /// Perhaps JSON; only its first value tells.
  case json

  /// How much white space may come before anything else.
  private static let mostWhiteSpace = 8 << 10

  init(of bytes: [UInt8], isWhole: Bool) {
    let text = FrameCutter.withoutWhiteSpace(bytes)
    guard let first = text.first else {
      self = isWhole ? .frames : bytes.count > Self.mostWhiteSpace ? .text : .undecided
      return
    }
    let lower = text.prefix(16).map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
    let pages = ["<!doctype html", "<html"].map { Array($0.utf8) }
    if [JSONByte.openBrace, JSONByte.openBracket, JSONByte.quote].contains(first) {
      self = .json
    } else if pages.contains(where: { lower.starts(with: $0) }) {
      self = .frames
    } else if !isWhole, pages.contains(where: { $0.starts(with: lower) }) {
      self = .undecided
    } else if let isEvents = FrameCutter.isEventStream(text, isWhole: isWhole) {
      self = isEvents ? .frames : .text
    } else {
      self = .undecided
    }
  }
}

/// Text in UTF-8 that is the answer.
private struct PlainTextDecoder {
  private let format: ContentFormat
  private var isAtStart = true
  /// The bytes of a scalar of which more is to come.
  private var held: [UInt8] = []

  init(format: ContentFormat) {
    self.format = format
  }

  mutating func receive(_ bytes: [UInt8], emit: (ReplyEvent) -> Void) throws(WireError) {
    var bytes = held + bytes
    held = Self.unfinishedScalar(of: bytes)
    bytes.removeLast(held.count)
    if isAtStart, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard !bytes.isEmpty else { return }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
    if isAtStart { emit(.started(MessageFacts(contentFormat: format))) }
    isAtStart = false
    emit(.text(text))
  }

  func finish(emit: (ReplyEvent) -> Void) throws(WireError) {
    guard held.isEmpty else { throw .incomplete }
    emit(.finished(.stop))
  }

  /// The last bytes where they begin a scalar without ending it.
  private static func unfinishedScalar(of bytes: [UInt8]) -> [UInt8] {
    let tail = bytes.suffix(3)
    guard let lead = tail.lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return [] }
    let length =
      switch tail[lead] {
      case 0xF0...: 4
      case 0xE0...: 3
      case 0xC0...: 2
      default: 1
      }
    return tail.endIndex - lead < length ? Array(tail[lead...]) : []
  }
}
