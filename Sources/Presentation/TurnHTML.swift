internal import Conversation
internal import Markup
internal import TerminalText

/// A prompt and its reply as an article of a page.
struct TurnHTML {
  /// The longest prompt that is a heading whole.
  private static let longestHeading = 400

  private let turn: Turn
  private let id: String

  /// An article; `id` is its own in the page, and begins all others in it.
  init(_ turn: Turn, id: String) {
    self.turn = turn
    self.id = id
  }

  private var reply: Reply { turn.reply }

  /// The article, its last line ended.
  var text: String {
    let parts =
      [prompt, about, reasoning, WorkHTML.text(of: reply), answer, marks]
      + [confidence, feedback, sources, followUps]
    return "<article id=\"\(id)\">\n\(parts.compactMap { $0 }.joined())</article>\n"
  }

  private var prompt: String {
    let prompt = turn.prompt.trimmed
    let words = PromptParts(of: prompt).words
    let isLong = words.unicodeScalars.count > Self.longestHeading
    let heading =
      isLong
      ? HTMLText.line(ConversationTitle.text(of: words)) : HTMLText.escaped(words, in: .exact)
    guard isLong || words != prompt else { return "<h2 dir=\"auto\">\(heading)</h2>\n" }
    return """
      <h2 dir="auto">\(heading)</h2>
      <details class="prompt">
      <summary>The whole prompt</summary>
      <p class="lines" dir="auto">\(HTMLText.escaped(prompt, in: .exact))</p>
      </details>

      """
  }

  private var about: String? {
    let time = HTMLText.time(turn.sentAt ?? reply.facts.createdAt ?? "")
    let facts = [time, reply.facts.model.map(HTMLText.line)].compactMap { $0 }
    return facts.isEmpty ? nil : "<p class=\"about\">\(facts.joined(separator: " · "))</p>\n"
  }

  private var reasoning: String? {
    guard let reasoning = reply.reasoning else { return nil }
    let footer = ReplyFooter(Layout()).foldedReasoning(reasoning).plainText.trimmed
    let summary = HTMLText.escaped(footer.prefix(1).uppercased() + footer.dropFirst())
    guard !reasoning.text.isEmpty else { return "<p class=\"about\">\(summary)</p>\n" }
    return """
      <details class="reasoning">
      <summary>\(summary)</summary>
      \(HTMLBlocks.lines(reasoning.text.trimmed))
      </details>

      """
  }

  private var answer: String? {
    let inlines = HTMLInlines(sources: sourceIDs)
    let html: String
    switch AnswerDocument(of: reply) {
    case .blocks(let blocks):
      html = HTMLBlocks(inlines: inlines, headingLevel: 2).html(of: blocks)
    case .text(let text):
      html = text.allSatisfy(\.isWhitespace) ? "" : paragraphs(of: text, inlines)
    }
    return html.isEmpty ? nil : "<div class=\"answer\" dir=\"auto\">\n\(html)\n</div>\n"
  }

  /// Plain text, a paragraph wherever an empty line stands.
  private func paragraphs(of text: String, _ inlines: HTMLInlines) -> String {
    let lines = Sanitizer.sanitized(text, in: .prose)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.split { $0.allSatisfy(\.isWhitespace) }
      .map { "<p class=\"lines\">\(inlines.marked($0.joined(separator: "\n")))</p>" }
      .joined(separator: "\n")
  }

  private var marks: String? {
    var marks = ""
    if reply.isIncomplete { marks += "<p class=\"incomplete\">The answer is incomplete.</p>\n" }
    if let error = reply.error {
      let message = HTMLText.line(error.message.isEmpty ? "it failed" : error.message)
      marks += "<p class=\"error\"><strong>Error:</strong> \(message)</p>\n"
    }
    return marks.isEmpty ? nil : marks
  }

  private var confidence: String? {
    guard let confidence = reply.confidence else { return nil }
    let words = ReplyFooter(Layout()).confidence(confidence).plainText.trimmed
      .split(separator: " ", maxSplits: 2).map { HTMLText.escaped(String($0)) }
    let meter = words.dropFirst().first ?? ""
    return "<p class=\"confidence\">Confidence <span aria-hidden=\"true\">\(meter)</span> "
      + "\(words.dropFirst(2).first ?? "")</p>\n"
  }

  private var feedback: String? {
    let lines = ReplyFooter(Layout()).feedback(reply.feedback).plainText.split(separator: "\n")
    guard !lines.isEmpty else { return nil }
    return lines.map { "<p class=\"feedback\">\(HTMLText.escaped(String($0)))</p>\n" }.joined()
  }

  private var followUps: String? {
    guard !reply.followUps.isEmpty else { return nil }
    let items = reply.followUps.map { followUp in
      "<li value=\"\(followUp.number)\">\(HTMLText.escaped(followUp.shownPrompt))</li>\n"
    }
    return """
      <section class="follow-ups" dir="auto">
      <h3>Follow-ups</h3>
      <ol>
      \(items.joined())</ol>
      </section>

      """
  }
}

// MARK: - Sources

extension TurnHTML {
  /// The ids of the sources' places by the numbers of the sources; the first has the number where two do.
  private var sourceIDs: [Int: String] {
    let ids = reply.citations.enumerated().map { ($1.number, "\(id)-s\($0 + 1)") }
    return Dictionary(ids) { first, _ in first }
  }

  private var sources: String? {
    guard !reply.citations.isEmpty else { return nil }
    let items = reply.citations.enumerated().map { position, citation in
      item(citation, id: "\(id)-s\(position + 1)")
    }
    return """
      <section class="sources" dir="auto">
      <h3>Sources</h3>
      <ol>
      \(items.joined())</ol>
      </section>

      """
  }

  private func item(_ citation: Citation, id: String) -> String {
    let url = citation.url.map { Sanitizer.singleLine($0, limit: 2_083) }
    let target = citation.url.flatMap(Hyperlink.init).flatMap { $0.host == nil ? nil : $0 }
    let name = [citation.title, citation.id].lazy.compactMap { $0 }
      .first { !$0.allSatisfy(\.isWhitespace) }
    var parts = [name.map(HTMLText.line)].compactMap { $0 }
    if let target, let label = parts.first { parts[0] = HTMLText.link(to: target, label) }
    parts += citation.placeInSource.map(HTMLText.line)
    if let url {
      let place = HTMLText.escaped(target?.uri ?? url, in: .exact)
      let link = target.map { HTMLText.link(to: $0, place) } ?? place
      parts.append("<span class=\"url\">\(link)</span>")
    }
    let excerpt = citation.excerpt.map { excerpt in
      "\n<blockquote class=\"lines\">\(HTMLText.escaped(excerpt.trimmed))</blockquote>\n"
    }
    let line = parts.joined(separator: " · ")
    return "<li id=\"\(id)\" value=\"\(citation.number)\">\(line)\(excerpt ?? "")</li>\n"
  }
}

extension Citation {
  /// The system, the page and the lines that the words are from, as far as they are known.
  fileprivate var placeInSource: [String] {
    let lines = lines.map { lines in
      lines.lowerBound == lines.upperBound
        ? "line \(lines.lowerBound)" : "lines \(lines.lowerBound)–\(lines.upperBound)"
    }
    return [source, page.map { "p. \($0)" }, lines].compactMap { $0 }
  }
}
