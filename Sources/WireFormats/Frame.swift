internal import Conversation

/// One piece of a response body, whatever holds its pieces together: a line of JSON, a Server-Sent Event, or the one
/// document that is the whole body.
public struct Frame: Sendable {
  /// What a piece holds.
  public enum Content: Sendable {
    /// A JSON value.
    case json(JSONView)
    /// The data of an event that is no JSON, such as `[DONE]`; empty where it has none.
    case text(String)
    /// A line, or the data of an event, that is damaged JSON.
    case bad(JSONBadLine)
  }

  /// The event's name; empty for a line and for an event without one.
  public var name: String
  /// What it holds.
  public var content: Content

  /// A piece with its name and what it holds.
  public init(name: String = "", content: Content) {
    self.name = name
    self.content = content
  }

  /// The JSON value; `nil` for other content.
  public var json: JSONView? {
    guard case .json(let view) = content else { return nil }
    return view
  }
}

/// How a body ended.
public enum BodyEnd: Equatable, Sendable {
  /// Behind a piece.
  case complete
  /// Inside a piece, which has been dropped unless it was an event that lacked only the empty line behind it.
  case insideFrame
  /// Without any piece.
  case empty
}

/// Makes events of the pieces of a response body: what is a backend's own in a decoder.
protocol ReplyTranslator {
  /// Takes a piece and hands over what it says.
  mutating func take(_ frame: Frame, emit: (ReplyEvent) -> Void) throws(WireError)

  /// Takes note that no more pieces come and hands over the last events; throws what makes the reply incomplete.
  mutating func finish(_ end: BodyEnd, emit: (ReplyEvent) -> Void) throws(WireError)
}

/// Cuts a body into its pieces and has them translated.
///
/// What holds the pieces together is seen by how the body begins, whatever its content type says: some backends send
/// lines under the name of an event stream, and a body may be one document over several lines.
struct FramedDecoder<Translator: ReplyTranslator>: ReplyDecoder {
  private var cutter = FrameCutter()
  var translator: Translator

  init(_ translator: Translator) {
    self.translator = translator
  }

  mutating func receive(_ bytes: [UInt8], emit: (ReplyEvent) -> Void) throws(WireError) {
    // The cutter is taken out while it runs, because what it finds changes the translator.
    var cutter = FrameCutter()
    swap(&cutter, &self.cutter)
    defer { swap(&cutter, &self.cutter) }
    try cutter.receive(bytes) { frame throws(WireError) in try translator.take(frame, emit: emit) }
  }

  mutating func finish(emit: (ReplyEvent) -> Void) throws(WireError) {
    var cutter = FrameCutter()
    swap(&cutter, &self.cutter)
    let end = try cutter.finish { frame throws(WireError) in
      try translator.take(frame, emit: emit)
    }
    try translator.finish(end, emit: emit)
  }
}

/// Cuts a body into its pieces, by whichever framing it begins with.
struct FrameCutter {
  private enum Framing {
    case unknown(start: [UInt8])
    case lines(JSONLinesParser)
    case events(EventStreamParser)
  }

  private var framing = Framing.unknown(start: [])
  private var hasFrame = false

  mutating func receive(
    _ bytes: [UInt8],
    emit: (Frame) throws(WireError) -> Void
  ) throws(WireError) {
    switch framing {
    case .unknown(let start):
      let start = start + bytes
      guard let framing = Self.framing(of: start, isWhole: false) else {
        framing = .unknown(start: start)
        return
      }
      self.framing = framing
      try receive(start, emit: emit)
    case .lines(var parser):
      framing = .unknown(start: [])
      defer { framing = .lines(parser) }
      try parser.receive(bytes) { line throws(WireError) in try hand(line, emit) }
    case .events(var parser):
      framing = .unknown(start: [])
      defer { framing = .events(parser) }
      try parser.receive(bytes) { event throws(WireError) in try hand(event, emit) }
    }
  }

  mutating func finish(emit: (Frame) throws(WireError) -> Void) throws(WireError) -> BodyEnd {
    if case .unknown(let start) = framing {
      framing = Self.framing(of: start, isWhole: true) ?? .lines(JSONLinesParser())
      try receive(start, emit: emit)
    }
    var isInside = false
    switch framing {
    case .unknown: break
    case .lines(var parser):
      switch try parser.finish(emit: { line throws(WireError) in try hand(line, emit) }) {
      case .complete, .empty: break
      case .insideDocument(let line):
        isInside = true
        if !hasFrame { try emit(Frame(content: .bad(line))) }
      }
    case .events(var parser):
      isInside = try parser.finish { event throws(WireError) in try hand(event, emit) }
    }
    return isInside ? .insideFrame : hasFrame ? .complete : .empty
  }

  private mutating func hand(
    _ line: JSONLine,
    _ emit: (Frame) throws(WireError) -> Void
  ) throws(WireError) {
    hasFrame = true
    switch line {
    case .document(let view): try emit(Frame(content: .json(view)))
    case .bad(let line) where line.reason == .badUTF8: throw .notUTF8
    case .bad(let line): try emit(Frame(content: .bad(line)))
    }
  }

  private mutating func hand(
    _ event: ServerSentEvent,
    _ emit: (Frame) throws(WireError) -> Void
  ) throws(WireError) {
    hasFrame = true
    let isObject = event.data.first { !JSONByte.isWhiteSpace($0) } == JSONByte.openBrace
    let content: Frame.Content
    do throws(JSONError) {
      content = .json(try JSONView(parsing: event.data))
    } catch  where error.reason == .badUTF8 {
      throw .notUTF8
    } catch {
      let text = String(decoding: event.data, as: UTF8.self)
      content = isObject ? .bad(JSONBadLine(1, error.reason, event.data[...])) : .text(text)
    }
    try emit(Frame(name: event.name, content: content))
  }

  /// The data of the first event of a body that is a whole event stream, where it is JSON.
  static func firstEvent(of body: [UInt8]) -> JSONView? {
    guard case .events? = framing(of: body, isWhole: true) else { return nil }
    var cutter = FrameCutter()
    var first: Frame?
    do throws(WireError) {
      try cutter.receive(body) { first = first ?? $0 }
      _ = try cutter.finish { first = first ?? $0 }
    } catch {
      // What came before the fault counts.
    }
    return first?.json
  }

  /// The names of the fields of an event stream.
  private static let fields = ["data", "event", "id", "retry"].map { Array($0.utf8) }

  /// What holds a body together that begins so; `nil` while that may still be either.
  private static func framing(of start: [UInt8], isWhole: Bool) -> Framing? {
    var text = start[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    text = text.drop(while: JSONByte.isWhiteSpace)
    guard let first = text.first else { return nil }
    if first == JSONByte.colon { return .events(EventStreamParser()) }
    for field in fields {
      guard text.starts(with: field) else {
        if !isWhole, field.starts(with: text) { return nil }
        continue
      }
      guard let next = text.dropFirst(field.count).first else { return nil }
      if next == JSONByte.colon || next == JSONByte.lineFeed || next == 0x0D {
        return .events(EventStreamParser())
      }
    }
    return .lines(JSONLinesParser())
  }
}
