import CommandLine
import Testing

/// The manual says what the tables say, in the same order, and nothing else.
@Suite struct ManualPageTests {
  private let manual: ManualPage

  init() throws {
    manual = try ManualPage()
  }

  @Test func `has every option`() {
    let written = manual.items(in: "OPTIONS").map(\.head.rendered)
    #expect(written == OptionTable.all.map(\.usage))
  }

  @Test func `has the headings of the help`() {
    let written = manual.section("OPTIONS").filter { $0.hasPrefix(".Ss ") }.map { $0.dropFirst(4) }
    #expect(written.map(String.init) == OptionGroup.allCases.map(\.rawValue))
  }

  @Test func `names every word that an option or a command takes`() {
    let texts = (manual.items(in: "OPTIONS") + manual.items(in: "COMMANDS")).map {
      ($0.head.rendered, $0.body.joined(separator: " "))
    }
    for option in OptionTable.all {
      let text = texts.first { $0.0 == option.usage }?.1 ?? ""
      #expect(option.value.choices.allSatisfy { text.contains($0) }, "\(option.usage)")
    }
    for shell in Shell.allCases {
      #expect(texts.contains { $0.0 == "completion SHELL" && $0.1.contains(shell.rawValue) })
    }
  }

  @Test func `has every command`() {
    let written = manual.items(in: "COMMANDS").map(\.head.rendered)
    let commands = Command.allCases.compactMap { command -> String? in
      guard let word = command.word else { return nil }
      return switch command.operands {
      case .none: word
      case .any(let placeholder), .optional(let placeholder, _), .one(let placeholder, _):
        "\(word) \(placeholder)"
      }
    }
    #expect(written == commands)
  }

  @Test func `has the synopsis of every command`() {
    let words = manual.section("SYNOPSIS").map { line in
      line.dropFirst().split(separator: " ").rendered
    }
    let written = words.joined(separator: " ").trimmed
    let commands = Command.allCases.map { $0.synopsis.dropFirst(Program.name.count + 1) }
    #expect(written == commands.joined(separator: "  "))
  }

  @Test func `has every environment variable`() {
    let written = manual.items(in: "ENVIRONMENT").map(\.head.rendered)
    #expect(written == EnvironmentVariable.allCases.map(\.rawValue))
  }

  @Test func `has every exit status with its meaning`() {
    let written = manual.items(in: "EXIT STATUS").map {
      "\($0.head.rendered) \($0.body.first ?? "")"
    }
    #expect(written == ExitStatus.allCases.map { "\($0.rawValue) \($0.meaning)" })
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " })
  }
}
