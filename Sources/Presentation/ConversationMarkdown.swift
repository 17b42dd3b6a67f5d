public import Conversation
internal import Markup

/// A conversation as a Markdown document: each prompt as a heading with its answer and the sources below it.
public enum ConversationMarkdown {
  /// The document; texts are as they were received.
  public static func text(of turns: [Turn]) -> String {
    turns.map(text).joined(separator: "\n")
  }

  private static func text(of turn: Turn) -> String {
    let reply = turn.reply
    var parts = [quoted(turn.prompt)]
    if !reply.content.isEmpty { parts.append(reply.content.trimmed) }
    if reply.isIncomplete { parts.append("*The answer is incomplete.*") }
    if let error = reply.error { parts.append("*" + escaped(error.message) + "*") }
    if !reply.citations.isEmpty {
      parts.append("Sources:\n\n" + reply.citations.map(line).joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// The prompt as a quote, line by line, so that nothing in it ends the quote.
  private static func quoted(_ prompt: String) -> String {
    prompt.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "> " + $0 }
      .joined(separator: "\n")
  }

  private static func line(of citation: Citation) -> String {
    let name = escaped(citation.title ?? citation.id ?? citation.url ?? "source")
    let linked = citation.url.map { "[\(name)](<\($0.filter { !"<>\n".contains($0) })>)" } ?? name
    let facts = [citation.source.map(escaped), citation.page.map { "p. \($0)" }].compactMap(\.self)
    return "- [\(citation.number)] " + ([linked] + facts).joined(separator: ", ")
  }

  private static func escaped(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return MarkdownWriter.escaped(line, atLineStart: false)
  }
}
