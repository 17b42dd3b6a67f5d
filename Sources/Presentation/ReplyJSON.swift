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
    object.add("api", api)
    object.add("model", facts.model)
    object.add("prompt", prompt)
    object.add("role", "assistant")
    object.add("type", reply.error == nil ? "bot_response" : "error")
    object.add("content", reply.content)
    object.add("contentFormat", "markdown")
    object.add("citations", reply.citations.map(\.json))
    object.add("confidence", reply.confidence?.json)
    object.add("followUps", reply.followUps.map(\.json))
    object.add("steps", reply.steps.map(\.json))
    object.add("toolCalls", reply.toolCalls.map(\.json))
    object.add("finishReason", reply.finishReason?.rawValue)
    object.add("backendTimeMillis", facts.backendTimeMillis)
    object.add("elapsedMillis", elapsedMillis)
    object.add("createdAt", facts.createdAt)
    if reply.isIncomplete { object.add("incomplete", .bool(true)) }
    object.add("error", reply.error?.json)
    return object.value
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
    return object.value
  }
}

/// An object of which unknown members are left out.
private struct ObjectBuilder {
  private var members: [JSONValue.Member] = []

  var value: JSONValue { .object(members) }

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
