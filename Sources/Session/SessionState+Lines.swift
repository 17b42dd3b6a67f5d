internal import CommandLine
internal import Conversation
internal import Presentation
internal import TerminalText

extension SessionState {
  /// Takes a line from the prompt: a number that names a follow-up, a command, or a prompt.
  mutating func take(_ line: String) -> [SessionEffect] {
    let text = line.trimmed
    guard !text.isEmpty else { return [.readLine(prefill: "")] }
    if let followUp = followUp(named: text) { return pick(followUp.shownPrompt) }
    return [.remember(line)] + act(on: text)
  }

  /// Takes a line that was typed ahead: a number in it meant a list that was there before, so it is asked for again.
  mutating func takeEarly(_ line: String) -> [SessionEffect] {
    let text = line.trimmed
    return followUp(named: text) == nil ? take(line) : [.readLine(prefill: text)]
  }

  /// Sends a follow-up; in the history its number would soon mean another one, so its text stands there.
  private mutating func pick(_ prompt: String) -> [SessionEffect] {
    let parts = PromptParts(words: prompt, files: attachments.files.map(\.part))
    return [.remember(line(sending: prompt)), beside(TurnText.prompt(parts))] + send(prompt)
  }

  private mutating func act(on text: String) -> [SessionEffect] {
    if text.hasPrefix("//") { return send(String(text.dropFirst())) }
    guard text.hasPrefix("/") else { return send(text) }
    return switch SlashCommand.reading(of: text) {
    // Several lines that begin with a slash were pasted, and are hardly a command.
    case .unknown where text.contains("\n"), .ambiguous where text.contains("\n"): send(text)
    case .command(let command, let operand): perform(command, operand)
    case .unknown(let word, let nearest?):
      refuse("unknown command \(quoted("/" + word)); did you mean '\(nearest.typed)'?")
    case .unknown(let word, nil):
      refuse(
        "unknown command \(quoted("/" + word))",
        remedy: "/help lists the commands; to send a prompt that starts with a slash, type two"
      )
    case .ambiguous(let word, let commands):
      refuse("'/\(word)' is short for several: \(commands.map(\.typed).joined(separator: ", "))")
    }
  }

  private mutating func perform(_ command: SlashCommand, _ operand: String) -> [SessionEffect] {
    guard operand.isEmpty || !command.operand.isEmpty else {
      return refuse("'\(command.typed)' takes nothing behind it")
    }
    return switch command {
    case .help: say(help)
    case .new: startAgain()
    case .retry: retry()
    case .edit: edit(operand)
    case .editor: editor(operand)
    case .say: operand.isEmpty ? refuse("'/say' needs the text to send") : send(operand)
    case .followups: followUps()
    case .sources: sources(operand)
    case .open: open(operand)
    case .copy: copy(operand)
    case .save: save(operand)
    case .attach: attach(operand)
    case .backend: backend(operand)
    case .json: json()
    case .reasoning: reasoning()
    case .tools: tools()
    case .feedback: feedback(operand)
    case .status: status()
    case .model: model(operand)
    case .set: set(operand)
    case .history: [.recall(operand)]
    case .conversations: [.list]
    case .resume:
      operand.isEmpty ? refuse("'/resume' needs the id of a conversation") : [.resume(operand)]
    case .search: search(operand)
    case .quit: [.end(.exit(.answered))]
    }
  }

  private mutating func startAgain() -> [SessionEffect] {
    conversation = ConversationThread()
    return say(StyledText("A new conversation.\n", role: .aside))
  }

  private func sources(_ operand: String) -> [SessionEffect] {
    let citations = conversation.lastReply?.citations ?? []
    guard !citations.isEmpty else { return refuse("the last answer names no sources") }
    if operand.isEmpty { return say(footer.sources(citations)) }
    guard let citation = citations.first(where: { String($0.number) == operand }) else {
      return refuse("no source has the number \(quoted(operand))")
    }
    return say(footer.source(citation, question: conversation.lastPrompt?.words ?? ""))
  }

  private func reasoning() -> [SessionEffect] {
    guard let reasoning = conversation.lastTurn?.reply.reasoning else {
      return refuse("the last answer came without reasoning")
    }
    return say(footer.reasoning(reasoning))
  }

  private func tools() -> [SessionEffect] {
    let text = conversation.lastTurn.map { footer.toolDetails(of: $0.reply) } ?? StyledText()
    return text.isEmpty ? refuse("the last answer used no tools") : say(text)
  }

  private func status() -> [SessionEffect] {
    say(
      ReplyStatus.text(
        of: conversation.lastTurn,
        backend: "\(options.backend) (\(options.api))",
        url: ShownURL.text(of: options.url),
        conversationId: conversation.conversationId,
        layout: layout
      )
    )
  }

  /// Sends what the person thinks of the last answer: `up` or `down`, and words behind it.
  private func feedback(_ operand: String) -> [SessionEffect] {
    let word = operand.prefix { !$0.isWhitespace }
    let comment = operand.dropFirst(word.count).trimmed
    guard ["up", "down"].contains(word) else {
      return refuse("'/feedback' needs 'up' or 'down', and takes a comment behind it")
    }
    guard let reply = conversation.lastTurn?.reply else { return refuse("there is no answer yet") }
    let feedback = Feedback(helpful: word == "up", comment: comment.isEmpty ? nil : comment)
    return [.give(feedback, on: reply)]
  }

  /// How the sending of feedback went.
  func tell(_ end: FeedbackEnd) -> [SessionEffect] {
    switch end {
    case .sent: say(StyledText("The feedback was sent.\n", role: .aside))
    case .notTaken: refuse("the backend takes no feedback on this answer")
    case .failed(let words): [.notify(Notice.text(of: words)), .readLine(prefill: "")]
    }
  }

  /// Puts a follow-up into the line, or what was typed last; the files that went along wait again.
  private mutating func edit(_ operand: String) -> [SessionEffect] {
    if operand.isEmpty {
      guard let prompt = conversation.lastPrompt else { return refuse("there is no prompt yet") }
      let lost = prompt.files.filter(isLost: true).files.filter { !attachments.contain($0) }
        .map(\.name)
      let words = Sanitizer.sanitized(prompt.words, in: .exact)
      return putBack(prompt.files) + (lost.isEmpty ? [] : [.notify(Notice.lostImages(lost))])
        + [.readLine(prefill: line(sending: words))]
    }
    guard let followUp = followUp(named: operand) else {
      return refuse("no follow-up has the number \(quoted(operand))")
    }
    return [.readLine(prefill: line(sending: followUp.shownPrompt))]
  }

  /// The follow-up that a number names; one that is not shown cannot be picked.
  private func followUp(named number: String) -> FollowUp? {
    guard options.showsFollowUps else { return nil }
    return conversation.lastReply?.followUps.first { String($0.number) == number }
  }

  /// The line that sends `prompt`, also where it looks like a command or a number: a backend's text must not become
  /// either by being put into the line.
  private func line(sending prompt: String) -> String {
    let isPlain = !prompt.trimmed.hasPrefix("/") && followUp(named: prompt) == nil
    return isPlain ? prompt : "/say " + prompt
  }

  func say(_ text: StyledText) -> [SessionEffect] {
    [beside(text), .readLine(prefill: "")]
  }

  func refuse(_ words: String, remedy: String? = nil) -> [SessionEffect] {
    let diagnostic = Diagnostic(words, remedy: remedy, exitStatus: .usage)
    return [.notify(Notice.text(of: diagnostic)), .readLine(prefill: "")]
  }

  /// What was typed, so short that the words behind it stay in sight.
  func quoted(_ typed: String) -> String {
    "'\(Sanitizer.singleLine(typed, limit: 60))'"
  }

  /// The list of commands and keys.
  private var help: StyledText {
    let rows =
      SlashCommand.allCases.map { ($0.usage, $0.summary) } + [
        ("1, 2, …", "send the follow-up of that number"),
        ("//TEXT", "send a prompt that starts with a slash"),
        ("Alt-Enter", "go on in a further line; so does Enter behind a \\"),
        ("Ctrl-C", "stop the answer, or clear the line"),
      ]
    return layout.table(rows.map { (StyledText($0, role: .strong), $1) })
  }
}
