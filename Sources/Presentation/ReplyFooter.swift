public import Conversation
public import TerminalText

/// What stands below an answer on a terminal: confidence, sources and follow-ups.
public struct ReplyFooter {
  /// How many sources are listed before the rest is only counted.
  public static let listedSources = 8

  let layout: Layout
  private let showsCitations: Bool
  private let showsFollowUps: Bool
  private let foldsReasoning: Bool

  /// A footer on a page.
  public init(
    _ layout: Layout,
    showsCitations: Bool = true,
    showsFollowUps: Bool = true,
    foldsReasoning: Bool = true
  ) {
    self.foldsReasoning = foldsReasoning
    self.layout = layout
    self.showsCitations = showsCitations
    self.showsFollowUps = showsFollowUps
  }

  /// The commands that show all of what a footer only begins.
  public struct Commands: Equatable, Sendable {
    let sources: String
    let reasoning: String
    let tools: String

    /// Commands as they are typed.
    public init(sources: String, reasoning: String, tools: String) {
      self.sources = sources
      self.reasoning = reasoning
      self.tools = tools
    }
  }

  /// The whole footer with an empty line in front of it; empty when there is nothing to say.
  ///
  /// Without commands that show the rest, everything is listed, except for reasoning.
  public func text(of reply: Reply, commands: Commands? = nil) -> StyledText {
    var text = StyledText()
    if foldsReasoning, let thoughts = reply.reasoning {
      text += foldedReasoning(thoughts, command: commands?.reasoning)
    }
    text += tools(of: reply, hidesRestBehind: commands?.tools)
    if let confidence = reply.confidence { text += self.confidence(confidence) }
    text += feedback(reply.feedback)
    if showsCitations { text += sources(reply.citations, hidesRestBehind: commands?.sources) }
    if showsFollowUps { text += followUps(reply.followUps) }
    return text.isEmpty ? text : "\n" + text
  }

  /// A line with a meter of five steps and the backend's word for it.
  public func confidence(_ confidence: Confidence) -> StyledText {
    let filled =
      switch confidence.level {
      case .veryHigh: 5
      case .high: 4
      case .medium: 3
      case .low: 1
      case .unknown: 0
      }
    let meter = String(repeating: "●", count: filled) + String(repeating: "○", count: 5 - filled)
    let label = confidence.label.map { Sanitizer.singleLine($0, limit: 60) }
    let words = label ?? confidence.level.words
    var wrapper = LineWrapper(width: layout.proseWidth)
    let line = StyledText("Confidence ", role: .label) + StyledText("\(meter) \(words)")
    return wrapper.add(line) + wrapper.finish() + "\n"
  }

  /// The sources, a line each; beyond the first eight only their count where `command` shows them all.
  public func sources(
    _ citations: [Citation],
    hidesRestBehind command: String? = nil
  ) -> StyledText {
    guard !citations.isEmpty else { return StyledText() }
    let listed = command == nil ? citations.count : Self.listedSources
    var text = StyledText("Sources\n", role: .label)
    for citation in citations.prefix(listed) { text += line(of: citation) }
    if let command, citations.count > listed {
      let rest = citations.count - listed
      text += entry("  ", StyledText("and \(rest) more: \(command)", role: .aside))
    }
    return text
  }

  /// One source with the words of it that were used.
  ///
  /// The words that `question` has too are marked.
  public func source(_ citation: Citation, question: String = "") -> StyledText {
    let line = line(of: citation)
    guard let excerpt = citation.excerpt else { return line }
    let bar = StyledText("      │ ", role: .quote)
    var wrapper = LineWrapper(width: layout.proseWidth, firstPrefix: bar, nextPrefix: bar)
    return line + wrapper.add(MatchedWords(of: question).marked(excerpt.withoutLineEnd))
      + wrapper.finish() + "\n"
  }

  /// The follow-ups, a line each behind the number that picks it.
  public func followUps(_ followUps: [FollowUp]) -> StyledText {
    guard !followUps.isEmpty else { return StyledText() }
    var text = StyledText("Follow-ups\n", role: .label)
    let digits = followUps.map { String($0.number).count }.max() ?? 0
    for followUp in followUps {
      let number = String(followUp.number)
      let pad = StyledText(String(repeating: " ", count: 2 + digits - number.count))
      let lead = pad + StyledText(number, role: .number) + "  "
      text += entry(lead, StyledText(followUp.shownPrompt))
    }
    return text
  }

  private func line(of citation: Citation) -> StyledText {
    let name = (citation.title ?? citation.id).map { Sanitizer.singleLine($0, limit: 200) }
    let link = citation.url.flatMap { Hyperlink($0) == nil ? nil : $0 }
    let facts = [
      citation.source, citation.page.map { "p. \($0)" },
      citation.lines.map { lines in
        lines.lowerBound == lines.upperBound
          ? "line \(lines.lowerBound)" : "lines \(lines.lowerBound)–\(lines.upperBound)"
      },
    ].compactMap { $0 }.map { Sanitizer.singleLine($0, limit: 200) }
    // The title leads to the source where the screen follows links.
    let isFollowed = layout.followsHyperlinks && name?.isEmpty == false
    var text = StyledText(name ?? "", link: isFollowed ? link : nil)
    for fact in facts { text += (text.isEmpty ? "" : " · ") + StyledText(fact) }
    if let url = citation.url {
      if !text.isEmpty { text += " · " }
      let host = isFollowed ? Hyperlink(url)?.host : nil
      // As it is opened: without spaces, at which a line could end.
      let place = host ?? Hyperlink(url)?.uri ?? Sanitizer.singleLine(url, limit: 2_083)
      text += StyledText(place, role: .aside, link: link)
    }
    return entry("  " + StyledText("[\(citation.number)]", role: .number) + " ", text)
  }

  /// A line behind what leads it, wrapped with a hanging indent.
  func entry(_ lead: StyledText, _ text: StyledText) -> StyledText {
    let indent = StyledText(String(repeating: " ", count: DisplayWidth.cells(of: lead)))
    var wrapper = LineWrapper(width: layout.proseWidth, firstPrefix: lead, nextPrefix: indent)
    return wrapper.add(text) + wrapper.finish() + "\n"
  }
}

extension Confidence.Level {
  fileprivate var words: String {
    switch self {
    case .veryHigh: "Very High"
    case .high: "High"
    case .medium: "Medium"
    case .low: "Low"
    case .unknown: "Unknown"
    }
  }
}

extension FollowUp {
  /// The prompt as it is shown and as it is sent: on one line, with every control and invisible character
  /// visible, at most 1,000 scalars.
  public var shownPrompt: String {
    var line = Sanitizer.singleLine(prompt, limit: .max)[...]
    while line.first == " " { line.removeFirst() }
    while line.last == " " { line.removeLast() }
    guard line.unicodeScalars.count > 1_000 else { return String(line) }
    var count = 1
    let end = line.firstIndex { character in
      count += character.unicodeScalars.count
      return count > 1_000
    }
    return line[..<(end ?? line.endIndex)] + "…"
  }
}
