/// A backend's whole answer to one prompt: the fold of its events.
public struct Reply: Equatable, Sendable {
  /// Ids, times and whatever else the backend said of the message.
  public var facts = MessageFacts()
  /// The answer as the backend wrote it, without markers of ours.
  public var content = ""
  /// The sources, by number.
  public var citations: [Citation] = []
  /// How sure the backend is of the answer.
  public var confidence: Confidence?
  /// The prompts it proposes next.
  public var followUps: [FollowUp] = []
  /// What it did on the way, in order.
  public var steps: [Step] = []
  /// What it thought.
  public var reasoning: Reasoning?
  /// The tools it used, in order of their first appearance.
  public var toolCalls: [ToolCall] {
    get { tools.calls }
    set { tools = ToolCallList(newValue) }
  }
  private var tools = ToolCallList()
  /// What came of what ran after them.
  public var callbackResults: [CallbackResult] = []
  /// What the answer took.
  public var usage: Usage?
  /// What people thought of the answer.
  public var feedback: [Feedback] = []
  /// Trouble told on the way.
  public var notices: [String] = []
  /// Why the reply ended; `nil` while it has not.
  public var finishReason: FinishReason?
  /// Whether the reply was cut off or cancelled.
  public var isIncomplete = false
  /// The failure that ended it.
  public var error: BackendError?

  /// A reply of which nothing has arrived.
  public init() {}

  /// Takes in one event.
  public mutating func apply(_ event: ReplyEvent) {
    switch event {
    case .started(let facts): self.facts.merge(facts)
    case .text(let delta): content += delta
    case .textReplaced(let text):
      content = text
      for index in citations.indices { citations[index].ranges = [] }
    case .step(let step): steps.append(step)
    case .reasoning(let more): apply(more)
    case .toolCall(let call): tools.put(call)
    case .callbackResult(let result): callbackResults.append(result)
    case .citations(let cited):
      for citation in cited { apply(citation) }
    case .followUps(let proposals): followUps = proposals
    case .confidence(let confidence): self.confidence = confidence
    case .usage(let counts):
      var usage = usage ?? Usage()
      usage.merge(counts)
      self.usage = usage
    case .feedback(let feedback): self.feedback = feedback
    case .inquiry: break
    case .notice(let text): notices.append(text)
    case .finished(let reason): finishReason = reason
    case .failed(let error):
      self.error = error
      finishReason = .error
    }
  }

  private mutating func apply(_ more: Reasoning) {
    // In place: a copy of all that came, for each delta, would take time that grows with the square of their number.
    if reasoning == nil { reasoning = Reasoning() }
    reasoning?.text += more.text
    if let millis = more.durationMillis { reasoning?.durationMillis = millis }
  }

  private mutating func apply(_ citation: Citation) {
    let place = place(of: citation.number)
    var merged = citation
    merged.ranges = []
    if place < citations.count, citations[place].number == citation.number {
      // Exchanged, not copied: one source may be cited in thousands of places.
      swap(&merged.ranges, &citations[place].ranges)
      merged.ranges.add(citation.ranges)
      citations[place] = merged
    } else {
      merged.ranges.add(citation.ranges)
      citations.insert(merged, at: place)
    }
  }

  /// Where the source of that number is, or belongs.
  private func place(of number: Int) -> Int {
    let usual = number - 1
    if citations.indices.contains(usual), citations[usual].number == number { return usual }
    // From the end, where a source that is new belongs.
    let before = citations.lastIndex { $0.number <= number }
    return before.map { citations[$0].number == number ? $0 : $0 + 1 } ?? 0
  }
}

extension [TextRange] {
  /// Adds ranges so that all are in order and none is there twice; cheapest at the end.
  fileprivate mutating func add(_ new: [TextRange]) {
    var isInOrder = true
    for range in new where range != last {
      if let last, range.precedes(last) { isInOrder = false }
      append(range)
    }
    guard !isInOrder else { return }
    sort { $0.precedes($1) }
    var once: [TextRange] = []
    for range in self where range != once.last { once.append(range) }
    self = once
  }
}

extension TextRange {
  fileprivate func precedes(_ other: TextRange) -> Bool {
    (start, end) < (other.start, other.end)
  }
}

extension MessageFacts {
  /// Takes over what `other` knows and leaves the rest; answers whether any of it was new.
  @discardableResult
  public mutating func merge(_ other: MessageFacts) -> Bool {
    var isNew = false
    func take<Value: Equatable>(_ fact: inout Value?, _ told: Value?) {
      guard let told, told != fact else { return }
      fact = told
      isNew = true
    }
    take(&api, other.api)
    take(&id, other.id)
    take(&conversationId, other.conversationId)
    take(&sessionToken, other.sessionToken)
    take(&model, other.model)
    take(&backendTimeMillis, other.backendTimeMillis)
    take(&role, other.role)
    take(&type, other.type)
    take(&contentFormat, other.contentFormat)
    take(&createdAt, other.createdAt)
    take(&updatedAt, other.updatedAt)
    take(&metadata, other.metadata)
    return isNew
  }
}
