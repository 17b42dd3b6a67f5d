internal import Conversation

/// What stands beside the answer.
extension PlainMessage {
  /// Ids, the model, times and the format.
  mutating func facts() -> MessageFacts {
    MessageFacts(
      id: first(["id", "messageId", "message_id", "_id"], \.idText),
      conversationId: first(
        [
          "conversationId", "conversation_id", "sessionId", "session_id", "chatId", "chat_id",
          "threadId", "thread_id",
        ],
        \.idText
      ),
      model: first(["model", "modelName", "model_name"]) { $0.nonEmpty },
      role: first(["role"]) { $0.string.flatMap(Role.init) },
      contentFormat: first(["contentFormat", "content_format", "format"]) {
        $0.string.flatMap { ContentFormat(rawValue: $0.lowercased()) }
      },
      backendTimeMillis: first(
        [
          "backendTimeMillis", "processingTimeMs", "processing_time_ms", "latencyMs", "latency_ms",
          "durationMs", "duration_ms", "elapsedMs", "elapsed_ms",
        ]
      ) { $0.double.flatMap { 0...1e12 ~= $0 ? Int($0) : nil } },
      createdAt: first(["createdAt", "created_at", "created", "timestamp"], \.moment),
      updatedAt: first(["updatedAt", "updated_at"], \.moment)
    )
  }

  /// What the backend thought, in words.
  mutating func reasoning() -> String? {
    first(["thinking", "reasoning", "reasoning_content"]) { view in
      let parts = view.elements.compactMap {
        $0.nonEmpty ?? $0.words("text") ?? $0.words("thought")
      }
      return view.nonEmpty ?? view.words("text") ?? view.words("content")
        ?? (parts.isEmpty ? nil : parts.joined(separator: "\n"))
    }
  }

  /// How sure the backend is.
  mutating func confidence() -> Confidence? {
    first(["confidence", "confidenceScore", "confidence_score", "score"], Confidence.init(told:))
  }

  /// The tokens it took.
  mutating func usage() -> Usage? {
    first(["usage", "tokenUsage", "token_usage", "usage_metadata"], Usage.init(told:))
  }

  /// Why it ended.
  mutating func finishReason() -> FinishReason? {
    first(["finishReason", "finish_reason", "stopReason", "stop_reason", "done_reason"]) {
      $0.nonEmpty.map(FinishReason.init(word:))
    }
  }

  /// Whether the object says that it is, or is not, the last.
  mutating func isDone() -> Bool? {
    first(["done", "finished", "isFinal", "is_final", "final", "completed", "is_complete"], \.bool)
  }

  /// The prompts it proposes.
  mutating func followUps() -> [FollowUp] {
    first(Self.followUpNames, Self.followUps) ?? []
  }

  static let followUpNames = [
    "follow_ups", "followUps", "suggestions", "followUpQuestions", "follow_up_questions",
    "followup_questions", "related_questions", "relatedQuestions", "followUpPrompts",
  ]

  /// The prompts of an array, numbered; `nil` when there is none.
  static func followUps(in view: JSONView) -> [FollowUp]? { followUps(in: Array(view.elements)) }

  /// The prompts of elements, numbered; `nil` when there is none.
  static func followUps(in views: [JSONView]) -> [FollowUp]? {
    var proposals = views.compactMap(FollowUp.init(told:))
    for index in proposals.indices { proposals[index].number = index + 1 }
    return proposals.isEmpty ? nil : proposals
  }
}

extension FollowUp {
  /// A string, or an object with the prompt under a usual name; without its number.
  fileprivate init?(told view: JSONView) {
    let names = ["prompt", "question", "text", "query", "title"]
    let prompt = view.string ?? names.lazy.compactMap { view.words($0) }.first
    guard let prompt, !prompt.trimmed.isEmpty else { return nil }
    self.init(
      number: 0,
      prompt: prompt,
      confidence: view.given("confidence").flatMap(Confidence.init(told:)),
      reasoning: view.words("reasoning") ?? view.words("reason")
    )
  }
}

extension Confidence {
  /// A word, a number, a number in a string, or an object with one of each.
  init?(told view: JSONView) {
    let label = view.nonEmpty ?? view.words("label") ?? view.words("level")
    let inner = view.given("score") ?? view.given("value") ?? view.given("confidence")
    let spelled = label.flatMap { Double($0.hasSuffix("%") ? String($0.dropLast()) : $0) }
    let number = [view.double, inner?.double, spelled].lazy.compactMap { $0 }.first { number in
      number >= 0 && number <= 100
    }
    let word = spelled == nil ? label : nil
    guard number != nil || word != nil else { return nil }
    self = number.map(Confidence.init(number:)) ?? Confidence(label: word ?? "")
    guard let word else { return }
    let worded = Confidence(label: word)
    self.label = word
    if worded.level != .unknown { level = worded.level }
  }
}

extension JSONView {
  /// The text of a string that is not empty.
  var nonEmpty: String? { string.flatMap { $0.isEmpty ? nil : $0 } }

  /// An id: a string that is not empty, or a number.
  var idText: String? { nonEmpty ?? numberText }

  /// A moment: RFC 3339 in UTC, or seconds or milliseconds since 1970, told apart by their size.
  var moment: String? {
    if let text = string { return text.timestamp }
    guard let number = double, number > 0, number < 253_402_300_800_000 else { return nil }
    return Timestamp.text(epochMillis: Int(number < 100_000_000_000 ? number * 1_000 : number))
  }
}
