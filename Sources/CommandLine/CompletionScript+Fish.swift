extension CompletionScript {
  static var fish: String {
    let lines =
      ["# fish completion for chat", models, "complete -c chat -f"]
      + Command.allCases.compactMap(commandLine) + Command.allCases.compactMap(operandLine)
      + OptionTable.all.map(optionLine)
    return lines.joined(separator: "\n") + "\n"
  }

  /// Words are asked for without their quotes; a word that is not there is nothing.
  private static var models: String {
    let alone = reachingPatterns.alone.map { fishQuoted($0.replacing("?", with: "")) }
    return """
      function _chat_models
        set --local words (commandline -opc)
        set --local connection
        set --local index 2
        while test $index -le (count $words)
          switch $words[$index]
            case \(reachingPatterns.withValue.joined(separator: " "))
              set -a connection $words[$index] $words[(math $index + 1)]
            case \(alone.joined(separator: " "))
              set -a connection $words[$index]
          end
          set index (math $index + 1)
        end
        \(CompletionScript.models(reachedBy: "$connection"))
      end
      """
  }

  private static func commandLine(_ command: Command) -> String? {
    command.word.map { word in
      "complete -c chat -n __fish_use_subcommand -a \(word) -d \(fishQuoted(command.help))"
    }
  }

  private static func operandLine(_ command: Command) -> String? {
    if takingIds.contains(command), let word = command.word {
      return "complete -c chat -n '__fish_seen_subcommand_from \(word)' -a '(\(conversationIds))'"
    }
    let choices = operandWords(of: command)
    guard !choices.isEmpty, let word = command.word else { return nil }
    let words = fishQuoted(choices.joined(separator: " "))
    return "complete -c chat -n '__fish_seen_subcommand_from \(word)' -a \(words)"
  }

  private static func optionLine(_ option: Option) -> String {
    var line = "complete -c chat" + condition(option)
    if let letter = option.letter { line += " -s \(letter)" }
    line += " -l \(option.name.rawValue)"
    if option.value != .none { line += takesFile(option) ? " -rF" : " -x" }
    let choices = option.value.choices
    if let command = command(for: option.name) { line += " -a \(fishQuoted("(\(command))"))" }
    if !choices.isEmpty { line += " -a \(fishQuoted(choices.joined(separator: " ")))" }
    return line + " -d \(fishQuoted(option.help))"
  }

  private static func condition(_ option: Option) -> String {
    let strangers = Command.allCases.filter { !option.commands.contains($0) }.compactMap(\.word)
    guard !strangers.isEmpty else { return "" }
    return " -n 'not __fish_seen_subcommand_from \(strangers.joined(separator: " "))'"
  }

  /// The text as one word of fish, which knows a backslash inside single quotes.
  private static func fishQuoted(_ text: String) -> String {
    "'" + String(text.flatMap { $0 == "'" || $0 == "\\" ? ["\\", $0] : [$0] }) + "'"
  }
}
