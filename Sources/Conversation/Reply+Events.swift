extension Reply {
  /// The reply as events whose fold is this reply again, but for ``isIncomplete``, which no event tells.
  ///
  /// What was told of the message and done for it comes first, then the answer, cut behind each place that sources
  /// support, with those sources there: shown one by one, they look like an answer that names its sources where it
  /// uses them. What stands below an answer follows. A failure always ends a reply with `error`.
  public var events: [ReplyEvent] {
    var events: [ReplyEvent] = facts == MessageFacts() ? [] : [.started(facts)]
    events += steps.map(ReplyEvent.step)
    if let reasoning { events.append(.reasoning(reasoning)) }
    events += toolCalls.map(ReplyEvent.toolCall)
    events += callbackResults.map(ReplyEvent.callbackResult)
    events += answerEvents()
    if let confidence { events.append(.confidence(confidence)) }
    if !followUps.isEmpty { events.append(.followUps(followUps)) }
    if let usage { events.append(.usage(usage)) }
    if !feedback.isEmpty { events.append(.feedback(feedback)) }
    events += notices.map(ReplyEvent.notice)
    if let error { events.append(.failed(error)) }
    if let finishReason, error == nil || finishReason != .error {
      events.append(.finished(finishReason))
    }
    return events
  }

  /// The text and the sources, each source where a stretch ends that it supports.
  ///
  /// Sources without a place come last. Places count in Unicode scalars, of which `start` lie before the text.
  public func answerEvents(from start: Int = 0) -> [ReplyEvent] {
    let scalars = content.unicodeScalars
    var events: [ReplyEvent] = []
    var (index, offset) = (scalars.startIndex, start)
    func addText(upTo end: String.Index) {
      guard index < end else { return }
      events.append(.text(String(scalars[index..<end])))
      index = end
    }
    for (end, cited) in citationsByEnd {
      let count = max(end - offset, 0)
      let next = scalars.index(index, offsetBy: count, limitedBy: scalars.endIndex)
      addText(upTo: next ?? scalars.endIndex)
      offset += count
      events.append(.citations(cited))
    }
    addText(upTo: scalars.endIndex)
    let unplaced = citations.filter(\.ranges.isEmpty)
    return unplaced.isEmpty ? events : events + [.citations(unplaced)]
  }

  /// The sources that have places, for each place where a stretch of the answer ends, in their order.
  private var citationsByEnd: [(end: Int, cited: [Citation])] {
    var cited: [Int: [Citation]] = [:]
    for citation in citations {
      for range in citation.ranges {
        var here = citation
        here.ranges = [range]
        cited[range.end, default: []].put(here)
      }
    }
    return cited.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension [Citation] {
  /// Adds a source, or one more place of the last one.
  fileprivate mutating func put(_ citation: Citation) {
    if last?.number == citation.number {
      self[count - 1].ranges += citation.ranges
    } else {
      append(citation)
    }
  }
}
