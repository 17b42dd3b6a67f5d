import CommandLine
import Testing

@Suite struct PromptTests {
  /// The prompt of operands and, where there is one, a standard input.
  private func prompt(_ operands: [String], _ input: String? = nil) throws -> String {
    var prompt = Prompt(operands: operands)
    if let input { try prompt.append(Array(input.utf8)) }
    return try prompt.checked()
  }

  @Test(arguments: [
    (["a"], nil, "a"), (["a", "b  c"], nil, "a b  c"), ([], "a\n", "a"),
    (["What is this?"], "x\ny\n", "What is this?\n\nx\ny"), (["a"], "", "a"), (["a"], "\n\n", "a"),
    ([], "a\r\n\r\n", "a"), ([], "  a\n b \n", "  a\n b "), ([""], "a", "a"),
    (["a", ""], nil, "a "),
  ])
  func `is the operands and what comes through a pipe`(
    operands: [String],
    input: String?,
    expected: String
  ) throws {
    #expect(try prompt(operands, input) == expected)
  }

  @Test(arguments: [
    ([], nil), ([""], nil), ([" ", "\n"], nil), ([], ""), ([], " \n\t"), ([" "], "\n"),
  ])
  func `white space alone is none`(operands: [String], input: String?) throws {
    var prompt = Prompt(operands: operands)
    if let input { try prompt.append(Array(input.utf8)) }
    #expect(prompt.isEmpty)
    #expect(throws: UsageError.noPrompt) { try prompt.checked() }
  }

  @Test(
    arguments: [
      ([0x00], 0), ([0x61, 0x00], 1), ([0x61, 0xFF], 1), ([0xC3, 0xA4, 0x80], 2),
      ([0xC3], 0), ([0x61, 0xE2, 0x82], 1), ([0xE2, 0x82, 0xAC, 0x00, 0xFF], 3), ([0xFF, 0x00], 0),
      ([0xF0, 0x9F, 0x98, 0x80, 0xC0, 0x80], 4), ([0xED, 0xA0, 0x80], 0),
    ] as [([UInt8], Int)]
  )
  func `names the first byte that is NUL or not UTF-8`(bytes: [UInt8], offset: Int) {
    var prompt = Prompt(operands: ["a"])
    #expect(throws: UsageError.promptNotText(offset: offset)) { try prompt.append(bytes) }
  }

  @Test func `a long text with one bad byte is looked at once`() {
    var bytes = [UInt8](repeating: 0x61, count: 1 << 20)
    bytes.append(0xFF)
    var prompt = Prompt(operands: [])
    #expect(throws: UsageError.promptNotText(offset: 1 << 20)) { try prompt.append(bytes) }
  }
}
