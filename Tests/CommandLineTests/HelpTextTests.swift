import CommandLine
import Testing

@Suite struct HelpTextTests {
  @Test(arguments: Command.allCases)
  func `fits 80 columns and ends in one line end`(command: Command) {
    let text = HelpText.text(for: command)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= 80 && $0.last != " " })
    #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
  }

  @Test func `shows a whole help`() {
    #expect(
      HelpText.text(for: .completion) == """
        Usage: chat completion SHELL

        Print the completions for bash, zsh or fish.

        General:
          -h, --help     print this help
          -V, --version  print the version

        Examples:
          eval "$(chat completion bash)"                                # ~/.bashrc
          eval "$(chat completion zsh)"                                 # ~/.zshrc
          chat completion fish > ~/.config/fish/completions/chat.fish

        """
    )
  }

  @Test func `aligns the options of all headings`() {
    let lines = HelpText.text(for: .ask).split(separator: "\n")
    #expect(lines.contains("  -u, --url URL               the backend to ask"))
    #expect(lines.contains("      --no-stream             ask for the answer in one piece"))
  }

  @Test func `the program's help tells commands, variables and exit statuses`() {
    let text = HelpText.text(for: .conversation)
    for command in Command.allCases {
      #expect(text.contains(command.synopsis))
      #expect(text.contains(command.help))
    }
    for variable in EnvironmentVariable.allCases { #expect(text.contains(variable.help)) }
    for status in ExitStatus.allCases { #expect(text.contains(status.meaning)) }
  }
}
