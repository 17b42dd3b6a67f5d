import Conversation
import JQFilter
import TestSupport
import Testing
import WireFormats

/// What a mapping sends, byte for byte.
@Suite struct MappingRequestTests {
  private static let url = "https://rag.example.com/v1/chat"
  private let first = PromptRequest(prompt: "How much \"leave\"?")
  private let later = PromptRequest(
    prompt: "And next year?",
    conversationId: "c 1",
    history: [PastTurn(prompt: "How much leave?", answer: "20 days.")]
  )

  private func body(_ filter: String, _ prompt: PromptRequest) throws -> String {
    let api = try MappingAPI([.request: filter])
    return String(decoding: try api.request(for: prompt, to: endpoint()).body, as: UTF8.self)
  }

  private func endpoint(_ url: String = MappingRequestTests.url) -> Endpoint {
    Endpoint(
      url: url,
      token: "secret-1",
      headerFields: [HTTPHeaderField("X-Team", "docs")]
    )
  }

  private func request(
    _ prompt: PromptRequest,
    _ texts: [Mapping.Part: String],
    at url: String = MappingRequestTests.url,
    method: String = "POST",
    path: String? = nil,
    streaming: Mapping.Streaming = .auto
  ) throws -> HTTPRequest {
    try MappingAPI(texts, method: method, path: path, streaming: streaming)
      .request(for: prompt, to: endpoint(url))
  }

  @Test func `a filter makes the body of the prompt and what goes with it`() throws {
    #expect(
      try body("{question: .prompt, session: .conversationId}", later)
        == #"{"question":"And next year?","session":"c 1"}"#
    )
    #expect(
      try body(".messages", later)
        == #"[{"role":"user","content":"How much leave?"},"#
        + #"{"role":"assistant","content":"20 days."},{"role":"user","content":"And next year?"}]"#
    )
    #expect(try body("[.prompt, .stream]", first) == #"["How much \"leave\"?",true]"#)
  }

  @Test func `what is not known is absent from what the filter sees`() throws {
    #expect(try body("keys", first) == #"["messages","prompt","stream"]"#)
    var full = later
    full.parameters = RequestParameters(model: "m", system: "Be brief.")
    full.stream = false
    #expect(
      try body("[.model, .system, .stream, .conversationId]", full)
        == #"["m","Be brief.",false,"c 1"]"#
    )
  }

  @Test func `without a filter the plain body goes out`() throws {
    let plain = try request(later, [.response: "."])
    #expect(
      String(decoding: plain.body, as: UTF8.self)
        == #"{"message":"And next year?","conversationId":"c 1","stream":true}"#
    )
    #expect(plain.method == "POST" && plain.url == Self.url)
  }

  @Test func `values that a person sets reach into the body`() throws {
    var prompt = first
    prompt.parameters.set("options.top", typed: "3")
    #expect(
      try body("{q: .prompt, options: {a: 1}}", prompt)
        == #"{"q":"How much \"leave\"?","options":{"a":1,"top":3}}"#
    )
  }

  @Test func `the header fields are the person's, the token's and those of JSON`() throws {
    let request = try request(first, [.request: "{q: .prompt}"], streaming: .sse)
    #expect(
      request.headerFields.map { "\($0.name): \($0.value)" }.sorted() == [
        "Accept: text/event-stream", "Authorization: Bearer secret-1",
        "Content-Type: application/json", "X-Team: docs",
      ]
    )
    #expect(request.headerFields.first { $0.name == "Authorization" }?.isSecret == true)
  }

  @Test(arguments: [
    (Mapping.Streaming.auto, "text/event-stream, application/x-ndjson, application/json"),
    (.sse, "text/event-stream"), (.ndjson, "application/x-ndjson"), (.json, "application/json"),
  ])
  func `the way of streaming is asked for`(_ streaming: Mapping.Streaming, _ type: String) throws {
    for texts in [[Mapping.Part.request: "{stream}"], [.response: "."]] {
      let request = try request(first, texts, streaming: streaming)
      #expect(request.headerFields.filter { $0.name == "Accept" }.map(\.value) == [type])
      let body = String(decoding: request.body, as: UTF8.self)
      #expect(body.contains(#""stream":\#(streaming != .json)"#))
    }
    var whole = first
    whole.stream = false
    let request = try request(whole, [.request: "{stream}"], streaming: streaming)
    #expect(request.headerFields.first { $0.name == "Accept" }?.value == "application/json")
  }

  @Test func `a GET has the members of the body as its query, and no body`() throws {
    let filter = #"{q: .prompt, n: 3, none: null, list: ["a&b"], session: .conversationId}"#
    let request = try request(later, [.request: filter], method: "GET")
    #expect(request.method == "GET" && request.body.isEmpty)
    #expect(
      request.url == Self.url + "?q=And%20next%20year%3F&n=3&list=%5B%22a%26b%22%5D&session=c%201"
    )
    #expect(!request.headerFields.contains { $0.name == "Content-Type" })
    let further = try self.request(
      first,
      [.request: "{b: 2}"],
      at: Self.url + "?a=1",
      method: "GET"
    )
    #expect(further.url == Self.url + "?a=1&b=2")
    let plain = try self.request(first, [.response: "."], method: "GET")
    #expect(plain.url == Self.url + "?message=How%20much%20%22leave%22%3F&stream=true")
    #expect(try self.request(first, [.request: "{}"], method: "PUT").method == "PUT")
  }

  @Test(arguments: [
    ("https://rag.example.com", "/ask", "https://rag.example.com/ask"),
    ("https://rag.example.com/v1/", "/ask", "https://rag.example.com/v1/ask"),
    ("https://rag.example.com/v1?key=1", "/ask", "https://rag.example.com/v1/ask?key=1"),
    ("https://rag.example.com/v1", "?deep=1", "https://rag.example.com/v1?deep=1"),
    ("https://rag.example.com/v1?key=1", "?deep=1", "https://rag.example.com/v1?key=1&deep=1"),
    ("https://rag.example.com/v1", "/ä b", "https://rag.example.com/v1/%C3%A4%20b"),
  ])
  func `a path stands behind the URL`(_ url: String, _ path: String, _ whole: String) throws {
    #expect(try request(first, [.request: "{}"], at: url, path: path).url == whole)
  }

  @Test func `a path does not lead to another host`() throws {
    let texts: [Mapping.Part: String] = [.request: "{}", .path: #""//evil.example.com""#]
    #expect(try request(first, texts).url == Self.url + "//evil.example.com")
  }

  @Test func `a path can be a filter`() throws {
    let filter =
      #"if .conversationId then "/chats/" + (.conversationId | @uri) + "/ask" else "" end"#
    let texts: [Mapping.Part: String] = [.request: "{}", .path: filter]
    #expect(try request(later, texts).url == Self.url + "/chats/c%201/ask")
    #expect(try request(first, texts).url == Self.url)
  }

  @Test(arguments: [
    (Mapping.Part.request, "empty", "it has to give one value, and gives no value"),
    (.request, "1, 2", "it has to give one value, and gives 2 values"),
    (.request, ".prompt.a", #"Cannot index string with string "a""#),
    (.path, "3", "it has to give a text that begins with '/' or '?'"),
    (.path, #""ask""#, "it has to give a text that begins with '/' or '?'"),
  ])
  func `what a filter gives must fit`(_ part: Mapping.Part, _ filter: String, _ reason: String)
    throws
  {
    let api = try MappingAPI([part: filter])
    let failure = #expect(throws: FilterFailure.self) {
      try api.request(for: first, to: endpoint())
    }
    #expect(failure?.filter == "backends.work.\(part)" && failure?.reason == reason)
    #expect(failure?.input.hasPrefix(#"{"prompt":"How much"#) == true)
  }
}
