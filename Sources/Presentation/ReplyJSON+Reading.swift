public import Conversation

extension Turn {
  /// The turn that an object as ``json`` writes it tells of; `nil` for what is no object with a `prompt`.
  ///
  /// Written again it gives the same object. A member that is missing, of another kind or unknown is passed over.
  public init?(json: JSONValue) {
    guard let prompt = json.string("prompt") else { return nil }
    self.init(
      prompt: prompt,
      backend: json.string("backend"),
      api: json.string("api") ?? "",
      reply: Reply(json: json),
      elapsedMillis: json.int("elapsedMillis"),
      sentAt: json.string("sentAt")
    )
    isRetried = json.bool("retried") ?? false
  }
}

extension Reply {
  fileprivate init(json: JSONValue) {
    self.init()
    facts = MessageFacts(json: json)
    content = json.string("content") ?? ""
    citations = json.list("citations", Citation.init)
    confidence = json["confidence"].flatMap(Confidence.init)
    followUps = json.list("followUps", FollowUp.init)
    reasoning = json["reasoning"].flatMap(Reasoning.init)
    steps = json.list("steps", Step.init)
    toolCalls = json.list("toolCalls", ToolCall.init)
    callbackResults = json.list("callbackResults", CallbackResult.init)
    feedback = json.list("feedback", Feedback.init)
    usage = json["usage"].flatMap(Usage.init)
    finishReason = json.word("finishReason")
    isIncomplete = json.bool("incomplete") ?? false
    error = json["error"].flatMap(BackendError.init)
  }
}

extension MessageFacts {
  /// All but the API, which is the turn's.
  fileprivate init(json: JSONValue) {
    self.init(
      id: json.string("id"),
      conversationId: json.string("conversationId"),
      sessionToken: json.string("sessionToken"),
      model: json.string("model"),
      role: json.word("role"),
      type: json.word("type"),
      contentFormat: json.word("contentFormat"),
      backendTimeMillis: json.int("backendTimeMillis"),
      createdAt: json.string("createdAt"),
      updatedAt: json.string("updatedAt"),
      metadata: json.given("metadata")
    )
  }
}

extension BackendError {
  fileprivate init?(json: JSONValue) {
    guard let message = json.string("message") else { return nil }
    self.init(
      message: message,
      code: json.string("code"),
      status: json.int("status"),
      retryAfterMillis: json.int("retryAfterMillis")
    )
  }
}
