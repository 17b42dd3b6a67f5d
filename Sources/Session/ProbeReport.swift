public import Conversation
internal import Presentation
public import TerminalText
public import WireFormats

/// What `chat backends add --probe` tells of a reply.
public enum ProbeReport {
  /// The shape of a reply: each of its values with its path, its kind and an example.
  public static func text(of sample: ReplySample) -> StyledText {
    var text = StyledText("The reply\n", role: .heading)
    for (name, count, lines) in sample.shape {
      if !name.isEmpty || count > 1 {
        let times = count == 1 ? "once" : "\(count) times"
        text += StyledText("  \(shown(name.isEmpty ? "a piece" : name, 60)), \(times)\n")
      }
      let width = lines.map { DisplayWidth.cells(of: StyledText($0.path)) }.max() ?? 0
      for line in lines {
        let path = shown(line.path, 60)
        let gap = String(
          repeating: " ",
          count: max(0, width - DisplayWidth.cells(of: StyledText(path)))
        )
        text += StyledText("  \(path)\(gap)  \(line.kind)  \(shown(line.example, 60))\n")
      }
    }
    return text
  }

  /// What a mapping reads in a reply.
  public static func text(of reply: Reply) -> StyledText {
    var rows: [(String, String)] = [("answer", shown(reply.content, 60))]
    if let id = reply.facts.conversationId { rows.append(("conversation", shown(id, 60))) }
    if let confidence = reply.confidence {
      rows.append(
        ("confidence", shown(confidence.label ?? confidence.score.map { "\($0)" } ?? "", 60))
      )
    }
    if !reply.citations.isEmpty {
      let first = reply.citations[0]
      let example = shown(first.title ?? first.url ?? first.excerpt ?? "", 40)
      rows.append(("sources", "\(reply.citations.count), the first: \(example)"))
    }
    if !reply.followUps.isEmpty {
      rows.append(
        (
          "follow-ups",
          "\(reply.followUps.count), the first: \(shown(reply.followUps[0].prompt, 40))"
        )
      )
    }
    let width = rows.map(\.0.count).max() ?? 0
    let lines = rows.map { name, words in
      "  \(name)\(String(repeating: " ", count: width - name.count))  \(words)\n"
    }
    return StyledText("\nRead as\n", role: .heading) + StyledText(lines.joined())
  }

  private static func shown(_ text: String, _ limit: Int) -> String {
    Sanitizer.singleLine(text, limit: limit)
  }
}
