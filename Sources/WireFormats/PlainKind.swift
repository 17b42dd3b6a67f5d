/// What a piece of a plain reply is about, by its event's name or its own `type`.
enum PlainKind: Equatable {
  /// The answer, or whatever else a reply has.
  case message
  /// A piece of the answer that goes behind those that came.
  case delta
  /// The end of the answer, perhaps with all of it.
  case end
  /// Something done on the way, in the backend's word.
  case step(String)
  /// What the backend thinks.
  case reasoning
  /// A failure.
  case failure
  /// A sign of life, or the prompt once more.
  case nothing

  private static let ends: Set = [
    "done", "end", "complete", "completed", "finish", "finished", "final", "final_answer", "stop",
    "close", "message_end", "stream_end", "answer_end", "message_complete",
  ]
  private static let steps: Set = [
    "status", "progress", "step", "info", "log", "update", "searching", "search", "retrieving",
    "retrieval", "reading",
  ]
  private static let nothings: Set = [
    "ping", "pong", "heartbeat", "keepalive", "keep_alive", "user", "user_message", "start",
    "message_start", "stream_start", "connected",
  ]

  /// The kind of an event of that name, whose data may name one of its own.
  init(name: String, _ view: JSONView? = nil) {
    let isUsers = ["user", "human"].contains(view?.words("role"))
    let own = view?.words("type") ?? view?.words("event")
    let word = isUsers ? "user" : ["", "message", "data"].contains(name) ? own ?? "" : name
    self.init(word: word.lowercased().replacing("-", with: "_").replacing(".", with: "_"))
  }

  private init(word: String) {
    let isPiece = ["delta", "token", "chunk"].contains { word.contains($0) }
    let isThought = ["thinking", "reasoning", "thought"].contains { word.contains($0) }
    if word.contains("error") {
      self = .failure
    } else if isThought {
      self = .reasoning
    } else if isPiece {
      self = .delta
    } else if Self.ends.contains(word) {
      self = .end
    } else if Self.steps.contains(word) {
      self = .step(word)
    } else {
      self = Self.nothings.contains(word) ? .nothing : .message
    }
  }

  /// Whether its text is the answer's.
  var isAnswer: Bool { self == .message || self == .delta || self == .end }
}
