internal import Conversation

/// What has come of a reply that is made of JSON objects, as far as that is the same for all backends.
struct ReplyState {
  var answer = AnswerText()
  /// Whether the reply has said that it is whole; without that it is incomplete.
  var isWhole = false
  private(set) var finishReason: FinishReason?
  private(set) var hasFailed = false
  /// Whether nothing comes behind what came.
  private(set) var isClosed = false
  /// Whether anything came that belongs to the format.
  var hasPiece = false
  fileprivate var doubt: WireError?
  private var facts = MessageFacts()
  private var usage = Usage()
  private var rest = JSONMembers()

  /// Takes note that the reply is whole and that nothing comes behind it.
  mutating func close() {
    isWhole = true
    isClosed = true
  }

  mutating func fail(_ error: BackendError, _ emit: (ReplyEvent) -> Void) {
    guard !hasFailed else { return }
    hasFailed = true
    emit(.failed(error))
  }

  /// Takes over the backend's word for why the reply ended.
  mutating func end(_ word: String?) {
    if let word { finishReason = FinishReason(word: word) }
  }

  mutating func end(_ reason: FinishReason) { finishReason = reason }

  mutating func add(_ new: MessageFacts, _ emit: (ReplyEvent) -> Void) { facts.add(new, emit) }

  mutating func think(_ text: String, _ emit: (ReplyEvent) -> Void) {
    if !text.isEmpty { emit(.reasoning(Reasoning(text: text))) }
  }

  /// Takes counts that may have come before, and hands over all of them where any is new.
  mutating func take(_ told: Usage?, _ emit: (ReplyEvent) -> Void) {
    guard let told else { return }
    let before = usage
    usage.merge(told)
    if usage != before { emit(.usage(usage)) }
  }

  /// Keeps a member that has no place of its own, in the place of an earlier one of its name.
  mutating func keep(_ name: String, _ view: JSONView?) {
    if let view, !view.isNull { keep(.init(name, view.value)) }
  }

  mutating func keep(_ member: JSONValue.Member) { rest.put(member.name, member.value) }

  /// Keeps the members of an object that nothing is read from.
  mutating func keepRest(of object: JSONView, except known: Set<String>) {
    for (name, value) in object.members where !known.contains(name) { keep(name, value) }
  }

  /// Hands over what was kept.
  fileprivate mutating func finish(_ emit: (ReplyEvent) -> Void) {
    answer.finish(emit)
    if !rest.list.isEmpty { add(MessageFacts(metadata: .object(rest.list)), emit) }
  }

  fileprivate mutating func noteForeign(_ start: String, _ backend: String) {
    guard !hasPiece, doubt == nil else { return }
    doubt = .notUnderstood(
      reason: "it is no answer of \(backend)",
      start: String(start.prefix(JSONBadLine.longestStart))
    )
  }
}

/// Makes events of a reply of which each piece is a JSON object.
///
/// `[DONE]` closes it; an `error`, or an event of that name, ends it as a failure.
protocol ObjectTranslator: ReplyTranslator {
  /// Whose replies these are, in words.
  static var backend: String { get }

  var state: ReplyState { get set }

  /// Takes an object that tells of no failure; answers whether it belongs to the format.
  mutating func take(_ object: JSONView, named name: String, _ emit: (ReplyEvent) -> Void) -> Bool

  /// The failure that an object tells of.
  func failure(in object: JSONView, named name: String) -> BackendError?

  /// Hands over what waited for the end; the reply may be incomplete.
  mutating func settle(_ emit: (ReplyEvent) -> Void)
}

extension ObjectTranslator {
  var isComplete: Bool { state.isClosed || state.hasFailed }

  func failure(in object: JSONView, named name: String) -> BackendError? {
    if let error = BackendError(reportedBy: object) { return error }
    let isError = ["type", "object"].contains { object[$0]?.string == "error" }
    guard name == "error" || isError else { return nil }
    return BackendError(describedBy: object) ?? .unexplained
  }

  mutating func settle(_ emit: (ReplyEvent) -> Void) {}

  mutating func take(_ frame: Frame, emit: (ReplyEvent) -> Void) throws(WireError) {
    take(piece: frame, emit)
  }

  mutating func finish(_ end: BodyEnd, emit: (ReplyEvent) -> Void) throws(WireError) {
    try conclude(end, emit)
  }

  /// Takes a piece that is an object, the mark of the end, or the words of a failure.
  mutating func take(piece frame: Frame, _ emit: (ReplyEvent) -> Void) {
    guard !isComplete else { return }
    switch frame.content {
    case .json(let view) where view.kind == .object:
      if let error = failure(in: view, named: frame.name) {
        state.fail(error, emit)
      } else if take(view, named: frame.name, emit) {
        state.hasPiece = true
      } else {
        state.noteForeign(view.beginning, Self.backend)
      }
    case .json(let view): state.noteForeign(view.beginning, Self.backend)
    case .text(let text): take(text.trimmed, named: frame.name, emit)
    case .bad where state.hasPiece: emit(.notice("a damaged piece of the reply was left out"))
    case .bad(let line): state.doubt = state.doubt ?? line.doubt
    }
  }

  private mutating func take(_ text: String, named name: String, _ emit: (ReplyEvent) -> Void) {
    if text == "[DONE]" {
      state.close()
      // Behind nothing but what is foreign it is no answer.
      if state.doubt == nil { state.hasPiece = true }
    } else if name == "error" {
      state.fail(text.isEmpty ? .unexplained : BackendError(message: text), emit)
    } else if !text.isEmpty {
      state.noteForeign(text, Self.backend)
    }
  }

  /// Hands over the last events; throws where the reply has not said that it is whole.
  mutating func conclude(_ end: BodyEnd, _ emit: (ReplyEvent) -> Void) throws(WireError) {
    settle(emit)
    state.finish(emit)
    if state.isWhole, state.finishReason == .error { state.fail(.unexplained, emit) }
    guard !state.hasFailed else { return }
    if end == .empty { throw .empty }
    if !state.hasPiece, end != .insideFrame, let doubt = state.doubt { throw doubt }
    guard state.isWhole else { throw .incomplete }
    emit(.finished(state.finishReason ?? .stop))
  }
}
