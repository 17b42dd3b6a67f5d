internal import Conversation

/// What the values that a `response` filter gives say of a reply.
///
/// They have the shape of the reply's JSON (`chat schema`), read loosely: every key may be missing or `null`; a source or a
/// follow-up may be its text alone, a list a single element, a confidence a word or a number. `delta` goes behind the answer so
/// far, as a text alone does; `content` stands in its place. A `reasoning` goes behind what came of it; beside a `content` it is
/// the whole, so that what came of it is not said again. A tool call with an id adds to what came under that id.
struct MappedReply {
  /// Whether a value had some of the answer, or a tool call in its place.
  private(set) var hasAnswer = false
  private(set) var failure: BackendError?
  private(set) var finishReason: FinishReason?
  private var answer = AnswerText()
  private var facts = MessageFacts()
  private var sources = PlainSources()
  private var citations: [Int: Citation] = [:]
  private var followUps: [FollowUp] = []
  private var thought = ""
  private var toolCalls: [String: ToolCall] = [:]
  private var confidence: Confidence?
  private var usage = Usage()
  private var feedback: [Feedback] = []
  private var unknown: Set<String> = []
  /// The name of the filter, for messages.
  private let filter: String

  /// What the filter of that name gives.
  init(by filter: String) {
    self.filter = filter
  }

  /// Takes a value that the filter gives for a piece of the reply.
  mutating func take(_ view: JSONView, _ emit: (ReplyEvent) -> Void) {
    switch view.kind {
    case .null: break
    case .array: for element in view.elements { take(element, emit) }
    case .object: take(object: view, emit)
    case .string: append(view, emit)
    case .number, .bool:
      hasAnswer = true
      answer.append(view.plainText, emit)
    }
  }

  /// Hands over what was held back.
  mutating func finish(_ emit: (ReplyEvent) -> Void) {
    answer.finish(emit)
  }

  private mutating func take(object view: JSONView, _ emit: (ReplyEvent) -> Void) {
    noteUnknown(view, emit)
    facts.add(MessageFacts(mapped: view), emit)
    for step in view.list("steps").compactMap(Step.init(mapped:)) { emit(.step(step)) }
    takeReasoning(of: view, emit)
    takeToolCalls(of: view, emit)
    for result in view.list("callbackResults").compactMap(CallbackResult.init(mapped:)) {
      emit(.callbackResult(result))
    }
    takeText(of: view, emit)
    takeSources(of: view, emit)
    takeRest(of: view, emit)
    if let reason = view.words("finishReason") { finishReason = FinishReason(word: reason) }
    takeFailure(of: view, emit)
  }

  private mutating func takeText(of view: JSONView, _ emit: (ReplyEvent) -> Void) {
    if let content = view.given("content") {
      hasAnswer = true
      answer.settle(content.plainText, emit)
    }
    if let delta = view.given("delta") {
      if delta.kind == .string { append(delta, emit) } else { answer.append(delta.plainText, emit) }
    }
  }

  private mutating func append(_ delta: JSONView, _ emit: (ReplyEvent) -> Void) {
    hasAnswer = true
    answer.append(delta, emit)
  }

  private mutating func takeReasoning(of view: JSONView, _ emit: (ReplyEvent) -> Void) {
    guard var more = Reasoning(mapped: view.given("reasoning")) else { return }
    if view.given("content") != nil {
      more.text = thought.hasSuffix(more.text) ? "" : more.text.rest(behind: thought) ?? more.text
    }
    thought += more.text
    if !more.text.isEmpty || more.durationMillis != nil { emit(.reasoning(more)) }
  }

  private mutating func takeToolCalls(of view: JSONView, _ emit: (ReplyEvent) -> Void) {
    for element in view.list("toolCalls") {
      let known = element["id"]?.idText.flatMap { toolCalls[$0] }
      guard let call = ToolCall(mapped: element, completing: known), call != known else { continue }
      hasAnswer = true
      if let id = call.id { toolCalls[id] = call }
      emit(.toolCall(call))
    }
  }

  /// A source keeps the number that it brings along; the others are counted.
  private mutating func takeSources(of view: JSONView, _ emit: (ReplyEvent) -> Void) {
    let new = view.list("citations").flatMap { element -> [Citation] in
      guard let number = element["number"]?.int, number > 0 else { return sources.take([element]) }
      return PlainSources.source(element).map { [$0.numbered(number)] } ?? []
    }
    let told = zip(new, view.list("citations")).map { $0.completed(bySchemaOf: $1) }
    let changed = told.filter { citations[$0.number] != $0 }
    for citation in changed { citations[citation.number] = citation }
    if !changed.isEmpty { emit(.citations(changed)) }
  }

  private mutating func takeRest(of view: JSONView, _ emit: (ReplyEvent) -> Void) {
    let proposals = PlainMessage.followUps(in: view.list("followUps")) ?? []
    if !proposals.isEmpty, proposals != followUps {
      followUps = proposals
      emit(.followUps(proposals))
    }
    if let told = view.given("confidence").flatMap(Confidence.init(told:)), told != confidence {
      confidence = told
      emit(.confidence(told))
    }
    if let told = view.given("usage").flatMap(Usage.init(told:)) {
      let before = usage
      usage.merge(told)
      if usage != before { emit(.usage(usage)) }
    }
    let opinions = view.list("feedback").compactMap(Feedback.init(mapped:))
    if !opinions.isEmpty, opinions != feedback {
      feedback = opinions
      emit(.feedback(opinions))
    }
  }

  private mutating func takeFailure(of view: JSONView, _ emit: (ReplyEvent) -> Void) {
    guard failure == nil, let error = view.given("error"), error.bool != false else { return }
    if error.string?.isEmpty == true { return }
    var told = BackendError(describedBy: error) ?? .unexplained
    told.code = error.words("code") ?? error["code"]?.numberText ?? told.code
    told.status = error["status"]?.int
    told.retryAfterMillis = error["retryAfterMillis"]?.int ?? told.retryAfterMillis
    failure = told
    emit(.failed(told))
  }

  private static let keys: Set = [
    "id", "conversationId", "sessionToken", "backend", "api", "model", "prompt", "role", "type",
    "content", "delta", "contentFormat", "citations", "confidence", "followUps", "reasoning",
    "steps", "toolCalls", "callbackResults", "feedback", "usage", "finishReason",
    "backendTimeMillis", "elapsedMillis", "createdAt", "updatedAt", "metadata", "incomplete",
    "error",
  ]

  /// Tells once of each key that a reply does not have: it is most likely a slip.
  private mutating func noteUnknown(_ view: JSONView, _ emit: (ReplyEvent) -> Void) {
    for (name, _) in view.members where !Self.keys.contains(name) && !unknown.contains(name) {
      unknown.insert(name)
      emit(.notice("the filter '\(filter)' gives '\(name)', which no reply has; see 'chat schema'"))
    }
  }
}
