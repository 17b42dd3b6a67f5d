internal import Conversation

/// What a plain reply has beside its answer, as far as it has come.
struct PlainExtras {
  private(set) var finishReason: FinishReason?
  private var facts = MessageFacts()
  private var sources = PlainSources()
  private var followUps: [FollowUp] = []
  private var confidence: Confidence?
  private var usage = Usage()
  private var thought = ""
  /// The members that nothing else was read from, those of later objects in the place of earlier ones.
  private var rest = JSONMembers()

  /// Hands over what is new of the ids, the model and the times.
  mutating func takeFacts(of message: inout PlainMessage, _ emit: (ReplyEvent) -> Void) {
    facts.add(message.facts(), emit)
  }

  /// Hands over everything else that is new.
  mutating func take(_ message: inout PlainMessage, _ emit: (ReplyEvent) -> Void) {
    if let text = message.reasoning() { think(text, isDelta: false, emit) }
    take(sources: message.all(PlainSources.names) { Array($0.elements) }, emit)
    take(followUps: message.followUps(), emit)
    if let told = message.confidence(), told != confidence {
      confidence = told
      emit(.confidence(told))
    }
    if let told = message.usage() {
      let before = usage
      usage.merge(told)
      if usage != before { emit(.usage(usage)) }
    }
    finishReason = message.finishReason() ?? finishReason
    for member in message.rest { rest.put(member.name, member.value) }
  }

  /// Takes an array that an event names; answers whether it is one of sources or of prompts.
  mutating func take(_ array: JSONView, named name: String, _ emit: (ReplyEvent) -> Void) -> Bool {
    if PlainSources.names.contains(name.lowercased()) {
      take(sources: Array(array.elements), emit)
      return true
    }
    guard PlainMessage.followUpNames.contains(name) else { return false }
    take(followUps: PlainMessage.followUps(in: array) ?? [], emit)
    return true
  }

  /// Takes a piece of what the backend thought, or all of it so far.
  mutating func think(_ text: String, isDelta: Bool, _ emit: (ReplyEvent) -> Void) {
    let more = isDelta ? text : text.rest(behind: thought) ?? text
    guard !more.isEmpty else { return }
    thought += more
    emit(.reasoning(Reasoning(text: more)))
  }

  /// Hands over what no other event has a place for.
  mutating func finish(_ emit: (ReplyEvent) -> Void) {
    guard !rest.list.isEmpty else { return }
    facts.metadata = .object(rest.list)
    emit(.started(MessageFacts(metadata: facts.metadata)))
  }

  private mutating func take(sources views: [JSONView], _ emit: (ReplyEvent) -> Void) {
    let new = sources.take(views)
    if !new.isEmpty { emit(.citations(new)) }
  }

  private mutating func take(followUps proposals: [FollowUp], _ emit: (ReplyEvent) -> Void) {
    guard !proposals.isEmpty, proposals != followUps else { return }
    followUps = proposals
    emit(.followUps(proposals))
  }
}
