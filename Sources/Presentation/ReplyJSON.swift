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

extension Citation {
  fileprivate var json: JSONValue {
    var object = ObjectBuilder()
    object.add("number", number)
    object.add("id", id)
    object.add("title", title)
    object.add("url", url)
    object.add("source", source)
    object.add("excerpt", excerpt)
    object.add("page", page)
    object.add("lines", lines.map { TextRange(start: $0.lowerBound, end: $0.upperBound).json })
    object.add("score", score.map(JSONValue.double))
    object.add("ranges", ranges.map(\.json))
    return object.value
  }
}

extension TextRange {
  fileprivate var json: JSONValue {
    .object([.init("start", .integer(start)), .init("end", .integer(end))])
  }
}

extension Confidence {
  fileprivate var json: JSONValue {
    var object = ObjectBuilder()
    object.add("label", label)
    object.add("level", level.rawValue)
    object.add("score", score.map(JSONValue.double))
    return object.value
  }
}

extension FollowUp {
  fileprivate var json: JSONValue {
    var object = ObjectBuilder()
    object.add("number", number)
    object.add("prompt", prompt)
    object.add("confidence", confidence?.json)
    object.add("reasoning", reasoning)
    return object.value
  }
}

extension Step {
  fileprivate var json: JSONValue {
    .object([.init("kind", .string(kind)), .init("text", .string(text))])
  }
}

extension ToolCall {
  fileprivate var json: JSONValue {
    var object = ObjectBuilder()
    object.add("id", id)
    object.add("name", name)
    object.add("input", input)
    object.add("status", status)
    object.add("result", result)
    object.add("isError", isError.map(JSONValue.bool))
    object.add("metadata", metadata)
    return object.value
  }
}

extension Reasoning {
  fileprivate var json: JSONValue? {
    var object = ObjectBuilder()
    if !text.isEmpty { object.add("text", text) }
    object.add("durationMillis", durationMillis)
    return object.isEmpty ? nil : object.value
  }
}

extension CallbackResult {
  fileprivate var json: JSONValue {
    var object = ObjectBuilder()
    object.add("toolCallId", toolCallId)
    object.add("toolName", toolName)
    object.add("type", type)
    object.add("name", name)
    object.add("success", success.map(JSONValue.bool))
    object.add("error", error)
    object.add("exitCode", exitCode)
    object.add("stdout", stdout)
    object.add("stderr", stderr)
    object.add("subagentId", subagentId)
    object.add("subagentResult", subagentResult)
    object.add("excludedFromContext", isExcludedFromContext.map(JSONValue.bool))
    return object.value
  }
}

extension Feedback {
  fileprivate var json: JSONValue {
    var object = ObjectBuilder()
    object.add("helpful", helpful.map(JSONValue.bool))
    if !ratings.isEmpty {
      object.add("ratings", .object(ratings.map { .init($0.name, .integer($0.value)) }))
    }
    object.add("categories", categories.map(JSONValue.string))
    object.add("comment", comment)
    object.add("metadata", metadata)
    return object.value
  }
}

extension Usage {
  fileprivate var json: JSONValue? {
    var object = ObjectBuilder()
    object.add("inputTokens", inputTokens)
    object.add("outputTokens", outputTokens)
    object.add("totalTokens", totalTokens)
    object.add("cachedTokens", cachedTokens)
    object.add("cacheCreationTokens", cacheCreationTokens)
    object.add("reasoningTokens", reasoningTokens)
    object.add("cost", cost.map(JSONValue.double))
    return object.isEmpty ? nil : object.value
  }
}

/// An object of which unknown members are left out.
private struct ObjectBuilder {
  private var members: [JSONValue.Member] = []

  var value: JSONValue { .object(members) }

  var isEmpty: Bool { members.isEmpty }

  mutating func add(_ name: String, _ value: JSONValue?) {
    // What has no word in JSON, such as a score that is no number, is not known either.
    if let value, value != .null { members.append(.init(name, value)) }
  }

  mutating func add(_ name: String, _ text: String?) {
    add(name, text.map(JSONValue.string))
  }

  mutating func add(_ name: String, _ number: Int?) {
    add(name, number.map { .integer($0) })
  }

  mutating func add(_ name: String, _ elements: [JSONValue]) {
    if !elements.isEmpty { add(name, .array(elements)) }
  }
}
