extension CompletionScript {
  /// Works in bash 3.2, which macOS has: no `mapfile`, and `=` cuts words (`COMP_WORDBREAKS`).
  static var bash: String {
    """
    # bash completion for chat
    _chat() {
      local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
      local command='' word offered=''
      if [[ $current == = ]]; then
        current=''
      elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
      fi
      for word in "${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
        case $word in
          \(commandWords.joined(separator: " | "))) command=$word && break ;;
        esac
      done
      case $previous in
    \(valueCases)
        *)
          case $command in
    \(commandCases)
          esac
          ;;
      esac
      COMPREPLY=($(compgen -W "$offered" -- "$current"))
    }
    complete -F _chat chat

    """
  }

  private static var commandWords: [String] { Command.allCases.compactMap(\.word) }

  private static var valueCases: String {
    OptionTable.all.filter { $0.value != .none }.map { option in
      if takesFile(option) {
        return "    \(spellings(of: option).joined(separator: " | "))) \(files) ;;"
      }
      let choices = option.value.choices.joined(separator: " ")
      let offered = command(for: option.name).map { "$(\($0))" } ?? "'\(choices)'"
      return "    \(spellings(of: option).joined(separator: " | "))) offered=\(offered) ;;"
    }.joined(separator: "\n")
  }

  /// Names with spaces stay whole; bash 4 and newer put a slash behind folders.
  private static let files = """
    compopt -o filenames 2>/dev/null; local IFS=$'\\n'; \
    COMPREPLY=($(compgen -f -- "$current")); return
    """

  private static var commandCases: String {
    Command.allCases.sorted { $0.word != nil && $1.word == nil }.map { command in
      let commands = command.word == nil ? commandWords : []
      let offered = commands + operandWords(of: command) + optionWords(of: command)
      let ids = takingIds.contains(command) ? "\" $(\(conversationIds))\"" : ""
      return "        \(command.word ?? "*")) offered='\(offered.joined(separator: " "))'\(ids) ;;"
    }.joined(separator: "\n")
  }

  private static func optionWords(of command: Command) -> [String] {
    OptionTable.options(for: command).map(\.name.typed)
  }
}
