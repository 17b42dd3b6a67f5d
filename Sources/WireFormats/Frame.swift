internal import Conversation

/// One piece of a response body, whatever holds its pieces together: a line of JSON, a Server-Sent Event, or the one
/// document that is the whole body.
public struct Frame: Sendable {
  /// What a piece holds.
  public enum Content: Sendable {
    /// A JSON value.
    case json(JSONView)
    /// The data of an event that is no JSON, such as `[DONE]`, or only a number or a truth value; empty where it has none.
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

  /// Whether the reply has said that it is complete.
  var isComplete: Bool { get }
}

extension ReplyTranslator {
  /// Only the end of the body tells.
  var isComplete: Bool { false }
}

/// Cuts a body into its pieces and has them translated.
///
/// What holds the pieces together is seen by how the body begins, whatever its content type says: some backends send
/// lines under the name of an event stream, and a body may be one document over several lines.
struct FramedDecoder<Translator: ReplyTranslator>: ReplyDecoder {
  private var cutter = FrameCutter()
  var translator: Translator
  private var order = ReadingOrder()

  init(_ translator: Translator) {
    self.translator = translator
  }

  var isComplete: Bool { translator.isComplete }

  mutating func receive(_ bytes: [UInt8], emit: (ReplyEvent) -> Void) throws(WireError) {
    // The cutter is taken out while it runs, because what it finds changes the translator.
    var cutter = FrameCutter()
    swap(&cutter, &self.cutter)
    defer { swap(&cutter, &self.cutter) }
    try cutter.receive(bytes) { frame throws(WireError) in try take(frame, emit) }
  }

  mutating func finish(emit: (ReplyEvent) -> Void) throws(WireError) {
    var cutter = FrameCutter()
    swap(&cutter, &self.cutter)
    let end = try cutter.finish { frame throws(WireError) in try take(frame, emit) }
    try translator.finish(end, emit: emit)
  }

  private mutating func take(_ frame: Frame, _ emit: (ReplyEvent) -> Void) throws(WireError) {
    var events: [ReplyEvent] = []
    defer { order.hand(events, to: emit) }
    try translator.take(frame) { events.append($0) }
  }
}
