internal import Conversation

// The parts of a reply from what `ReplyJSON+Parts.swift` writes; `nil` where that lacks what every such part has.

extension Citation {
  init?(json: JSONValue) {
    guard let number = json.int("number") else { return nil }
    self.init(
      number: number,
      id: json.string("id"),
      title: json.string("title"),
      url: json.string("url"),
      source: json.string("source"),
      excerpt: json.string("excerpt"),
      page: json.int("page"),
      lines: json["lines"].flatMap(TextRange.init).flatMap {
        $0.start <= $0.end ? $0.start...$0.end : nil
      },
      score: json.double("score"),
      ranges: json.list("ranges", TextRange.init)
    )
  }
}

extension TextRange {
  init?(json: JSONValue) {
    guard let start = json.int("start"), let end = json.int("end") else { return nil }
    self.init(start: start, end: end)
  }
}

extension Confidence {
  init?(json: JSONValue) {
    guard let level: Level = json.word("level") else { return nil }
    // Its words and its number need not fit the level, nor each other.
    self.init(number: .nan)
    label = json.string("label")
    score = json.double("score")
    self.level = level
  }
}

extension FollowUp {
  init?(json: JSONValue) {
    guard let number = json.int("number"), let prompt = json.string("prompt") else { return nil }
    self.init(
      number: number,
      prompt: prompt,
      confidence: json["confidence"].flatMap(Confidence.init),
      reasoning: json.string("reasoning")
    )
  }
}

extension Step {
  init?(json: JSONValue) {
    guard let kind = json.string("kind"), let text = json.string("text") else { return nil }
    self.init(kind: kind, text: text)
  }
}

extension ToolCall {
  init?(json: JSONValue) {
    guard let name = json.string("name") else { return nil }
    self.init(
      id: json.string("id"),
      name: name,
      input: json.given("input"),
      status: json.string("status"),
      result: json.string("result"),
      isError: json.bool("isError"),
      metadata: json.given("metadata")
    )
  }
}

extension Reasoning {
  init?(json: JSONValue) {
    self.init(text: json.string("text") ?? "", durationMillis: json.int("durationMillis"))
    if self.json == nil { return nil }
  }
}

extension CallbackResult {
  init?(json: JSONValue) {
    guard let toolCallId = json.string("toolCallId"), let toolName = json.string("toolName"),
      let type = json.string("type")
    else { return nil }
    self.init(toolCallId: toolCallId, toolName: toolName, type: type)
    name = json.string("name")
    success = json.bool("success")
    error = json.string("error")
    exitCode = json.int("exitCode")
    stdout = json.string("stdout")
    stderr = json.string("stderr")
    subagentId = json.string("subagentId")
    subagentResult = json.string("subagentResult")
    isExcludedFromContext = json.bool("excludedFromContext")
  }
}

extension Feedback {
  init?(json: JSONValue) {
    guard case .object = json else { return nil }
    self.init(
      helpful: json.bool("helpful"),
      categories: json.list("categories", \.string),
      comment: json.string("comment"),
      metadata: json.given("metadata")
    )
    guard case .object(let given)? = json["ratings"] else { return }
    ratings = given.compactMap { member in member.value.int.map { Rating(member.name, $0) } }
  }
}

extension Usage {
  init?(json: JSONValue) {
    self.init(
      inputTokens: json.int("inputTokens"),
      outputTokens: json.int("outputTokens"),
      totalTokens: json.int("totalTokens"),
      cachedTokens: json.int("cachedTokens"),
      cacheCreationTokens: json.int("cacheCreationTokens"),
      reasoningTokens: json.int("reasoningTokens"),
      cost: json.double("cost")
    )
    if self.json == nil { return nil }
  }
}
