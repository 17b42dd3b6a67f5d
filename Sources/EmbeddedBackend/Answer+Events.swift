internal import Conversation

extension Answer {
  /// The answer as any backend would give it.
  ///
  /// - Parameters:
  ///   - corpus: Where its passages are from.
  ///   - name: What the documents are called inside of a sentence.
  ///   - question: What was asked.
  /// - Returns: Its events, from the first passage to the end.
  func events(in corpus: Corpus, name: String, to question: Question) -> [ReplyEvent] {
    var events: [ReplyEvent] = []
    if quotes.isEmpty { events.append(.text(Self.nothing(in: name, for: question))) }
    var length = 0
    for (index, quote) in quotes.enumerated() {
      events.append(.step(Step(kind: "reading", text: quote.section.path)))
      if index > 0 { events.append(.text("\n\n")) }
      let start = length + (index > 0 ? 2 : 0)
      events += quote.events(number: index + 1, start: start, corpus)
      length = start + quote.passage.text.unicodeScalars.count
    }
    let score = quotes.isEmpty ? min(confidence, Self.unsure) : confidence
    events.append(.confidence(Confidence(number: (score * 100).rounded() / 100)))
    let prompts = followUps.enumerated().map { FollowUp(number: $0 + 1, prompt: $1) }
    if !prompts.isEmpty { events.append(.followUps(prompts)) }
    events.append(.finished(.stop))
    return events
  }

  private static func nothing(in name: String, for question: Question) -> String {
    guard question.terms.isEmpty else { return "Nothing was found in \(name)." }
    return question.text.contains { $0.isLetter || $0.isNumber }
      ? "Nothing was found: the question has only common words, which are not searched for."
      : "Nothing was found: the question has no words."
  }

  /// Nothing that was found is surer than this.
  private static let unsure = 0.3
}

extension Answer.Quote {
  /// The passage with its citation at the place of its marker; `start` is where it begins in the answer.
  fileprivate func events(number: Int, start: Int, _ corpus: Corpus) -> [ReplyEvent] {
    let scalars = passage.text.unicodeScalars
    let marker = scalars.index(scalars.startIndex, offsetBy: passage.markerOffset)
    let citation = Citation(
      number: number,
      id: "\(section.documentName):\(passage.lines.lowerBound)",
      title: section.path,
      url: corpus.url(of: section),
      source: corpus.source(of: section),
      excerpt: passage.excerpt,
      lines: passage.lines,
      score: (score * 1_000).rounded() / 1_000,
      ranges: [TextRange(start: start, end: start + passage.markerOffset)]
    )
    let rest = String(scalars[marker...])
    return [.text(String(scalars[..<marker])), .citations([citation])]
      + (rest.isEmpty ? [] : [.text(rest)])
  }
}
