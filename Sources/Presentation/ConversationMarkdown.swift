public import Conversation
internal import Markup
internal import TerminalText

/// Conversations as a Markdown document: each prompt as a quote with its answer and the sources below it.
public enum ConversationMarkdown {
  /// The turns of one conversation; texts are as they were received.
  public static func text(of turns: [Turn]) -> String {
    turns.map { document(of: parts(of: $0)) }.joined(separator: "\n")
  }

  /// Conversations with their titles and all that can be read about their answers.
  public static func text(of records: [ConversationRecord]) -> String {
    records.map(text).joined(separator: "\n")
  }

  private static func text(of record: ConversationRecord) -> String {
    let summary = record.summary
    let facts = [summary.place.backend, summary.place.api, summary.createdAt]
      .compactMap { $0 }.filter { !$0.isEmpty }.map(escaped)
    var head = ["# " + escaped(summary.shownTitle)]
    if !facts.isEmpty { head.append("*\(facts.joined(separator: " · "))*") }
    let turns = record.turns.map { turn in
      document(of: parts(of: turn) + footer(of: turn.reply))
    }
    return ([document(of: head)] + turns).joined(separator: "\n")
  }

  private static func document(of parts: [String]) -> String {
    parts.joined(separator: "\n\n") + "\n"
  }

  private static func parts(of turn: Turn) -> [String] {
    let reply = turn.reply
    var parts = [quoted(turn.prompt)]
    if !reply.content.isEmpty { parts.append(reply.content.trimmed) }
    if reply.isIncomplete { parts.append("*The answer is incomplete.*") }
    if let error = reply.error { parts.append("*" + escaped(error.message) + "*") }
    if !reply.citations.isEmpty {
      parts.append("Sources:\n\n" + reply.citations.map(line).joined(separator: "\n"))
    }
    return parts
  }

  private static func footer(of reply: Reply) -> [String] {
    var parts: [String] = []
    if let confidence = reply.confidence {
      let line = ReplyFooter(Layout()).confidence(confidence).plainText.trimmed
      parts.append(escaped(line))
    }
    if !reply.followUps.isEmpty {
      let lines = reply.followUps.map { "\($0.number). " + escaped($0.shownPrompt) }
      parts.append("Follow-ups:\n\n" + lines.joined(separator: "\n"))
    }
    return parts
  }

  /// The prompt as a quote, line by line, so that nothing in it ends the quote.
  private static func quoted(_ prompt: String) -> String {
    prompt.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
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
