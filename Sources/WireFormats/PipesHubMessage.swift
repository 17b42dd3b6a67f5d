internal import Conversation

/// A `Message` of PipesHub's, or an answer of its query service, with every field in its place.
struct PipesHubMessage {
  private(set) var facts = MessageFacts()
  /// What has no place of its own; an object's members.
  var rest: [JSONValue.Member] = []
  private(set) var content: String?
  /// `nil` where the message does not name its sources at all.
  private(set) var citations: [Citation]?
  private(set) var confidence: Confidence?
  private(set) var followUps: [FollowUp] = []
  private(set) var feedback: [Feedback] = []
  /// What the model thought, where the backend tells it word for word.
  private(set) var reasoning = ""
  /// Why it answered so, in a sentence of its own.
  private(set) var reason: String?
  private(set) var toolCalls: [ToolCall] = []

  private static let known: Set<String> = [
    "_id", "id", "messageType", "content", "contentFormat", "citations", "confidence",
    "followUpQuestions", "feedback", "metadata", "reasoning", "tools", "conversationId",
  ]

  private static let knownOfAnswer: Set<String> = [
    "answer", "citations", "confidence", "reason", "followUpQuestions", "conversationId",
  ]

  /// A `Message`.
  init(_ message: PipesHubObject) {
    let metadata = message.object("metadata")
    facts = Self.facts(of: message, metadata)
    content = message["content"]?.string
    reason = metadata?.words("reason")
    feedback = message.objects("feedback").map(Feedback.init(pipesHub:))
      .filter { $0 != Feedback() }
    reasoning = message.elements("reasoning").compactMap(Self.thought).joined(separator: "\n\n")
    toolCalls = message.objects("tools").compactMap(Self.toolCall)
    take(message)
    var known = Self.known
    if facts.createdAt != nil { known.insert("createdAt") }
    if facts.updatedAt != nil { known.insert("updatedAt") }
    var knownOfMetadata: Set = ["reason"]
    if facts.backendTimeMillis != nil { knownOfMetadata.insert("processingTimeMs") }
    if facts.model == metadata?.words("modelVersion") { knownOfMetadata.insert("modelVersion") }
    rest = metadata?.rest(without: knownOfMetadata) ?? []
    add(message.rest(without: known))
    if let cited = PipesHubSources.rest(of: message.elements("citations")) {
      add([.init("citations", cited)])
    }
  }

  /// What the query service answers.
  init(answer: PipesHubObject) {
    facts = MessageFacts(conversationId: answer.words("conversationId"))
    content = answer["answer"]?.string
    reason = answer.words("reason")
    take(answer)
    rest = answer.rest(without: Self.knownOfAnswer)
  }

  /// Adds members unless there are ones of that name.
  mutating func add(_ members: [JSONValue.Member]) {
    for member in members where !rest.contains(where: { $0.name == member.name }) {
      rest.append(member)
    }
  }

  /// The time that the backend took as a whole, where the message does not tell its own.
  mutating func setBackendTime(_ millis: Int?) {
    guard facts.backendTimeMillis == nil, let millis, millis >= 0 else { return }
    facts.backendTimeMillis = millis
  }

  private mutating func take(_ object: PipesHubObject) {
    citations = object["citations"].map { PipesHubSources.citations(in: $0.elements) }
    confidence = object["confidence"].flatMap(Confidence.init(told:))
    followUps = Self.followUps(object.elements("followUpQuestions"))
  }
}

extension PipesHubMessage {
  private static func facts(
    of message: PipesHubObject,
    _ metadata: PipesHubObject?
  ) -> MessageFacts {
    let type = message.words("messageType").flatMap(MessageType.init)
    let millis = metadata?["processingTimeMs"]?.double.map { $0.rounded() }
    return MessageFacts(
      id: message.id,
      conversationId: message.words("conversationId"),
      model: message.object("modelInfo")?.words("modelName") ?? metadata?.words("modelVersion"),
      role: type.flatMap(role),
      type: type,
      contentFormat: message.words("contentFormat").flatMap(format),
      backendTimeMillis: millis.flatMap { $0 < 0 ? nil : Int(exactly: $0) },
      createdAt: message.time("createdAt"),
      updatedAt: message.time("updatedAt")
    )
  }

  private static func role(of type: MessageType) -> Role? {
    switch type {
    case .botResponse: .assistant
    case .userQuery, .feedback: .user
    case .system: .system
    case .toolCall: .tool
    case .error: nil
    }
  }

  private static func format(_ word: String) -> ContentFormat? {
    word.lowercased() == "plain" ? .text : ContentFormat(rawValue: word.lowercased())
  }

  private static func followUps(_ questions: [JSONView]) -> [FollowUp] {
    var followUps: [FollowUp] = []
    for view in questions {
      let question = PipesHubObject(view)
      let prompt = question?.words("question") ?? view.string ?? ""
      guard !prompt.trimmed.isEmpty else { continue }
      followUps.append(
        FollowUp(
          number: followUps.count + 1,
          prompt: prompt,
          confidence: question?["confidence"].flatMap(Confidence.init(told:)),
          reasoning: question?.words("reasoning")
        )
      )
    }
    return followUps
  }

  private static func thought(_ view: JSONView) -> String? {
    (view.string ?? PipesHubObject(view)?.words("content")).flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func toolCall(_ tool: PipesHubObject) -> ToolCall? {
    tool.words("toolName").map { name in
      ToolCall(name: name, result: tool["toolResult"].map(PipesHubTools.text))
    }
  }
}
