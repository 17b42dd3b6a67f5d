import Conversation
import Testing
import WireFormats

@Suite struct PipesHubRequestTests {
  private let endpoint = Endpoint(url: "https://hub.example.com")
  private static let turn = PastTurn(prompt: "How much leave?", answer: "20 days.")

  @Test func `begins a conversation whose answer is streamed`() {
    let request = PipesHubAPI().request(for: PromptRequest(prompt: "How much?"), to: endpoint)
    #expect(request.method == "POST")
    #expect(request.url == "https://hub.example.com/api/v1/conversations/stream")
    #expect(
      request.headerFields == [
        HTTPHeaderField("Content-Type", "application/json"),
        HTTPHeaderField("Accept", "text/event-stream"),
      ]
    )
    #expect(body(of: request) == #"{"query":"How much?"}"#)
  }

  @Test func `begins a conversation whose answer comes whole`() {
    let prompt = PromptRequest(prompt: "How much?", stream: false)
    let request = PipesHubAPI().request(for: prompt, to: endpoint)
    #expect(request.url == "https://hub.example.com/api/v1/conversations/create")
    #expect(request.headerFields.last == HTTPHeaderField("Accept", "application/json"))
    #expect(body(of: request) == #"{"query":"How much?"}"#)
  }

  @Test(arguments: [true, false])
  func `goes on with a conversation by its id, without the turns that PipesHub keeps`(
    _ streams: Bool
  ) {
    let prompt = PromptRequest(
      prompt: "Sure?",
      conversationId: "65f1",
      history: [Self.turn],
      stream: streams
    )
    let request = PipesHubAPI().request(for: prompt, to: endpoint)
    let end = streams ? "/stream" : ""
    #expect(request.url == "https://hub.example.com/api/v1/conversations/65f1/messages" + end)
    #expect(body(of: request) == #"{"query":"Sure?"}"#)
  }

  @Test(arguments: ["/api/v1/conversations/stream", "/api/v1/chat/stream"])
  func `sends the turns along where no conversation is known`(_ path: String) {
    let prompt = PromptRequest(prompt: "Sure?", history: [Self.turn])
    let endpoint = Endpoint(url: "https://hub.example.com" + path)
    #expect(
      body(of: PipesHubAPI().request(for: prompt, to: endpoint))
        == #"{"query":"Sure?","previousConversations":["#
        + #"{"role":"user_query","content":"How much leave?"},"#
        + #"{"role":"bot_response","content":"20 days."}]}"#
    )
  }

  @Test(arguments: [
    ("", "/api/v1/conversations/stream"), ("/", "/api/v1/conversations/stream"),
    ("/hub", "/hub/api/v1/conversations/stream"), ("/api/v1", "/api/v1/conversations/stream"),
    ("/api/v1/", "/api/v1/conversations/stream"),
    ("/api/v1/conversations", "/api/v1/conversations/stream"),
    ("/api/v1/conversations/", "/api/v1/conversations/stream"),
    ("/api/v1/conversations/create", "/api/v1/conversations/stream"),
    ("/api/v1/conversations/stream", "/api/v1/conversations/stream"),
    ("/api/v1/conversations/65f1", "/api/v1/conversations/65f1/messages/stream"),
    ("/api/v1/conversations/65f1/messages", "/api/v1/conversations/65f1/messages/stream"),
    ("/api/v1/conversations/65f1/messages/stream", "/api/v1/conversations/65f1/messages/stream"),
    ("/api/v1/conversations?a=1", "/api/v1/conversations/stream?a=1"),
    ("/api/v1/agents/k1", "/api/v1/agents/k1/conversations/stream"),
    ("/api/v1/agents/k1/conversations", "/api/v1/agents/k1/conversations/stream"),
    (
      "/api/v1/agents/k1/conversations/65f1/messages",
      "/api/v1/agents/k1/conversations/65f1/messages/stream"
    ),
    ("/api/v1/chat", "/api/v1/chat/stream"), ("/api/v1/chat/stream", "/api/v1/chat/stream"),
    ("/query/api/v1/chat", "/query/api/v1/chat/stream"),
  ]) func `finds the way from any of its URLs`(_ path: String, _ expected: String) {
    let endpoint = Endpoint(url: "http://[::1]:3000" + path)
    let request = PipesHubAPI().request(for: PromptRequest(prompt: "x"), to: endpoint)
    #expect(request.url == "http://[::1]:3000" + expected)
  }

  @Test(arguments: [
    ("/api/v1/conversations/stream", "/api/v1/conversations/create"),
    ("/api/v1/conversations/65f1/messages/stream", "/api/v1/conversations/65f1/messages"),
    ("/api/v1/agents/k1/conversations/stream", "/api/v1/agents/k1/conversations"),
    ("/api/v1/chat/stream", "/api/v1/chat"), ("/api/v1/chat", "/api/v1/chat"),
  ]) func `leaves the stream's URL where the answer is to come whole`(
    _ path: String,
    _ expected: String
  ) {
    let endpoint = Endpoint(url: "https://hub.example.com" + path)
    let prompt = PromptRequest(prompt: "x", stream: false)
    let request = PipesHubAPI().request(for: prompt, to: endpoint)
    #expect(request.url == "https://hub.example.com" + expected)
  }

  @Test func `the conversation of the reply outweighs that of the URL`() {
    let endpoint = Endpoint(url: "https://hub.example.com/api/v1/conversations/65f1")
    let prompt = PromptRequest(prompt: "x", conversationId: "65f2")
    #expect(
      PipesHubAPI().request(for: prompt, to: endpoint).url
        == "https://hub.example.com/api/v1/conversations/65f2/messages/stream"
    )
  }

  @Test func `an id stays one segment of the path`() {
    let prompt = PromptRequest(prompt: "x", conversationId: "../a?b#c d/é")
    #expect(
      PipesHubAPI().request(for: prompt, to: endpoint).url
        == "https://hub.example.com/api/v1/conversations/"
        + "%2E%2E%2Fa%3Fb%23c%20d%2F%C3%A9/messages/stream"
    )
  }

  @Test func `sends the token as a secret`() {
    var endpoint = endpoint
    endpoint.token = "secret-1"
    let request = PipesHubAPI().request(for: PromptRequest(prompt: "x"), to: endpoint)
    #expect(
      request.headerFields.last
        == HTTPHeaderField("Authorization", "Bearer secret-1", isSecret: true)
    )
  }

  private func body(of request: HTTPRequest) -> String {
    String(decoding: request.body, as: UTF8.self)
  }
}

// MARK: - Feedback

extension PipesHubRequestTests {
  @Test func `tells that an answer helped, and why`() throws {
    var endpoint = endpoint
    endpoint.token = "secret-1"
    let request = try #require(
      PipesHubAPI().feedbackRequest(
        Feedback(helpful: true, comment: "Clear."),
        on: Self.reply,
        to: endpoint
      )
    )
    #expect(request.method == "POST")
    #expect(
      request.url == "https://hub.example.com/api/v1/conversations/65f1/message/65f3/feedback"
    )
    #expect(
      request.headerFields == [
        HTTPHeaderField("Content-Type", "application/json"),
        HTTPHeaderField("Accept", "application/json"),
        HTTPHeaderField("Authorization", "Bearer secret-1", isSecret: true),
      ]
    )
    #expect(body(of: request) == #"{"isHelpful":true,"comments":{"positive":"Clear."}}"#)
  }

  @Test(arguments: [
    (Feedback(helpful: false), #"{"isHelpful":false}"#),
    (
      Feedback(helpful: false, comment: "Old."),
      #"{"isHelpful":false,"comments":{"negative":"Old."}}"#
    ),
    (
      Feedback(ratings: [.init("accuracy", 4)], categories: ["other"], comment: "More."),
      #"{"ratings":{"accuracy":4},"categories":["other"],"comments":{"suggestions":"More."}}"#
    ),
  ]) func `tells what is thought of an answer`(_ feedback: Feedback, _ expected: String) throws {
    let endpoint = Endpoint(url: "https://hub.example.com/api/v1/agents/k1/conversations/stream")
    let request = try #require(
      PipesHubAPI().feedbackRequest(feedback, on: Self.reply, to: endpoint)
    )
    #expect(
      request.url
        == "https://hub.example.com/api/v1/agents/k1/conversations/65f1/message/65f3/feedback"
    )
    #expect(body(of: request) == expected)
  }

  @Test func `cannot tell where nothing keeps the answer`() {
    let api = PipesHubAPI()
    let query = Endpoint(url: "https://hub.example.com/api/v1/chat/stream")
    #expect(api.feedbackRequest(Feedback(helpful: true), on: Self.reply, to: query) == nil)
    var reply = Self.reply
    reply.facts.conversationId = nil
    #expect(api.feedbackRequest(Feedback(helpful: true), on: reply, to: endpoint) == nil)
    reply = Self.reply
    reply.facts.id = nil
    #expect(api.feedbackRequest(Feedback(helpful: true), on: reply, to: endpoint) == nil)
  }

  private static let reply: Reply = {
    var reply = Reply()
    reply.facts = MessageFacts(id: "65f3", conversationId: "65f1")
    return reply
  }()
}
