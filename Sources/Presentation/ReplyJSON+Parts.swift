internal import Conversation

extension Citation {
  var json: JSONValue {
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
  var json: JSONValue {
    .object([.init("start", .integer(start)), .init("end", .integer(end))])
  }
}

extension Confidence {
  var json: JSONValue {
    var object = ObjectBuilder()
    object.add("label", label)
    object.add("level", level.rawValue)
    object.add("score", score.map(JSONValue.double))
    return object.value
  }
}

extension FollowUp {
  var json: JSONValue {
    var object = ObjectBuilder()
    object.add("number", number)
    object.add("prompt", prompt)
    object.add("confidence", confidence?.json)
    object.add("reasoning", reasoning)
    return object.value
  }
}

extension Step {
  var json: JSONValue {
    .object([.init("kind", .string(kind)), .init("text", .string(text))])
  }
}

extension ToolCall {
  var json: JSONValue {
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
  var json: JSONValue? {
    var object = ObjectBuilder()
    if !text.isEmpty { object.add("text", text) }
    object.add("durationMillis", durationMillis)
    return object.isEmpty ? nil : object.value
  }
}

extension CallbackResult {
  var json: JSONValue {
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
  var json: JSONValue {
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
  var json: JSONValue? {
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
