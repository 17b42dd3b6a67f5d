public import Conversation

extension Turn {
  /// The reply as `chat ask --json` prints it: one object in the documented order of keys, facts that are not
  /// known left out.
  public var json: JSONValue {
    var object = ObjectBuilder()
    let facts = reply.facts
    object.add("id", facts.id)
    object.add("conversationId", facts.conversationId)
    object.add("sessionToken", facts.sessionToken)
    object.add("backend", backend)
    object.add("api", facts.api ?? api)
    object.add("model", facts.model)
    object.add("prompt", prompt)
    object.add("role", (facts.role ?? .assistant).rawValue)
    object.add("type", type.rawValue)
    object.add("content", reply.content)
    object.add("contentFormat", (facts.contentFormat ?? .markdown).rawValue)
    object.add("citations", reply.citations.map(\.json))
    object.add("confidence", reply.confidence?.json)
    object.add("followUps", reply.followUps.map(\.json))
    object.add("reasoning", reply.reasoning?.json)
    object.add("steps", reply.steps.map(\.json))
    object.add("toolCalls", reply.toolCalls.map(\.json))
    object.add("callbackResults", reply.callbackResults.map(\.json))
    object.add("feedback", reply.feedback.map(\.json))
    object.add("usage", reply.usage?.json)
    object.add("finishReason", reply.finishReason?.rawValue)
    object.add("backendTimeMillis", facts.backendTimeMillis)
    object.add("elapsedMillis", elapsedMillis)
    object.add("createdAt", facts.createdAt)
    object.add("updatedAt", facts.updatedAt)
    object.add("sentAt", sentAt)
    if isRetried { object.add("retried", .bool(true)) }
    object.add("metadata", facts.metadata)
    if reply.isIncomplete { object.add("incomplete", .bool(true)) }
    object.add("error", reply.error?.json)
    return object.value
  }

  /// What the backend said, unless its answer failed.
  private var type: MessageType {
    reply.error == nil ? reply.facts.type ?? .botResponse : .error
  }
}

extension BackendError {
  /// The failure as it stands under `error`.
  public var json: JSONValue {
    var object = ObjectBuilder()
    object.add("message", message)
    object.add("code", code)
    object.add("status", status)
    object.add("retryAfterMillis", retryAfterMillis)
    return object.value
  }
}
