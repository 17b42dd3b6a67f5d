public import Conversation
internal import TerminalText

/// Conversations as one HTML page that needs nothing else: no script, and no file from anywhere.
///
/// Nothing from outside is markup in it. A policy in the page forbids what could be loaded all the same.
public enum ConversationHTML {
  /// The page; several conversations stand below each other, behind a list of them.
  public static func text(of records: [ConversationRecord]) -> String {
    let title = records.count == 1 ? records[0].summary.shownTitle : "Conversations"
    let conversations = records.enumerated().map { position, record in
      conversation(record, id: "c\(position + 1)")
    }
    let list = records.count > 1 ? contents(records) : ""
    return """
      <!doctype html>
      <html>
      \(head(title))
      <body>
      <main>
      \(list)\(conversations.joined())</main>
      </body>
      </html>

      """
  }

  /// Only the one style sheet may act, which is known by its digest.
  private static let policy =
    "default-src 'none'; style-src '\(ConversationStyleSheet.digest)'; "
    + "base-uri 'none'; form-action 'none'"

  private static func head(_ title: String) -> String {
    """
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(policy)">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>\(HTMLText.line(title))</title>
    <style>\(ConversationStyleSheet.text)</style>
    </head>
    """
  }

  private static func contents(_ records: [ConversationRecord]) -> String {
    let items = records.enumerated().map { position, record in
      let time = HTMLText.time(record.summary.createdAt).map { " " + $0 } ?? ""
      let title = HTMLText.line(record.summary.shownTitle)
      return "<li><a href=\"#c\(position + 1)\">\(title)</a>\(time)</li>\n"
    }
    return "<nav aria-label=\"Conversations\">\n<ol>\n\(items.joined())</ol>\n</nav>\n"
  }

  private static func conversation(_ record: ConversationRecord, id: String) -> String {
    let summary = record.summary
    let facts = [
      summary.place.backend.map(HTMLText.line), HTMLText.line(summary.place.api),
      HTMLText.time(summary.createdAt),
    ]
    let turns = record.turns.enumerated().map { position, turn in
      TurnHTML(turn, id: "\(id)-t\(position + 1)").text
    }
    return """
      <section class="conversation" id="\(id)">
      <header>
      <h1>\(HTMLText.line(summary.shownTitle))</h1>
      <p class="about">\(facts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " · "))</p>
      </header>
      \(turns.joined())</section>

      """
  }
}

extension ConversationSummary {
  /// The title, or what stands for it where there is none.
  var shownTitle: String {
    title.allSatisfy(\.isWhitespace)
      ? id.isEmpty ? "Conversation" : "Conversation \(id)" : title
  }
}
