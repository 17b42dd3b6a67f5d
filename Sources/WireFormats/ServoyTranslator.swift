internal import Conversation

/// The pieces of a Servoy or langchain4j reply to events.
///
/// A string, text that is no JSON, and an object with nothing but a text are pieces of the answer, or of the thinking
/// where their name says so. An object with a `prompt`, a `finishReason`, a `tokenUsage` or an `aiMessage` is the whole,
/// and the end, as `[DONE]` and an event of that meaning are. Without them only one piece alone makes a reply, and
/// only where HTTP tells its length.
struct ServoyTranslator: ReplyTranslator {
  private let isSelfDelimited: Bool
  private var answer = AnswerText()
  private var thought = ""
  private var pieceCount = 0
  private var isEnded = false
  private var hasFailed = false
  private var finishReason: FinishReason?
  private var doubt: WireError?

  init(isSelfDelimited: Bool) {
    self.isSelfDelimited = isSelfDelimited
  }

  /// Behind a whole that asks for tools, the answer is still to come.
  var isComplete: Bool { isEnded && finishReason != .toolCalls || hasFailed }

  mutating func take(_ frame: Frame, emit: (ReplyEvent) -> Void) throws(WireError) {
    switch frame.content {
    case .text(let text): take(text, PlainKind(name: frame.name), emit)
    case .bad where pieceCount > 0: emit(.notice("a damaged piece of the reply was left out"))
    case .bad(let line): doubt = doubt ?? line.doubt
    case .json(let view) where view.kind == .object: take(object: view, frame.name, emit)
    case .json(let view) where view.kind == .string && PlainKind(name: frame.name) == .message:
      append(view, emit)
    case .json(let view):
      let text = view.string ?? view.numberText ?? view.bool.map { "\($0)" }
      if let text { take(text, PlainKind(name: frame.name), emit) } else { noteForeign(view) }
    }
  }

  mutating func finish(_ end: BodyEnd, emit: (ReplyEvent) -> Void) throws(WireError) {
    answer.finish(emit)
    guard !hasFailed else { return }
    if end == .empty { throw .empty }
    if pieceCount == 0, end != .insideFrame, let doubt { throw doubt }
    let isWhole = pieceCount == 1 && end == .complete && isSelfDelimited
    guard isEnded || isWhole else { throw .incomplete }
    emit(.finished(finishReason ?? .stop))
  }

  private mutating func take(_ text: String, _ kind: PlainKind, _ emit: (ReplyEvent) -> Void) {
    if text.trimmed == "[DONE]" {
      isEnded = true
      return
    }
    switch kind {
    case .reasoning: think(text, isDelta: true, emit)
    case .failure: fail(text.isEmpty ? .unexplained : BackendError(message: text), emit)
    case .end: isEnded = true
    case .step(let kind):
      if !text.trimmed.isEmpty { emit(.step(Step(kind: kind, text: text.trimmed))) }
    case .nothing: break
    case .message, .delta:
      guard !text.isEmpty else { return }
      pieceCount += 1
      answer.append(text, emit)
    }
  }

  private mutating func append(_ string: JSONView, _ emit: (ReplyEvent) -> Void) {
    guard string.string != "[DONE]" else { return take("[DONE]", .message, emit) }
    pieceCount += 1
    answer.append(string, emit)
  }

  private mutating func think(_ text: String, isDelta: Bool, _ emit: (ReplyEvent) -> Void) {
    let more = isDelta ? text : text.rest(behind: thought) ?? text
    // The whole has the thinking of the last message only, which may have come in pieces before.
    guard !more.isEmpty, isDelta || !thought.hasSuffix(text) else { return }
    thought += more
    emit(.reasoning(Reasoning(text: more)))
  }

  private mutating func fail(_ error: BackendError, _ emit: (ReplyEvent) -> Void) {
    guard !hasFailed else { return }
    hasFailed = true
    emit(.failed(error))
  }

  private mutating func noteForeign(_ view: JSONView) {
    guard pieceCount == 0, doubt == nil else { return }
    doubt = .notUnderstood(reason: "it is JSON, but no chat response", start: view.beginning)
  }
}

// MARK: - Objects

extension ServoyTranslator {
  private static let pieces = [
    "response", "text", "partialResponse", "partial_response", "content", "partial", "token",
    "delta", "chunk",
  ]
  private static let partialThoughts = ["partialThinking", "partial_thinking", "thinking"]

  private mutating func take(
    object view: JSONView,
    _ name: String,
    _ emit: (ReplyEvent) -> Void
  ) {
    let kind = PlainKind(name: name, view)
    if kind == .failure {
      fail(BackendError(describedBy: view) ?? .unexplained, emit)
    } else if let whole = ServoyResponse(view) {
      take(whole, emit)
    } else {
      take(piece: view, kind, emit)
    }
    if let error = BackendError(reportedBy: view) { fail(error, emit) }
  }

  private mutating func take(
    piece view: JSONView,
    _ kind: PlainKind,
    _ emit: (ReplyEvent) -> Void
  ) {
    let thought = Self.partialThoughts.lazy.compactMap { view.words($0) }.first
    if let thought { think(thought, isDelta: true, emit) }
    let text = Self.pieces.lazy.compactMap { name in
      view[name].flatMap { $0.kind == .string ? $0 : nil }
    }.first
    switch kind {
    case .message, .delta: if let text { append(text, emit) }
    case .end:
      if let text { answer.settle(text.string ?? "", emit) }
      isEnded = true
    default: take(text?.string ?? "", kind, emit)
    }
    if text == nil, thought == nil { noteForeign(view) }
  }

  private mutating func take(_ whole: ServoyResponse, _ emit: (ReplyEvent) -> Void) {
    pieceCount += 1
    isEnded = true
    finishReason = whole.finishReason ?? finishReason
    if let facts = whole.facts { emit(.started(facts)) }
    if let thinking = whole.thinking { think(thinking, isDelta: false, emit) }
    // The text of the last message alone, without what was said before a tool was used.
    let isPartOfIt = !whole.isFullText && answer.text.hasSuffix(whole.text ?? "")
    if let text = whole.text, !isPartOfIt { answer.settle(text, emit) }
    for call in whole.toolCalls { emit(.toolCall(call)) }
    if !whole.sources.isEmpty { emit(.citations(whole.sources)) }
    if let usage = whole.usage { emit(.usage(usage)) }
  }
}
