import CommandLine
import Testing

@Suite struct OptionTableTests {
  @Test func `has one row for every option`() {
    #expect(OptionTable.all.count == OptionName.allCases.count)
    #expect(Set(OptionTable.all.map(\.name)) == Set(OptionName.allCases))
  }

  @Test func `gives no letter twice`() {
    let letters = OptionTable.all.compactMap(\.letter)
    #expect(Set(letters).count == letters.count)
    #expect(letters.allSatisfy { $0.isASCII && $0.isLetter })
  }

  @Test(arguments: OptionTable.all)
  func `names are made of lower case letters and dashes`(option: Option) {
    let name = option.name.rawValue
    #expect(name.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "-") })
    #expect(name.first != "-")
    #expect(name.last != "-")
  }

  @Test(arguments: OptionTable.all)
  func `helps in one line and serves a command`(option: Option) {
    #expect(!option.help.isEmpty)
    #expect(option.help.split(whereSeparator: \.isNewline).count == 1)
    #expect(option.help.last != ".")
    #expect(!option.commands.isEmpty)
  }

  @Test(arguments: OptionTable.all)
  func `a value has a placeholder`(option: Option) {
    #expect(option.value == .none || option.value.placeholder?.isEmpty == false)
  }

  @Test func `exclusive options can meet in a command`() {
    for group in OptionTable.exclusive {
      let rows = OptionTable.all.filter { group.contains($0.name) }
      #expect(rows.count == group.count && rows.count > 1)
      let shared = rows.reduce(Set(Command.allCases)) { $0.intersection($1.commands) }
      #expect(!shared.isEmpty)
    }
  }

  @Test func `exit statuses are the contract's`() {
    #expect(ExitStatus.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6, 7, 130])
    #expect(Set(ExitStatus.allCases.map(\.meaning)).count == ExitStatus.allCases.count)
  }
}
