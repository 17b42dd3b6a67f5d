import Conversation
import Testing
import WireFormats

@Suite struct GleanRequestTests {
  private let endpoint = Endpoint(url: "https://acme-be.example.com/rest/api/v1/chat")

  @Test func `starts a chat that is saved and streamed`() {
    let request = GleanAPI().request(for: PromptRequest(prompt: "How much leave?"), to: endpoint)
    #expect(request.method == "POST")
    #expect(request.url == "https://acme-be.example.com/rest/api/v1/chat")
    #expect(
      request.headerFields == [
        HTTPHeaderField("Content-Type", "application/json"),
        HTTPHeaderField("Accept", "application/json"),
      ]
    )
    #expect(
      body(of: request) == #"{"messages":["# + message("USER", "How much leave?")
        + #"],"saveChat":true,"stream":true}"#
    )
  }

  @Test func `continues a chat by its id, without the turns that Glean keeps`() {
    let prompt = PromptRequest(
      prompt: "And next year?",
      conversationId: "chat_1",
      history: [PastTurn(prompt: "How much leave?", answer: "20 days.")]
    )
    #expect(
      body(of: GleanAPI().request(for: prompt, to: endpoint))
        == #"{"messages":["# + message("USER", "And next year?")
        + #"],"chatId":"chat_1","saveChat":true,"stream":true}"#
    )
  }

  @Test func `sends the turns of a chat without an id newest first, and says when not to stream`() {
    let prompt = PromptRequest(
      prompt: "3",
      history: [PastTurn(prompt: "1", answer: "one"), PastTurn(prompt: "2", answer: "two")],
      stream: false
    )
    let messages = [
      message("USER", "3"), message("GLEAN_AI", "two"), message("USER", "2"),
      message("GLEAN_AI", "one"), message("USER", "1"),
    ]
    #expect(
      body(of: GleanAPI().request(for: prompt, to: endpoint)) == #"{"messages":["#
        + messages.joined(separator: ",") + #"],"saveChat":true,"stream":false}"#
    )
  }

  @Test func `escapes what would not survive the way`() throws {
    let text = "a \"quote\"\n\u{1B}[31m \u{202E} \0 \\ 中 😀"
    let request = GleanAPI().request(for: PromptRequest(prompt: text), to: endpoint)
    #expect(request.body.allSatisfy { $0 >= 0x20 })
    let sent = try JSONView(parsing: request.body, mode: .strict)
    #expect(sent["messages"]?[0]?["fragments"]?[0]?["text"]?.string == text)
  }

  @Test func `sends the token as a secret`() {
    var endpoint = endpoint
    endpoint.token = "secret-1"
    let request = GleanAPI().request(for: PromptRequest(prompt: "x"), to: endpoint)
    #expect(
      request.headerFields.last
        == HTTPHeaderField("Authorization", "Bearer secret-1", isSecret: true)
    )
  }

  @Test func `lets the person's header fields replace its own, whatever their case`() {
    var endpoint = endpoint
    endpoint.token = "secret-1"
    endpoint.headerFields = [
      HTTPHeaderField(typed: "AUTHORIZATION", "Basic abc"),
      HTTPHeaderField(typed: "accept", "text/plain"), HTTPHeaderField(typed: "X-Team", "docs"),
      HTTPHeaderField(typed: "X-Team", "more"),
    ]
    let request = GleanAPI().request(for: PromptRequest(prompt: "x"), to: endpoint)
    #expect(
      request.headerFields == [
        HTTPHeaderField("Content-Type", "application/json"),
        HTTPHeaderField("AUTHORIZATION", "Basic abc", isSecret: true),
        HTTPHeaderField("accept", "text/plain"), HTTPHeaderField("X-Team", "docs"),
        HTTPHeaderField("X-Team", "more"),
      ]
    )
  }

  @Test(arguments: [
    ("https://acme-be.glean.com", "https://acme-be.glean.com/rest/api/v1/chat"),
    ("https://acme-be.glean.com/", "https://acme-be.glean.com/rest/api/v1/chat"),
    ("http://u:p@[::1]:8080", "http://u:p@[::1]:8080/rest/api/v1/chat"),
    ("https://acme-be.glean.com?locale=de", "https://acme-be.glean.com/rest/api/v1/chat?locale=de"),
    ("https://acme-be.glean.com/?a=/b#c", "https://acme-be.glean.com/rest/api/v1/chat?a=/b#c"),
    ("https://rag.example.com/chat", "https://rag.example.com/chat"),
    ("https://rag.example.com/chat/?a=1", "https://rag.example.com/chat/?a=1"),
    (
      "https://acme-be.glean.com/rest/api/v1/chat?timezoneOffset=60",
      "https://acme-be.glean.com/rest/api/v1/chat?timezoneOffset=60"
    ),
  ]) func `goes to Glean's path where the URL has none`(_ url: String, _ expected: String) {
    let request = GleanAPI().request(for: PromptRequest(prompt: "x"), to: Endpoint(url: url))
    #expect(request.url == expected)
  }

  @Test(arguments: [
    ("Authorization", true), ("Proxy-Authorization", true), ("Cookie", true), ("X-Api-Key", true),
    ("apikey", true), ("X-Auth-TOKEN", true), ("Client-Secret", true), ("X-Team", false),
    ("Accept", false), ("X-Tokens-Used", false),
  ]) func `knows a secret field by its name`(_ name: String, _ isSecret: Bool) {
    #expect(HTTPHeaderField(typed: name, "x").isSecret == isSecret)
  }

  private func body(of request: HTTPRequest) -> String {
    String(decoding: request.body, as: UTF8.self)
  }

  private func message(_ author: String, _ text: String) -> String {
    #"{"author":"\#(author)","messageType":"CONTENT","fragments":[{"text":"\#(text)"}]}"#
  }
}
