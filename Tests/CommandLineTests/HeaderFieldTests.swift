import CommandLine
import Testing

@Suite struct HeaderFieldTests {
  @Test(arguments: [
    ("Name: value", "Name", "value"), ("Name:value", "Name", "value"),
    ("X-Team:   docs  ", "X-Team", "docs"), ("X:", "X", ""), ("X:   ", "X", ""),
    ("X: a: b", "X", "a: b"), ("x!#$%&'*+-.^_`|~9: é", "x!#$%&'*+-.^_`|~9", "é"),
  ])
  func `reads name and value`(text: String, name: String, value: String) throws {
    let field = try HeaderField(parsing: text)
    #expect(field.name == name)
    #expect(field.value == value)
  }

  @Test(arguments: [
    ("", HeaderField.Problem.noColon), ("Name", .noColon), (": value", .noName),
    ("Na me: value", .badName), ("Name : value", .badName), ("Näme: value", .badName),
    ("Na\nme: value", .badName), ("Name\r\nX: value", .badName),
    ("Name: a\r\nX: b", .badValue(name: "Name")), ("Name: a\n", .badValue(name: "Name")),
    ("Name: a\u{0}b", .badValue(name: "Name")), ("Name: a\tb", .badValue(name: "Name")),
    ("Name: \u{1B}[m", .badValue(name: "Name")), ("Name: \u{85}", .badValue(name: "Name")),
  ])
  func `refuses what would not arrive as one field`(text: String, problem: HeaderField.Problem) {
    #expect(throws: problem) { try HeaderField(parsing: text) }
  }

  @Test(arguments: ["Authorization Bearer canary", "Bearer canary: x", "X: canary\n"])
  func `a refusal does not show what may be a secret`(text: String) {
    let error = #expect(throws: UsageError.self) { try settings(["-H", text]) }
    #expect(error?.diagnostic.lines.joined().contains("canary") == false)
  }

  @Test func `fields keep their order`() throws {
    let settings = try settings(["-H", "B: 1", "--header=A: 2", "-HB: 3"])
    #expect(settings.headerFields.map(\.name) == ["B", "A", "B"])
    #expect(settings.headerFields.map(\.value) == ["1", "2", "3"])
  }
}
