import TestSupport
import Testing

@testable import CommandLine

@Suite struct MappingConfigurationTests {
  private func read(_ backend: String) -> (MappingConfiguration?, [String]) {
    let (configuration, problems) = Configuration.reading(
      "{backends: {a: {url: 'https://a.example.com',\n\(backend)}}}"
    )
    return (configuration.backends.first?.mapping, problems.map { $0.line(in: "c") })
  }

  @Test func `reads filters with their places, and how they are used`() throws {
    let (mapping, problems) = read(
      "request: '{q: .prompt}', response: '.',\n done: '.end', method: 'PUT', stream: 'sse', path: '/x'"
    )
    #expect(problems == [])
    var expected = MappingConfiguration()
    expected.filters = [
      .init(key: "request", text: "{q: .prompt}", place: TextPlace(line: 2, column: 10)),
      .init(key: "response", text: ".", place: TextPlace(line: 2, column: 36)),
      .init(key: "done", text: ".end", place: TextPlace(line: 3, column: 8)),
    ]
    expected.method = "PUT"
    expected.stream = "sse"
    expected.path = "/x"
    #expect(mapping == expected)
  }

  @Test(arguments: ["/x", "?a=1"])
  func `a path that begins like one is no filter`(path: String) {
    let mapping = read("path: '\(path)'").0
    #expect(mapping?.path == path && mapping?.filters.isEmpty == true)
    #expect(read("path: '.prompt'").0?.filters.map(\.key) == ["path"])
  }

  @Test func `a backend without any of the keys has no description`() {
    #expect(read("model: 'm'").0 == nil)
    #expect(read("request: null").0 == nil)
  }

  @Test(arguments: [
    ("request: 3", "c, line 2, column 10: 'backends.a.request' is a number, not a text"),
    ("response: []", "c, line 2, column 11: 'backends.a.response' is a list, not a text"),
    ("respones: '.'", "c, line 2, column 1: unknown key 'backends.a.respones'"),
    (
      "stream: 'ssee'",
      "c, line 2, column 9: 'backends.a.stream' is none of auto, sse, ndjson, json"
    ),
    ("method: 'DELETE'", "c, line 2, column 9: 'backends.a.method' is none of POST, GET, PUT"),
    ("done: '.x'", "c, line 1, column 16: 'backends.a.response' is missing"),
  ])
  func `names the mistakes`(text: String, expected: String) {
    let told = read(text).1
    #expect(told.count == 1 && told[0].hasPrefix(expected), "\(told)")
  }

  @Test(arguments: [
    ("respones: '.'", "response"), ("reqest: '.'", "request"), ("stream: 'ndjsn'", "ndjson"),
    ("metod: 'GET'", "method"),
  ])
  func `proposes the nearest`(text: String, nearest: String) {
    #expect(read(text).1.first?.contains("did you mean '") == true)
    #expect(read(text).1.first?.contains(nearest) == true)
  }

  @Test(arguments: ["request: '.'", "response: '.'", "path: '.'", "method: 'GET'", "stream: 'sse'"])
  func `filters go neither with an API nor with documents`(text: String) {
    let key = text.prefix { $0 != ":" }
    let withAPI = read("api: 'glean', " + text).1
    #expect(withAPI.count == 1 && withAPI[0].contains(key) && withAPI[0].contains("api"))
    let withDocuments = Configuration.reading("{backends: {a: {docs: 'd', \(text)}}}").1
      .map { $0.line(in: "c") }
    #expect(withDocuments.count == 1 && withDocuments[0].contains("docs"), "\(withDocuments)")
  }
}
