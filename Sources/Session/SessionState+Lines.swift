internal import CommandLine
internal import Conversation
internal import Presentation
internal import TerminalText

extension SessionState {
  /// Takes a line from the prompt: a number that names a follow-up, a command, or a prompt.
  mutating func take(_ line: String) -> [SessionEffect] {
    let text = line.trimmingSpace
    guard !text.isEmpty else { return [.readLine(prefill: "")] }
    return [.remember(line)] + act(on: text)
  }

  private mutating func act(on text: String) -> [SessionEffect] {
    if let followUp = conversation.followUp(named: text) {
      let prompt = followUp.shownPrompt
      return [.write(StyledText("> ", style: Style(isFaint: true)) + StyledText(prompt + "\n"))]
        + send(prompt)
    }
    if text.hasPrefix("//") { return send(String(text.dropFirst())) }
    guard text.hasPrefix("/") else { return send(text) }
    return switch SlashCommand.reading(of: text) {
    case .command(let name, let operand): perform(name, operand)
    case .unknown(let word, let nearest?):
      refuse("unknown command '/\(word)'; did you mean '/\(nearest.rawValue)'?")
    case .unknown(let word, nil):
      refuse("unknown command '/\(word)'; /help lists them, and // sends a prompt with a slash")
    case .ambiguous(let word, let names):
      refuse("'/\(word)' is short for \(names.map { "/" + $0.rawValue }.joined(separator: ", "))")
    }
  }

  private mutating func perform(_ name: SlashCommand.Name, _ operand: String) -> [SessionEffect] {
    if name != .say, SlashCommand.all.contains(where: { $0.name == name && $0.operand.isEmpty }),
      !operand.isEmpty
    {
      return refuse("'/\(name.rawValue)' takes nothing behind it")
    }
    return switch name {
    case .help: say(Self.help)
    case .new: startAgain()
    case .sources: sources(operand)
    case .say: operand.isEmpty ? refuse("'/say' needs the text to send") : send(operand)
    case .edit: edit(operand)
    case .quit: [.end(.exit(.answered))]
    }
  }

  private mutating func startAgain() -> [SessionEffect] {
    conversation = ConversationThread()
    return say(StyledText("A new conversation.\n", style: Style(isFaint: true)))
  }

  private func sources(_ operand: String) -> [SessionEffect] {
    let citations = conversation.lastReply?.citations ?? []
    guard !citations.isEmpty else { return refuse("the last answer names no sources") }
    if operand.isEmpty { return say(footer.sources(citations)) }
    guard let citation = citations.first(where: { String($0.number) == operand }) else {
      return refuse("no source is numbered '\(operand)'")
    }
    return say(footer.source(citation))
  }

  private func edit(_ operand: String) -> [SessionEffect] {
    if operand.isEmpty {
      guard let prompt = conversation.lastPrompt else { return refuse("there is no prompt yet") }
      return [.readLine(prefill: Sanitizer.sanitized(prompt, in: .exact))]
    }
    guard let followUp = conversation.followUp(named: operand) else {
      return refuse("no follow-up is numbered '\(operand)'")
    }
    return [.readLine(prefill: followUp.shownPrompt)]
  }

  private func say(_ text: StyledText) -> [SessionEffect] {
    [.write(text), .readLine(prefill: "")]
  }

  private func refuse(_ words: String) -> [SessionEffect] {
    let diagnostic = Diagnostic(Sanitizer.singleLine(words, limit: 200), exitStatus: .usage)
    return [.notify(Notice.text(of: diagnostic)), .readLine(prefill: "")]
  }

  /// The list of commands and keys.
  private static var help: StyledText {
    let rows =
      SlashCommand.all.map { ($0.usage, $0.summary) } + [
        ("1, 2, …", "send the follow-up of that number"),
        ("//TEXT", "send a prompt that starts with a slash"),
        ("Ctrl-C", "stop the answer, or clear the line"),
      ]
    let column = (rows.map(\.0.count).max() ?? 0) + 2
    var text = StyledText()
    for (usage, summary) in rows {
      text.append("  " + usage, style: Style(isBold: true))
      text.append(String(repeating: " ", count: column - usage.count) + summary + "\n")
    }
    return text
  }
}
