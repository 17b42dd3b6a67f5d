import CommandLine
import Testing

/// The help and the completions offer what the option table has, and nothing else.
@Suite struct HelpTests {
  @Test(arguments: Command.allCases)
  func `the help has the options of its command`(command: Command) {
    let lines = HelpText.text(for: command).split(separator: "\n").filter {
      $0.hasPrefix("  -") || $0.hasPrefix("      --")
    }
    let table = OptionTable.options(for: command).map { "\($0.usage) \($0.help)" }
    #expect(lines.map { words(of: $0) } == table.map { words(of: $0[...]) })
  }

  @Test func `bash is told every long name`() {
    let words = CompletionScript.text(for: .bash).split { " '|)".contains($0) || $0.isNewline }
    let offered = words.filter { $0.hasPrefix("--") && $0 != "--" }
    #expect(
      Set(offered.map { String($0.prefix { $0 != "=" }) }) == Set(OptionName.allCases.map(\.typed))
    )
  }

  @Test func `zsh is told every long name and letter`() {
    let lines = CompletionScript.text(for: .zsh).split(separator: "\n")
    let specifications = lines.filter { $0.hasPrefix("    '(") || $0.hasPrefix("    '*") }
    let offered = specifications.map { line in
      line.drop { $0 != ")" && $0 != "*" }.dropFirst().prefix { $0 == "-" || $0.isLetter }
    }
    #expect(offered.map(String.init) == OptionTable.all.flatMap(spellings))
  }

  @Test func `fish is told every long name and letter`() {
    let words = CompletionScript.text(for: .fish).split { $0 == " " || $0.isNewline }
    let offered = zip(words, words.dropFirst()).compactMap { flag, name -> String? in
      switch flag {
      case "-s": "-\(name)"
      case "-l": "--\(name)"
      default: nil
      }
    }
    #expect(offered == OptionTable.all.flatMap(spellings))
  }

  @Test(arguments: Shell.allCases)
  func `every shell is told the commands and the words that can be given`(shell: Shell) {
    let script = CompletionScript.text(for: shell)
    for command in Command.allCases.compactMap(\.word) { #expect(script.contains(command)) }
    let choices = OptionTable.all.map(\.value.choices) + [Shell.allCases.map(\.rawValue)]
    for words in choices { #expect(script.contains(words.joined(separator: " "))) }
  }

  private func words(of line: Substring) -> [Substring] {
    line.split(separator: " ")
  }

  private func spellings(of option: Option) -> [String] {
    (option.letter.map { ["-\($0)"] } ?? []) + [option.name.typed]
  }
}
