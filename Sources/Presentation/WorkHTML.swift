internal import Conversation
internal import TerminalText

/// What a backend did on the way to its answer as a part of a page, folded.
enum WorkHTML {
  /// The tools and what came of what ran after them; `nil` when there are none.
  static func text(of reply: Reply) -> String? {
    let items = reply.toolCalls.map(item) + reply.callbackResults.map(item)
    guard !items.isEmpty else { return nil }
    return """
      <details class="tools">
      <summary>Tools (\(items.count))</summary>
      <ul>
      \(items.joined())</ul>
      </details>

      """
  }

  private static func item(_ call: ToolCall) -> String {
    let outcome = call.isError == true ? "failed" : call.status
    let input = call.input.map { input in
      JSONLayout.text(of: JSONWriter.compactBytes(input)) ?? ""
    }
    return item(call.name, outcome, [(input ?? "", "json"), (call.result ?? "", "")])
  }

  private static func item(_ result: CallbackResult) -> String {
    let outcome =
      result.exitCode.map { "exit status \($0)" } ?? result.success.map { $0 ? "done" : "failed" }
    let after = result.toolName.isEmpty ? "" : " after \(result.toolName)"
    let texts = [result.stdout, result.stderr, result.error, result.subagentResult]
    return item((result.name ?? result.type) + after, outcome, texts.map { ($0 ?? "", "") })
  }

  private static func item(
    _ name: String,
    _ outcome: String?,
    _ texts: [(text: String, language: String)]
  ) -> String {
    let words = outcome.map { " · " + HTMLText.line($0) } ?? ""
    let blocks = texts.filter { !$0.text.isEmpty }
      .map { "\n" + HTMLBlocks.code($0.text, info: $0.language) }
    let end = blocks.isEmpty ? "" : "\n"
    return "<li><strong>\(HTMLText.line(name))</strong>\(words)\(blocks.joined())\(end)</li>\n"
  }
}
