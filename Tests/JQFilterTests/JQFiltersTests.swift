import JQFilter
import Testing
import WireFormats

@Suite struct JQFiltersTests {
  private func outputs(_ filter: String, _ json: String, event: String = "") throws -> [String] {
    try JQFilters([.init(name: "x", text: filter)])
      .outputs(of: "x", for: Array(json.utf8), event: event)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private func failure(_ filter: String, _ json: String = "null") -> FilterFailure? {
    #expect(throws: FilterFailure.self) { try outputs(filter, json) }
  }

  @Test func `a filter gives its values in their order`() throws {
    #expect(try outputs(".[] | {a: .}", "[1,\"é\"]") == [#"{"a":1}"#, #"{"a":"é"}"#])
    #expect(try outputs("empty", "1") == [])
    #expect(try outputs(".", #""a\u0000b""#) == [#""a\u0000b""#])
  }

  @Test func `several filters are told apart by their names`() throws {
    let filters = try JQFilters([
      .init(name: "one", text: ".a # the first"),
      .init(name: "two", text: "def f: .b;\nf"),
    ])
    let json = Array(#"{"a": 1, "b": 2}"#.utf8)
    #expect(try filters.outputs(of: "two", for: json, event: "") == [Array("2".utf8)])
    #expect(try filters.outputs(of: "one", for: json, event: "") == [Array("1".utf8)])
  }

  @Test func `a filter sees the name of its event`() throws {
    #expect(try outputs("[$event, .]", "1", event: "to\"ken") == [#"["to\"ken",1]"#])
  }

  @Test(arguments: [
    "env", "$ENV", "env | keys", "$ENV | keys", "[env, $ENV]", #""\(env) \($ENV)""#,
    "[$ENV.PATH, env.PATH]", #"["PATH" | env[.], $ENV[.]]"#, "def f: env; f",
    "try $__prog_args catch .",
  ])
  func `a filter does not see the environment`(filter: String) throws {
    let found = (try? outputs(filter, "null").joined()) ?? ""
    #expect(!found.contains("/bin") && !found.contains("HOME"))
  }

  @Test func `a filter reads no other input and no module`() {
    #expect(failure("input")?.reason == "there is no other input")
    #expect(throws: Never.self) { try #expect(outputs("[inputs]", "1") == ["[]"]) }
    #expect(failure(#"import "a" as a; ."#) != nil)
    #expect(failure(#"include "a"; ."#) != nil)
  }

  @Test func `a filter ends nothing and writes nothing`() throws {
    #expect(try outputs("1, halt, 2", "null") == ["1", "2"])
    #expect(failure("halt_error", #""no""#)?.reason == "no")
    #expect(try outputs("debug | stderr", "1") == ["1"])
    #expect(failure("implode", "[1114112]")?.reason == "implode: not all are code points")
    #expect(try outputs("implode", "[8364]") == [#""€""#])
  }

  @Test func `what jq says of a filter that is none names its line`() {
    #expect(failure("foo")?.reason == "foo/0 is not defined, line 1")
    #expect(failure(".a |\n @@")?.reason == "syntax error, unexpected INVALID_CHARACTER, line 2")
    #expect(failure("")?.filter == "x")
    #expect(failure("a\u{0}b")?.reason == "it holds a NUL")
  }

  @Test func `of several filters the one that is wrong is named`() {
    let failure = #expect(throws: FilterFailure.self) {
      try JQFilters([.init(name: "one", text: "."), .init(name: "two", text: "][")])
    }
    #expect(failure?.filter == "two")
  }

  @Test func `what jq says of an input that does not fit comes with its beginning`() {
    let failure = failure(".a.b", #"{"a": "text"}"#)
    #expect(failure?.reason == #"Cannot index string with string "b""#)
    #expect(failure?.input == #"{"a": "text"}"#)
    #expect(self.failure("error({a: 1})")?.reason == #"{"a":1}"#)
    // An error without words ends the values, as in jq.
    #expect(throws: Never.self) { try #expect(outputs("1, error", "null") == ["1"]) }
  }

  @Test func `a filter that gives values without end is stopped`() {
    #expect(failure("repeat(1)", "1")?.reason == "it gives more than 1000000 values")
  }

  @Test func `values nested too deep are refused in words`() {
    let deep = String(repeating: "[", count: 400) + String(repeating: "]", count: 400)
    #expect(failure(".", deep)?.reason.contains("depth") == true)
  }
}
