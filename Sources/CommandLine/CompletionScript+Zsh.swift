extension CompletionScript {
  static var zsh: String {
    """
    #compdef chat
    _chat() {
      local -a chat_commands=(
    \(commandLines)
      )
      local -a chat_options=(
    \(OptionTable.all.map(optionLine).joined(separator: "\n"))
      )
      _arguments -s -S $chat_options '1:command:{ _describe command chat_commands }' '2:operand:_chat_operand'
    }
    _chat_operand() {
    \(operandLines)
    }
    _chat_models() {
      local -a connection=()
      local index
      for (( index = 2; index < CURRENT; index++ )); do
        case $words[index] in
          (\(reachingPatterns.withValue.joined(separator: "|")))
            connection+=("${(Q)words[index]}" "${(Q)words[index + 1]}")
            ;;
          (\(reachingPatterns.alone.joined(separator: "|"))) connection+=("${(Q)words[index]}") ;;
        esac
      done
      \(models(reachedBy: #""${connection[@]}""#))
    }
    if [[ $funcstack[1] == _chat ]]; then
      _chat "$@"
    else
      compdef _chat chat
    fi

    """
  }

  private static var operandLines: String {
    Command.allCases.compactMap { command in
      let words = operandWords(of: command).joined(separator: " ")
      guard !words.isEmpty, let word = command.word else { return nil }
      return "  (( ${words[(I)\(word)]} )) && compadd -- \(words)"
    }.joined(separator: "\n")
      + takingIds.compactMap(\.word).map { word in
        "\n  (( ${words[(I)\(word)]} )) && compadd -- ${(f)\"$(\(conversationIds))\"}"
      }.joined()
  }

  private static var commandLines: String {
    Command.allCases.compactMap { command in
      command.word.map { "    " + shellQuoted("\($0):\(command.help)") }
    }.joined(separator: "\n")
  }

  /// A specification for `_arguments`: `(excluded)--name=[help]:placeholder:(choices)`.
  private static func optionLine(_ option: Option) -> String {
    let message = option.value.placeholder.map { ":" + escaped($0, in: ":") + ":" } ?? ""
    let choices = option.value.choices
    let action =
      command(for: option.name).map { "{ compadd -- ${(f)\"$(\($0))\"} }" }
      ?? (takesFile(option)
        ? "_files" : choices.isEmpty ? "" : "(\(choices.joined(separator: " ")))")
    let tail = "[\(escaped(option.help, in: "[]:"))]\(message)\(action)"
    return spellings(of: option).map { spelling in
      "    " + shellQuoted(excluded(by: option) + spelling + valueMark(option, spelling) + tail)
    }.joined(separator: "\n")
  }

  /// What makes no sense any more behind the option; nothing for those that can be repeated.
  private static func excluded(by option: Option) -> String {
    if [.header, .set, .attach].contains(option.name) { return "*" }
    let others = OptionTable.exclusive.filter { $0.contains(option.name) }.flatMap(\.self)
      .filter { $0 != option.name }
    let names = spellings(of: option) + others.map(\.typed)
    return "(\(names.joined(separator: " ")))"
  }

  /// How the value follows: attached or apart behind a letter, behind `=` or apart for a long name.
  private static func valueMark(_ option: Option, _ spelling: String) -> String {
    guard option.value != .none else { return "" }
    return spelling.hasPrefix("--") ? "=" : "+"
  }

  private static func escaped(_ text: String, in special: String) -> String {
    String(text.flatMap { special.contains($0) || $0 == "\\" ? ["\\", $0] : [$0] })
  }
}
