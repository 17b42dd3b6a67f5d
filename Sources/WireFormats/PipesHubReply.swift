internal import Conversation

/// A reply of PipesHub's as it grows, in whichever of its formats it comes.
///
/// Sources and confidence wait for the end: while an answer is streamed they are sent again and again, and earlier ones
/// are void.
struct PipesHubReply {
  /// The sources as they are so far, as they came.
  var sources: [JSONView] = []
  /// The confidence so far.
  var confidence: Confidence?
  /// The tool calls.
  var tools = PipesHubTools()
  /// The answer.
  var answer = PipesHubText()
  private var hasReasoning = false
  private var opensThought = false
  private var isComplete = false
  private var hasFailed = false

  /// Whether more may come.
  var isOpen: Bool { !isComplete && !hasFailed }

  /// The answer so far, with all that belongs to it, is void.
  mutating func restart(_ emit: (ReplyEvent) -> Void) {
    answer.restart(emit)
    sources = []
    confidence = nil
  }

  /// The text so far was said on the way to the answer and is no part of it.
  mutating func setAside(_ emit: (ReplyEvent) -> Void) {
    let text = answer.text.trimmed
    answer.restart(emit)
    if !text.isEmpty { emit(.step(Step(kind: "update", text: text))) }
  }

  /// Another thought begins.
  mutating func openThought() {
    opensThought = hasReasoning
  }

  mutating func think(_ text: String, _ emit: (ReplyEvent) -> Void) {
    guard !text.isEmpty else { return }
    emit(.reasoning(Reasoning(text: opensThought ? "\n\n" + text : text)))
    opensThought = false
    hasReasoning = true
  }

  /// Ends the reply with the message that it is.
  mutating func complete(with message: PipesHubMessage, _ emit: (ReplyEvent) -> Void) {
    emitFacts(of: message, emit)
    if tools.isEmpty { for call in message.toolCalls { emit(.toolCall(call)) } }
    let content = message.content ?? ""
    let isError = message.facts.type == .error
    if !isError, !content.isEmpty { answer.settle(content, emit) }
    confidence = message.confidence ?? confidence
    handOver(message.citations, emit)
    if !message.followUps.isEmpty { emit(.followUps(message.followUps)) }
    if !message.feedback.isEmpty { emit(.feedback(message.feedback)) }
    isComplete = !isError
    if isError {
      fail(BackendError(message: content.isEmpty ? BackendError.noReason : content), emit)
    }
  }

  /// Hands over the facts and the thoughts; the reason of the answer stands for the thoughts where there are none.
  private mutating func emitFacts(of message: PipesHubMessage, _ emit: (ReplyEvent) -> Void) {
    var message = message
    if hasReasoning || !message.reasoning.isEmpty, let reason = message.reason {
      message.add([.init("reason", .string(reason))])
    }
    var facts = message.facts
    facts.metadata = message.rest.isEmpty ? nil : .object(message.rest)
    if facts != MessageFacts() { emit(.started(facts)) }
    guard !hasReasoning else { return }
    think(message.reasoning.isEmpty ? message.reason ?? "" : message.reasoning, emit)
  }

  /// Ends the reply with what came.
  mutating func complete(_ emit: (ReplyEvent) -> Void) {
    answer.finish(isComplete: true, emit)
    isComplete = true
  }

  mutating func fail(_ error: BackendError, _ emit: (ReplyEvent) -> Void) {
    guard !hasFailed else { return }
    finishParts(emit)
    hasFailed = true
    emit(.failed(error))
  }

  /// Hands over what waits for the end, and the end where the reply is complete.
  mutating func finish(_ emit: (ReplyEvent) -> Void) {
    guard !hasFailed else { return }
    finishParts(emit)
    if isComplete { emit(.finished(.stop)) }
  }

  private mutating func finishParts(_ emit: (ReplyEvent) -> Void) {
    answer.finish(isComplete: isComplete, emit)
    tools.finish(emit)
    handOver(nil, emit)
  }

  /// Hands over the sources, those of the whole message where it tells more of them than their ids, and the confidence.
  private mutating func handOver(_ final: [Citation]?, _ emit: (ReplyEvent) -> Void) {
    let streamed = PipesHubSources.citations(in: sources)
    let knows = final?.allSatisfy { $0.title != nil || $0.url != nil || $0.excerpt != nil }
    let citations = knows == true ? final ?? [] : streamed.isEmpty ? final ?? [] : streamed
    if !citations.isEmpty { emit(.citations(citations)) }
    if let confidence { emit(.confidence(confidence)) }
    sources = []
    confidence = nil
  }
}
