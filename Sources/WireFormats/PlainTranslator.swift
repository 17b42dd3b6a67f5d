internal import Conversation

/// The pieces of a plain reply to events.
///
/// Texts that come one after the other are put together so:
/// 1. What stands under `delta`, `token` or `chunk`, in an event whose name or `type` has one of these words, or in an
///    event that is no JSON, is a piece and goes behind what came.
/// 2. Once there were such pieces, a text under any other name is the whole answer.
/// 3. Otherwise a text that goes on from all that came is the whole so far, and so is one that equals it where more
///    than one piece came or the event is the last; every other text is a piece.
///
/// The end is `[DONE]`, an event whose name or `type` says so, `done: true`, a whole after pieces, or else the end of the
/// body. A reply whose objects say `done: false` and never `true` is incomplete.
struct PlainTranslator: ReplyTranslator {
  private var answer = AnswerText()
  private var extras = PlainExtras()
  private var pieceCount = 0
  private var hasDelta = false
  private var hasAnswer = false
  private var hasFailed = false
  private var hasOther = false
  private var isDone: Bool?
  /// Whether the reply has said that nothing comes behind this.
  private var isClosed = false
  private var doubt: WireError?

  var isComplete: Bool { isClosed || hasFailed }

  mutating func take(_ frame: Frame, emit: (ReplyEvent) -> Void) throws(WireError) {
    switch frame.content {
    case .text(let text): take(text, PlainKind(name: frame.name), emit)
    case .bad where hasAnswer: emit(.notice("a damaged piece of the reply was left out"))
    case .bad(let line): doubt = doubt ?? line.doubt
    case .json(let view): take(view, frame.name, emit)
    }
  }

  mutating func finish(_ end: BodyEnd, emit: (ReplyEvent) -> Void) throws(WireError) {
    answer.finish(emit)
    extras.finish(emit)
    guard !hasFailed else { return }
    if end == .empty { throw .empty }
    if !hasAnswer, end == .insideFrame { throw .incomplete }
    guard hasAnswer else { throw hasOther ? .incomplete : doubt ?? .incomplete }
    guard isDone ?? (end == .complete) else { throw .incomplete }
    emit(.finished(extras.finishReason ?? .stop))
  }

  private mutating func take(_ view: JSONView, _ name: String, _ emit: (ReplyEvent) -> Void) {
    switch view.kind {
    case .object: take(object: view, PlainKind(name: name, view), emit)
    case .string where PlainKind(name: name) == .message: append(view, emit)
    case .string: take(view.string ?? "", PlainKind(name: name), emit)
    case .array where extras.take(view, named: name, emit): hasOther = true
    case .array:
      for element in view.elements where element.kind == .object { take(element, name, emit) }
    case .number, .bool:
      let text = view.numberText ?? (view.bool == true ? "true" : "false")
      take(text, PlainKind(name: name), emit)
    case .null: break
    }
    noteForeign(view)
  }

  /// Takes text that is no JSON, or a string alone.
  private mutating func take(_ text: String, _ kind: PlainKind, _ emit: (ReplyEvent) -> Void) {
    if text.trimmed == "[DONE]" { return close() }
    switch kind {
    case .message, .delta: append(text, emit)
    case .end: close()
    case .step(let kind): step(kind, text, emit)
    case .reasoning: extras.think(text, isDelta: true, emit)
    case .failure: fail(text.isEmpty ? .unexplained : BackendError(message: text), emit)
    case .nothing: hasOther = true
    }
  }

  private mutating func close() {
    isDone = true
    isClosed = true
  }

  private mutating func noteForeign(_ view: JSONView) {
    guard !hasAnswer, !hasOther, doubt == nil else { return }
    doubt = .notUnderstood(reason: "it is JSON, but no answer is in it", start: view.beginning)
  }

  private mutating func step(_ kind: String, _ text: String, _ emit: (ReplyEvent) -> Void) {
    hasOther = true
    if !text.trimmed.isEmpty { emit(.step(Step(kind: kind, text: text.trimmed))) }
  }

  private mutating func fail(_ error: BackendError, _ emit: (ReplyEvent) -> Void) {
    guard !hasFailed else { return }
    hasFailed = true
    emit(.failed(error))
  }
}

// MARK: - Objects

extension PlainTranslator {
  private mutating func take(
    object view: JSONView,
    _ kind: PlainKind,
    _ emit: (ReplyEvent) -> Void
  ) {
    var message = PlainMessage(view)
    switch kind {
    case .nothing:
      hasOther = true
      if view["role"] == nil { extras.takeFacts(of: &message, emit) }
    case .step(let word): step(word, message.answer?.text ?? "", emit)
    case .reasoning:
      hasOther = true
      let isDelta = message.answer != nil
      extras.think(message.answer?.text ?? message.reasoning() ?? "", isDelta: isDelta, emit)
    case .failure: fail(BackendError(describedBy: view) ?? .unexplained, emit)
    case .message, .delta, .end:
      let failure = Self.failure(in: view)
      take(&message, kind, unless: failure?.message, emit)
      if let failure { fail(failure, emit) }
    }
  }

  /// Takes the answer, unless it is the words of a failure, and what stands beside it.
  private mutating func take(
    _ message: inout PlainMessage,
    _ kind: PlainKind,
    unless failure: String?,
    _ emit: (ReplyEvent) -> Void
  ) {
    let hasMore = !message.isAnswerAlone
    let saysDone = hasMore ? message.isDone() : nil
    let isLast = kind == .end || saysDone == true
    isDone = isLast ? true : isDone ?? saysDone
    isClosed = isClosed || isLast
    if hasMore { extras.takeFacts(of: &message, emit) }
    if let text = message.answer, text.text != failure {
      add(text, isDelta: text.isDelta || kind == .delta, isLast: isLast, emit)
    }
    guard hasMore else { return }
    extras.take(&message, emit)
    if extras.finishReason != nil { isDone = true }
  }

  /// The failure in an object that has an `error`, or says that it is no success.
  private static func failure(in view: JSONView) -> BackendError? {
    if let error = BackendError(reportedBy: view) { return error }
    let words = ["error", "failed", "failure"]
    let isFailure =
      view["success"]?.bool == false || view["ok"]?.bool == false
      || words.contains(view.words("status")?.lowercased() ?? "")
    return isFailure ? BackendError(describedBy: view) ?? .unexplained : nil
  }

  private mutating func add(
    _ new: PlainMessage.Answer,
    isDelta: Bool,
    isLast: Bool,
    _ emit: (ReplyEvent) -> Void
  ) {
    hasAnswer = true
    guard !new.text.isEmpty else { return }
    let goesOn = pieceCount > 0 && new.text.utf8.starts(with: answer.text.utf8)
    let isMore = new.text.utf8.count > answer.text.utf8.count
    if !isDelta, hasDelta {
      isDone = true
      answer.settle(new.text, emit)
    } else if !isDelta, goesOn, isMore || isLast || pieceCount > 1 {
      answer.settle(new.text, emit)
    } else {
      if let string = new.string {
        answer.append(string, emit)
      } else {
        answer.append(new.text, emit)
      }
      hasDelta = hasDelta || isDelta
    }
    pieceCount += 1
  }

  private mutating func append(_ text: String, _ emit: (ReplyEvent) -> Void) {
    guard !text.isEmpty else { return }
    add(PlainMessage.Answer(text: text), isDelta: true, isLast: false, emit)
  }

  private mutating func append(_ string: JSONView, _ emit: (ReplyEvent) -> Void) {
    let text = string.string ?? ""
    guard text.trimmed != "[DONE]" else { return take(text, .message, emit) }
    add(PlainMessage.Answer(text: text, string: string), isDelta: true, isLast: false, emit)
  }
}
