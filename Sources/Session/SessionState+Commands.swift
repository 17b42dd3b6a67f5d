internal import CommandLine
internal import Conversation
internal import Markup
internal import Presentation
internal import TerminalText
internal import WireFormats

// What the commands do that reach beyond the conversation: to the browser, the clipboard, files and the editor.

extension SessionState {
  /// Sends the last prompt again, with its files and those that wait; the answer that it had is not sent along.
  mutating func retry() -> [SessionEffect] {
    guard var prompt = conversation.lastPrompt else { return refuse("there is no prompt yet") }
    do throws(AttachmentFailure) {
      prompt.files = try prompt.files.adding(attachments)
    } catch {
      return refuse(error, attachments.files.first?.name ?? "")
    }
    let remedy = "type the prompt again without it"
    if let refused = refusal(of: prompt.files, remedy: remedy) { return refused }
    conversation.retryLast()
    return [beside(TurnText.prompt(prompt.parts))] + send(prompt)
  }

  func followUps() -> [SessionEffect] {
    let followUps = options.showsFollowUps ? conversation.lastReply?.followUps ?? [] : []
    guard !followUps.isEmpty else { return refuse("the last answer offers no follow-ups") }
    return say(footer.followUps(followUps))
  }

  /// Opens a source by its number; only web pages, as ``Hyperlink`` knows them.
  func open(_ operand: String) -> [SessionEffect] {
    let citations = conversation.lastReply?.citations ?? []
    guard !operand.isEmpty else { return refuse("'/open' needs the number of a source") }
    guard let citation = citations.first(where: { String($0.number) == operand }) else {
      return refuse("no source has the number \(quoted(operand))")
    }
    guard let url = citation.url else { return refuse("source \(operand) has no address") }
    guard let link = Hyperlink(url), link.host != nil else {
      let isWeb = ["http://", "https://"].contains { url.lowercased().hasPrefix($0) }
      return refuse(
        isWeb
          ? "source \(operand) is not opened: its address has a host with letters beyond ASCII, a user name, or an odd form"
          : "source \(operand) is no web page: only http and https are opened"
      )
    }
    return [.open(url: link.uri)]
  }

  /// Copies the answer's source, or one of the blocks of code in it.
  func copy(_ operand: String) -> [SessionEffect] {
    guard let reply = conversation.lastReply, !reply.content.isEmpty else {
      return refuse("there is no answer yet")
    }
    let words = operand.split(separator: " ")
    guard let what = words.first else { return [.copy(reply.content)] }
    guard what == "code", words.count < 3 else {
      return refuse("'/copy' copies the answer, and '/copy code N' block N of its code")
    }
    let blocks = MarkdownParser.blocks(of: reply.content).flatMap(\.codeBlocks)
    guard !blocks.isEmpty else { return refuse("there is no block of code in the last answer") }
    guard let number = words.count == 1 ? 1 : Int(words[1]), blocks.indices.contains(number - 1)
    else {
      let count = blocks.count == 1 ? "one block" : "\(blocks.count) blocks"
      return refuse("the last answer has \(count) of code")
    }
    return [.copy(blocks[number - 1])]
  }

  /// Takes a text to the editor.
  mutating func editor(_ text: String) -> [SessionEffect] {
    editedText = text
    return [.edit(text)]
  }

  /// Saves the conversation, in the form that the file's name asks for.
  mutating func save(_ path: String) -> [SessionEffect] {
    guard !path.isEmpty else { return refuse("'/save' needs the name of a file") }
    guard !conversation.turns.isEmpty else { return refuse("there is nothing to save yet") }
    let text =
      path.lowercased().hasSuffix(".json")
      ? JSONWriter.compact(conversation.json) + "\n"
      : ConversationMarkdown.text(of: conversation.turns)
    pending = .replace(text, path)
    return [.save(text, to: path, mayReplace: false)]
  }

  /// The last reply as data.
  func json() -> [SessionEffect] {
    guard let turn = conversation.lastTurn else { return refuse("there is no answer yet") }
    return say(StyledText(turn.indentedJSON))
  }

  /// Asks for a model, for the one at the start again, or shows which is asked.
  mutating func model(_ name: String) -> [SessionEffect] {
    if !name.isEmpty {
      let chosen = name == "default" ? options.parameters.model : name
      let refused = change { $0.model = chosen }
      if let refused { return refused }
    }
    let model = parameters.model.map { Sanitizer.singleLine($0, limit: 200) }
    return say(StyledText("model: \(model ?? "the backend's own")\n", role: .aside))
  }

  /// Sets a value in each request, or lists those that are set.
  mutating func set(_ operand: String) -> [SessionEffect] {
    guard !operand.isEmpty else { return listSettings() }
    let key = operand.prefix { !$0.isWhitespace && $0 != "=" }
    let value = operand.dropFirst(key.count + 1).trimmed
    guard !key.isEmpty, !value.isEmpty else {
      return refuse("'/set' needs a key and a value, such as '/set temperature 0.2'")
    }
    if let refused = change({ $0.set(String(key), typed: value) }) { return refused }
    return listSettings()
  }

  private func listSettings() -> [SessionEffect] {
    let named = [("model", parameters.model), ("system", parameters.system)]
    let rows =
      named.compactMap { name, value in value.map { "\(name)  \($0)" } }
      + parameters.settings.map { "\($0.key)  \(JSONWriter.compact($0.value))" }
    guard !rows.isEmpty else { return refuse("nothing is set") }
    return say(StyledText(rows.map { "  \(Sanitizer.singleLine($0, limit: 500))\n" }.joined()))
  }

  /// Changes the parameters, if the backend can be told of them; what to do where it cannot.
  private mutating func change(_ body: (inout RequestParameters) -> Void) -> [SessionEffect]? {
    var changed = parameters
    body(&changed)
    if let words = options.refusal(changed) { return refuse(words) }
    parameters = changed
    return nil
  }

  /// Goes over to a backend by its name, or lists those there are.
  func backend(_ name: String) -> [SessionEffect] {
    let known = options.backends
    guard !known.isEmpty else { return refuse("the configuration names no backends") }
    guard !name.isEmpty else {
      return say(StyledText(known.map { "  \(Sanitizer.singleLine($0, limit: 60))\n" }.joined()))
    }
    guard known.contains(name) else {
      let near = Nearest.suggestion(for: name, of: known)
      return refuse("the configuration has no backend \(quoted(name))\(near)")
    }
    return [.connect(name)]
  }

  /// Goes on when something on the person's machine is over.
  mutating func go(on end: ActionEnd) -> [SessionEffect] {
    switch end {
    case .done(let words): return say(StyledText(words + "\n", role: .aside))
    case .failed(let words):
      defer { editedText = "" }
      return [.notify(Notice.text(of: words)), .readLine(prefill: editedText)]
    case .edited(let text):
      editedText = ""
      return [.readLine(prefill: text)]
    case .recalled(let lines, let text): return recall(lines.dropLast(), holding: text)
    case .read(let file): return attach(file)
    case .listed(let conversations, let more, let now):
      return list(conversations, more: more, now: now)
    case .found(let turns, let now): return list(turns, now: now)
    case .fileExists:
      guard case .replace(_, let path)? = pending else { return [.readLine(prefill: "")] }
      let name = Sanitizer.singleLine(path, limit: 200)
      return [.ask(StyledText("'\(name)' is there already; replace it? [y/N] ", role: .warning))]
    case .answered(let answer):
      defer { pending = nil }
      let isYes = ["y", "yes"].contains(answer?.trimmed.lowercased())
      switch pending {
      case .replace(let text, let path)? where isYes:
        return [.save(text, to: path, mayReplace: true)]
      case .attach(let file, let path)? where isYes: return attach(file, path)
      case .attach?: return say(StyledText("It is not sent.\n", role: .aside))
      case .replace?, nil: return say(StyledText("Nothing was saved.\n", role: .aside))
      }
    }
  }

  /// Lists what was typed before; without a text to look for, the newest lines only.
  private func recall(_ lines: ArraySlice<String>, holding text: String) -> [SessionEffect] {
    guard !lines.isEmpty else { return refuse("there is no such prompt in the history") }
    let shown = text.isEmpty ? lines.suffix(50) : lines
    var list = StyledText()
    if shown.count < lines.count {
      let words = "the last \(shown.count) of \(lines.count); '/history TEXT' finds all others"
      list.append(words + "\n", role: .aside)
    }
    for line in shown { list.append("  " + Sanitizer.singleLine(line, limit: 500) + "\n") }
    return say(list)
  }
}

extension ConversationThread {
  /// The whole conversation as data.
  var json: JSONValue {
    var members: [JSONValue.Member] = []
    if let id = conversationId { members.append(.init("conversationId", .string(id))) }
    return .object(members + [.init("turns", .array(turns.map(\.json)))])
  }
}

extension Block {
  /// The code of all blocks of code in it, in their order.
  fileprivate var codeBlocks: [String] {
    switch self {
    case .codeBlock(_, let code): [code]
    case .blockQuote(let blocks): blocks.flatMap(\.codeBlocks)
    case .list(let list): list.items.flatMap { $0.blocks.flatMap(\.codeBlocks) }
    case .paragraph, .heading, .table, .thematicBreak, .htmlBlock: []
    }
  }
}
