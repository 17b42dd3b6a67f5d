public import Conversation

/// Decodes a session's event stream, or the records of its turns.
///
/// A stream goes on behind the answer: ``isOver`` tells that a turn has ended, and what follows is passed over.
public struct MixDecoder: ReplyDecoder {
  private var frames = FramedDecoder(MixTranslator())

  /// A decoder at the start of a body.
  public init() {}

  /// Whether the turn has ended, by an answer or by an error.
  public var isOver: Bool { frames.translator.isOver }

  /// A turn that has ended is complete.
  public var isComplete: Bool { isOver }

  /// Takes note that the turn begins only now: what came before belongs to others.
  public mutating func beginTurn() { frames.translator.beginTurn() }

  /// Takes the next bytes and hands over the events they complete.
  public mutating func receive(
    _ bytes: [UInt8],
    emit: (ReplyEvent) -> Void
  ) throws(WireError) {
    try frames.receive(bytes, emit: emit)
  }

  /// Takes note that the body has ended, and hands over the last events.
  public mutating func finish(emit: (ReplyEvent) -> Void) throws(WireError) {
    try frames.finish(emit: emit)
  }

  /// Adds what the stream does not tell from the records of the session: what came of callbacks and tools, what the answer
  /// took, the model.
  ///
  /// Records of other turns, and bytes that are none, add nothing.
  public mutating func add(
    records body: [UInt8],
    ofTurnWith prompt: String,
    emit: (ReplyEvent) -> Void
  ) {
    guard let json = try? JSONView(parsing: body) else { return }
    frames.translator.add(json, ofTurnWith: prompt, emit)
  }
}
