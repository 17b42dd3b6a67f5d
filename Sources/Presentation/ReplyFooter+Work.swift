public import Conversation
public import TerminalText

/// What the backend did on the way to its answer: reasoning, tools, and what people thought of the result.
extension ReplyFooter {
  /// How many tools are listed before the rest is only counted.
  public static let listedTools = 8

  /// One line that says how long the backend thought; `command` is what shows the words.
  public func foldedReasoning(_ reasoning: Reasoning, command: String? = nil) -> StyledText {
    let time = reasoning.durationMillis.map { " for \(Self.seconds($0))" } ?? " about it"
    let hint = reasoning.text.isEmpty ? nil : command.map { " · " + $0 }
    return line(StyledText("thought\(time)\(hint ?? "")", role: .aside))
  }

  /// All of the reasoning.
  public func reasoning(_ reasoning: Reasoning) -> StyledText {
    var text = foldedReasoning(Reasoning(durationMillis: reasoning.durationMillis))
    if !reasoning.text.isEmpty { text += quoted(reasoning.text) }
    return text
  }

  /// The tools and what came of what ran after them, a line each; beyond the first eight only their count where
  /// `command` shows them all.
  public func tools(of reply: Reply, hidesRestBehind command: String? = nil) -> StyledText {
    let lines = reply.toolCalls.map(summary) + reply.callbackResults.map(summary)
    guard !lines.isEmpty else { return StyledText() }
    var text = StyledText("Tools\n", role: .label)
    let listed = command == nil ? lines.count : Self.listedTools
    for line in lines.prefix(listed) { text += entry("  ", line) }
    if let command, lines.count > listed {
      let rest = StyledText("and \(lines.count - listed) more: \(command)", role: .aside)
      text += entry("  ", rest)
    }
    return text
  }

  /// The tools with all that they were given and that they answered.
  public func toolDetails(of reply: Reply) -> StyledText {
    var text = StyledText()
    for call in reply.toolCalls {
      text += entry("", summary(call))
      if let input = call.input { text += quoted(Self.lines(of: input)) }
      if let result = call.result, !result.isEmpty { text += quoted(result) }
    }
    for result in reply.callbackResults {
      text += entry("", summary(result))
      for words in [result.stdout, result.stderr, result.error, result.subagentResult] {
        if let words, !words.isEmpty { text += quoted(words) }
      }
    }
    return text
  }

  /// What people thought of the answer, a line each.
  public func feedback(_ feedback: [Feedback]) -> StyledText {
    var text = StyledText()
    for given in feedback {
      let verdict = given.helpful.map { $0 ? "helpful" : "not helpful" }
      let ratings = given.ratings.map { "\($0.name) \($0.value)" }
      let facts = [verdict].compactMap(\.self) + ratings + given.categories
      let words = (facts + [given.comment].compactMap(\.self)).map {
        Sanitizer.singleLine($0, limit: 300)
      }
      guard !words.isEmpty else { continue }
      text += entry(
        StyledText("Feedback ", role: .label),
        StyledText(words.joined(separator: " · "))
      )
    }
    return text
  }

  /// Milliseconds as people say them: `0.8 s`, `12 s`, `3 min 5 s`.
  public static func seconds(_ millis: Int) -> String {
    let tenths = max(0, millis) / 100 + (max(0, millis) % 100 < 50 ? 0 : 1)
    if tenths < 100 { return "\(tenths / 10).\(tenths % 10) s" }
    let seconds = (tenths + 5) / 10
    return seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
  }

  private func summary(_ call: ToolCall) -> StyledText {
    let input = call.input.map { " " + Self.short(JSONWriter.compact($0)) } ?? ""
    let outcome = call.isError == true ? "failed" : call.status
    return summary(name: call.name, rest: input, outcome: outcome)
  }

  private func summary(_ result: CallbackResult) -> StyledText {
    let outcome =
      result.exitCode.map { "exit status \($0)" }
      ?? result.success.map { $0 ? "done" : "failed" }
    let rest =
      result.toolName.isEmpty ? "" : " after \(Sanitizer.singleLine(result.toolName, limit: 60))"
    return summary(name: result.name ?? result.type, rest: rest, outcome: outcome)
  }

  private func summary(name: String, rest: String, outcome: String?) -> StyledText {
    let words = outcome.map { " · " + Sanitizer.singleLine($0, limit: 60) } ?? ""
    return StyledText(Sanitizer.singleLine(name, limit: 60), role: .strong)
      + StyledText(rest + words)
  }

  /// An object as a line for each of its members; strings as they are.
  private static func lines(of input: JSONValue) -> String {
    switch input {
    case .object(let members):
      members.map { "\($0.name): \(lines(of: $0.value))" }.joined(separator: "\n")
    case .string(let text): text
    default: JSONWriter.compact(input)
    }
  }

  private static func short(_ text: String) -> String {
    let line = Sanitizer.singleLine(text, limit: 81)
    return line.count > 80 ? line.prefix(79) + "…" : line
  }

  /// A text of several lines behind a bar.
  private func quoted(_ words: String) -> StyledText {
    let bar = StyledText("  │ ", role: .quote)
    var text = StyledText()
    for row in Sanitizer.sanitized(words, in: .prose).trimmed.split(
      separator: "\n",
      omittingEmptySubsequences: false
    ) {
      var wrapper = LineWrapper(width: layout.proseWidth, firstPrefix: bar, nextPrefix: bar)
      text += wrapper.add(StyledText(String(row))) + wrapper.finish() + "\n"
    }
    return text
  }

  private func line(_ text: StyledText) -> StyledText {
    var wrapper = LineWrapper(width: layout.proseWidth)
    return wrapper.add(text) + wrapper.finish() + "\n"
  }
}
