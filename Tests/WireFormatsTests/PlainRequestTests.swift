import Conversation
import Testing
import WireFormats

/// What the APIs beside Glean's send, byte for byte.
@Suite struct PlainRequestTests {
  private let endpoint = Endpoint(url: "https://rag.example.com/chat", token: "secret-1")
  private let first = PromptRequest(prompt: "How much \"leave\"?\n")
  private let later = PromptRequest(
    prompt: "And next year?",
    conversationId: "conv_1",
    history: [PastTurn(prompt: "How much leave?", answer: "20 days.")],
    stream: false
  )
  private let without = PromptRequest(
    prompt: "3",
    history: [PastTurn(prompt: "1", answer: "one"), PastTurn(prompt: "2", answer: "two")]
  )

  @Test(arguments: [PlainAPI(), AutoAPI()] as [any ChatAPI])
  func `plain: a message, its conversation when that is known, and whether to stream`(
    _ api: any ChatAPI
  ) throws {
    #expect(try body(api, first) == #"{"message":"How much \"leave\"?\n","stream":true}"#)
    #expect(
      try body(api, later)
        == #"{"message":"And next year?","conversationId":"conv_1","stream":false}"#
    )
    #expect(try body(api, without) == #"{"message":"3","stream":true}"#)
  }

  @Test func `servoy: the prompt alone`() throws {
    #expect(try body(ServoyAPI(), first) == #"{"prompt":"How much \"leave\"?\n"}"#)
    #expect(try body(ServoyAPI(), later) == #"{"prompt":"And next year?"}"#)
  }

  @Test func `glean-platform: an input, with the conversation's id or else its turns`() throws {
    let api = GleanPlatformAPI()
    #expect(
      try body(api, first) == #"{"input":"How much \"leave\"?\n","stream":true,"store":true}"#
    )
    #expect(
      try body(api, later)
        == #"{"input":"And next year?","stream":false,"store":true,"conversation_id":"conv_1"}"#
    )
    #expect(
      try body(api, without)
        == #"{"input":[{"role":"USER","content":"1"},{"role":"ASSISTANT","content":"one"},"#
        + #"{"role":"USER","content":"2"},{"role":"ASSISTANT","content":"two"},"#
        + #"{"role":"USER","content":"3"}],"stream":true,"store":true}"#
    )
  }

  @Test(arguments: [PlainAPI(), AutoAPI(), ServoyAPI(), GleanPlatformAPI()] as [any ChatAPI])
  func `they go to the URL as it is, with the token as a secret`(_ api: any ChatAPI) throws {
    let streamed = try api.request(for: first, to: endpoint)
    #expect(streamed.method == "POST")
    #expect(streamed.url == "https://rag.example.com/chat")
    #expect(
      streamed.headerFields == [
        HTTPHeaderField("Content-Type", "application/json"),
        HTTPHeaderField("Accept", "text/event-stream, application/x-ndjson, application/json"),
        HTTPHeaderField("Authorization", "Bearer secret-1", isSecret: true),
      ]
    )
    let whole = try api.request(for: later, to: Endpoint(url: "https://rag.example.com/chat?a=1"))
    #expect(whole.url == "https://rag.example.com/chat?a=1")
    #expect(
      whole.headerFields == [
        HTTPHeaderField("Content-Type", "application/json"),
        HTTPHeaderField("Accept", "application/json"),
      ]
    )
  }

  @Test func `glean-platform: goes to its path where the URL has none`() {
    let endpoint = Endpoint(url: "https://acme-be.glean.com/")
    let request = GleanPlatformAPI().request(for: first, to: endpoint)
    #expect(request.url == "https://acme-be.glean.com/api/chat")
  }

  private func body(_ api: any ChatAPI, _ prompt: PromptRequest) throws -> String {
    String(decoding: try api.request(for: prompt, to: endpoint).body, as: UTF8.self)
  }
}
