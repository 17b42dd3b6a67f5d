import CommandLine
import Testing

@Suite struct WidthTests {
  @Test(
    arguments: [
      (nil, nil, 120, 120), (nil, nil, 0, 80), (nil, nil, nil, 80), (nil, "100", 120, 100),
      (nil, "0", 120, 80), (nil, "", 120, 120), ("60", "100", 120, 60), ("0", "100", 120, 80),
      ("1", nil, 120, 1),
    ] as [(String?, String?, Int?, Int)]
  )
  func `on a terminal the option outweighs COLUMNS and that the terminal`(
    option: String?,
    variable: String?,
    columns: Int?,
    width: Int
  ) throws {
    let facts = TerminalFacts(stdoutIsTerminal: true, stderrIsTerminal: true, columns: columns)
    let environment = variable.map { ["COLUMNS": $0] } ?? [:]
    let settings = try settings(option.map { ["--width", $0] } ?? [], environment, terminal: facts)
    #expect(settings.width == width)
    #expect(settings.warnings.isEmpty)
  }

  @Test func `into a pipe only the option wraps`() throws {
    #expect(try settings([], ["COLUMNS": "40"]).width == nil)
    #expect(try settings(["--width=40"]).width == 40)
  }

  @Test(arguments: ["abc", "-1", "80x", "1e2", "99999999999999999999", "10001"])
  func `passes over COLUMNS that is no width, with a warning`(text: String) throws {
    let facts = TerminalFacts(stdoutIsTerminal: true, stderrIsTerminal: true, columns: 120)
    let settings = try settings([], ["COLUMNS": text], terminal: facts)
    #expect(settings.width == 120)
    #expect(
      settings.warnings == [
        Diagnostic(
          "COLUMNS: '\(text)' is not a number of columns from 0 to 10000 and is ignored",
          exitStatus: .answered
        )
      ]
    )
  }

  @Test(arguments: ["", "abc", "-1", "+5", "10001", "99999999999999999999"])
  func `refuses an option that is no width`(text: String) {
    #expect(throws: UsageError.notANumber(.option(.width), value: text, .columns)) {
      try settings(["--width", text])
    }
  }
}
