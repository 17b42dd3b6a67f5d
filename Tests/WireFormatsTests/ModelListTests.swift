import Conversation
import TestSupport
import Testing
import WireFormats

/// Backends that can be asked for their models.
@Suite struct ModelListTests {
  @Test(arguments: [
    (#"{"object":"list","data":[{"id":"a","object":"model"},{"id":"b"}]}"#, ["a", "b"]),
    (
      #"{"models":[{"name":"llama3.2:latest","model":"x"},{"model":"y"}]}"#,
      ["llama3.2:latest", "y"]
    ),
    (#"["a",{"id":"b"},3,{}]"#, ["a", "b"]), (#"{"data":[]}"#, []), (#"{"data":{"id":"a"}}"#, nil),
    (#"{"models":null}"#, []), (#"["a","b","a"]"#, ["a", "b"]), ("<html>", nil), ("", nil),
  ])
  func `are read in every usual shape`(body: String, names: [String]?) throws {
    #expect(try ModelList.names(in: Array(body.utf8)) == names)
  }

  @Test func `are none where the body reports a failure`() {
    #expect(throws: BackendError(message: "no")) {
      try ModelList.names(in: Array(#"{"error":"no"}"#.utf8))
    }
  }

  @Test(arguments: [
    ("openai", "https://api.openai.com", "https://api.openai.com/v1/models"),
    ("openai", "http://localhost:8000/v1/", "http://localhost:8000/v1/models"),
    (
      "openai", "https://gw.example.com/x/chat/completions?k=1",
      "https://gw.example.com/x/models?k=1"
    ),
    ("openai-responses", "https://api.openai.com/v1/responses", "https://api.openai.com/v1/models"),
    ("anthropic", "https://api.anthropic.com", "https://api.anthropic.com/v1/models?limit=1000"),
    (
      "cohere", "https://api.cohere.com",
      "https://api.cohere.com/v1/models?page_size=1000&endpoint=chat"
    ),
    ("ollama", "http://localhost:11434", "http://localhost:11434/api/tags"),
    ("ollama", "http://localhost:11434/other", nil), ("glean", "https://x-be.glean.com", nil),
    ("plain", "https://chat.example.com/chat", nil),
  ])
  func `are asked for beside where prompts go`(api: String, url: String, models: String?) throws {
    let endpoint = Endpoint(url: url, token: "t", headerFields: [HTTPHeaderField("X-A", "b")])
    let request = try #require(KnownAPIs.named(api)).modelsRequest(to: endpoint)
    #expect(request?.url == models)
    guard let request else { return }
    #expect(request.method == "GET" && request.body.isEmpty)
    let names = request.headerFields.map { $0.name.lowercased() }
    #expect(names.contains("x-a") && !names.contains("content-type"))
    #expect(request.headerFields.contains { $0.isSecret && $0.value.hasSuffix("t") })
  }
}
