public import Conversation

/// Conversations of every shape, with texts that mean something to a terminal, a browser or a parser.
extension SeededGenerator {
  private static let pieces = [
    "word", " ", "\n", "\n\n", "é", "e\u{301}", "日本語", "👩‍👩‍👧", "\u{1B}[31m", "\u{202E}", "\u{200B}",
    "\0", "\r",
    "\r\n", "\t", "<script>alert(1)</script>", "</style>", "</title>", "<!--", "-->", "]]>",
    "&#27;",
    "&lt;", "&", "\"", "'", "`", "```\n", "**", "_", "[1]", "[2](javascript:alert(1))", "[x](",
    "![i](data:text/html,x)", "<img src=x onerror=alert(1)>", "\" onclick=\"alert(1)", "' style='x",
    "https://example.com/\"><b>", "javascript:alert(1)", "data:text/html;base64,AAAA",
    "| a | b |\n",
    "|---|---|\n", "# ", "> ", "- ", "1. ", "    ", "@import url(x)", "url(https://example.com)",
    "</pre>", "</code>", "<svg onload=x>", "\\", "\u{2028}", "\u{FEFF}", "<a href=x>", "[^1]: n\n",
  ]

  /// A text of some pieces.
  public mutating func hostileText(upTo count: Int = 12) -> String {
    (0..<Int.random(in: 0...count, using: &self)).map { _ in pick(Self.pieces) }.joined()
  }

  private mutating func perhaps<Value>(
    _ value: (inout SeededGenerator) -> Value
  ) -> Value? {
    chance(2) ? value(&self) : nil
  }

  private mutating func text() -> String? { perhaps { $0.hostileText(upTo: 4) } }

  private mutating func number() -> Int? {
    perhaps { $0.pick([0, 1, -3, 1_234, .max, .min]) }
  }

  private mutating func score() -> Double? {
    perhaps { $0.pick([0, 0.1, 1e-300, 1e300, -2.5, 7]) }
  }

  private mutating func some<Value>(
    _ count: Int,
    _ value: (inout SeededGenerator, Int) -> Value
  ) -> [Value] {
    (0..<Int.random(in: 0...count, using: &self)).map { value(&self, $0 + 1) }
  }

  private mutating func value(depth: Int = 0) -> JSONValue {
    switch Int.random(in: 0..<(depth < 3 ? 6 : 4), using: &self) {
    case 0: .bool(chance(2))
    case 1: .number(pick(["0", "-1.50", "1e-400", "12345678901234567890", "1E5"]))
    case 2: .string(hostileText(upTo: 3))
    case 3: .array([.null])
    case 4: .array(some(3) { random, _ in random.value(depth: depth + 1) })
    default:
      .object(
        some(3) { random, index in
          JSONValue.Member("\(index)" + random.hostileText(upTo: 1), random.value(depth: depth + 1))
        }
      )
    }
  }

  private mutating func confidence() -> Confidence {
    var confidence = chance(2) ? Confidence(label: hostileText(upTo: 2)) : Confidence(number: 0.93)
    if chance(3) { confidence.score = 0.5 }
    if chance(3) { confidence.level = pick(Confidence.Level.allCases) }
    return confidence
  }

  private mutating func citation(_ number: Int, within length: Int) -> Citation {
    var citation = Citation(number: number, id: text(), title: text(), url: text(), source: text())
    citation.excerpt = text()
    citation.page = self.number()
    citation.lines = perhaps { $0.pick([3...9, 2...2, .min ... .max]) }
    citation.score = score()
    citation.ranges = some(3) { random, _ in
      let end = Int.random(in: 0...length, using: &random)
      return TextRange(start: Int.random(in: 0...end, using: &random), end: end)
    }
    return citation
  }

  private mutating func facts() -> MessageFacts {
    MessageFacts(
      id: text(),
      conversationId: text(),
      sessionToken: text(),
      model: text(),
      role: pick([.user, .assistant, .tool, .system]),
      type: pick([.botResponse, .feedback, .system, .toolCall]),
      contentFormat: pick([.text, .markdown, .html, .json]),
      backendTimeMillis: number(),
      createdAt: perhaps { _ in "2026-02-17T08:00:00.000Z" },
      updatedAt: text(),
      metadata: perhaps { $0.value() }
    )
  }

  private mutating func addWork(to reply: inout Reply) {
    reply.steps = some(2) { random, _ in
      Step(kind: random.hostileText(), text: random.hostileText())
    }
    reply.reasoning = perhaps {
      Reasoning(text: "t" + $0.hostileText(), durationMillis: $0.number())
    }
    reply.toolCalls = some(3) { random, index in
      ToolCall(
        id: "\(index)",
        name: random.hostileText(),
        input: random.perhaps { $0.value() },
        status: random.text(),
        result: random.text(),
        isError: random.perhaps { $0.chance(2) },
        metadata: random.perhaps { $0.value() }
      )
    }
    reply.callbackResults = some(2) { random, _ in
      var result = CallbackResult(toolCallId: "c", toolName: random.hostileText(), type: "bash")
      result.name = random.text()
      result.success = random.perhaps { $0.chance(2) }
      result.exitCode = random.number()
      result.stdout = random.text()
      result.stderr = random.text()
      result.isExcludedFromContext = random.perhaps { $0.chance(2) }
      return result
    }
    reply.feedback = some(2) { random, _ in
      Feedback(
        helpful: random.perhaps { $0.chance(2) },
        ratings: random.some(2) { random, index in .init("\(index)", random.number() ?? 3) },
        categories: random.some(2) { random, _ in random.hostileText() },
        comment: random.text(),
        metadata: random.perhaps { $0.value() }
      )
    }
  }

  /// A reply with some of all that one can have, as JSON can tell it.
  public mutating func reply() -> Reply {
    var reply = Reply()
    reply.facts = facts()
    reply.content = hostileText(upTo: 40)
    let length = reply.content.unicodeScalars.count
    for citation in some(4, { $0.citation($1, within: length) }) {
      reply.apply(.citations([citation]))
    }
    reply.confidence = perhaps { $0.confidence() }
    reply.followUps = some(3) { random, index in
      FollowUp(
        number: index,
        prompt: random.hostileText(),
        confidence: random.perhaps { $0.confidence() },
        reasoning: random.text()
      )
    }
    addWork(to: &reply)
    reply.usage = perhaps { Usage(inputTokens: 3, totalTokens: $0.number(), cost: $0.score()) }
    reply.finishReason = perhaps { $0.pick([.stop, .length, .toolCalls, .cancelled, .other]) }
    reply.isIncomplete = chance(4)
    guard chance(4) else { return reply }
    reply.facts.type = .error
    reply.error = BackendError(message: hostileText(), code: text(), status: number())
    reply.finishReason = .error
    return reply
  }

  /// A turn with such a reply.
  public mutating func turn() -> Turn {
    var turn = Turn(
      prompt: hostileText(),
      backend: text(),
      api: pick(["plain", "glean", ""]),
      reply: reply(),
      elapsedMillis: number(),
      sentAt: perhaps { _ in "2026-11-22T01:25:38.000Z" }
    )
    turn.isRetried = chance(3)
    return turn
  }

  /// A conversation with one turn or more.
  public mutating func conversation() -> ConversationRecord {
    let turns = [turn()] + some(2) { random, _ in random.turn() }
    let place = ConversationPlace(
      backend: text(),
      api: hostileText(upTo: 1),
      url: text(),
      documents: text()
    )
    let summary = ConversationSummary(
      id: hostileText(upTo: 2),
      title: hostileText(),
      place: place,
      createdAt: pick(["", "2026-11-22T01:25:38Z", "<b>"]),
      usedAt: pick(["", "2026-11-22T01:25:39Z"]),
      turnCount: turns.count
    )
    return ConversationRecord(summary: summary, turns: turns)
  }
}
