extension CompletionScript {
  /// Works in bash 3.2, which macOS has: no `mapfile`, and `=` cuts words (`COMP_WORDBREAKS`).
  ///
  /// Candidates are compared here and quoted: `compgen -W` would expand what a backend's names hold.
  static var bash: String {
    """
    # bash completion for chat
    _chat() {
      local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
      local command='' word quoted words='' offered=''
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
      COMPREPLY=()
      while IFS= read -r word; do
        printf -v quoted %q "$word"
        [[ -n $word && $quoted == "$current"* ]] && COMPREPLY+=("$quoted")
      done <<<"${words// /$'\n'}"$'\n'"$offered"
    }
    _chat_models() {
      local -a words connection=()
      local index
      read -r -a words <<<"${COMP_LINE-}"
      for ((index = 1; index < ${#words[@]}; index++)); do
        case ${words[index]} in
          \(reachingPatterns.withValue.joined(separator: " | ")))
            connection+=("${words[index]}" "${words[index + 1]-}")
            ;;
          \(reachingPatterns.alone.joined(separator: " | "))) connection+=("${words[index]}") ;;
        esac
      done
      \(models(reachedBy: #"${connection[@]+"${connection[@]}"}"#))
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
      let offered = command(for: option.name).map { "offered=$(\($0))" } ?? "words='\(choices)'"
      return "    \(spellings(of: option).joined(separator: " | "))) \(offered) ;;"
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
      let ids = takingIds.contains(command) ? " offered=$(\(conversationIds))" : ""
      return "        \(command.word ?? "*")) words='\(offered.joined(separator: " "))'\(ids) ;;"
    }.joined(separator: "\n")
  }

  private static func optionWords(of command: Command) -> [String] {
    OptionTable.options(for: command).map(\.name.typed)
  }
}
