import Conversation
import TestSupport
import Testing
import WireFormats

@Suite struct GleanFeedbackTests {
  private let endpoint = Endpoint(
    url: "https://acme-be.example.com/rest/api/v1/chat",
    token: "secret-1"
  )

  @Test func `a vote goes to the path beside the chat's`() throws {
    let request = try #require(sent(Feedback(helpful: true)))
    #expect(request.method == "POST")
    #expect(request.url == "https://acme-be.example.com/rest/api/v1/feedback")
    #expect(
      request.headerFields == [
        HTTPHeaderField("Content-Type", "application/json"),
        HTTPHeaderField("Accept", "application/json"),
        HTTPHeaderField("Authorization", "Bearer secret-1", isSecret: true),
      ]
    )
    #expect(
      body(request) == #"{"event":"UPVOTE","category":"CHAT","trackingTokens":["message-1"]}"#
    )
    #expect(
      sent(Feedback(helpful: false)).map(body)
        == #"{"event":"DOWNVOTE","category":"CHAT","trackingTokens":["message-1"]}"#
    )
  }

  @Test func `words go as manual feedback, with the vote in it`() throws {
    let feedback = Feedback(helpful: false, comment: "It is \"25\".")
    #expect(
      try body(#require(sent(feedback)))
        == #"{"event":"MANUAL_FEEDBACK","category":"CHAT","trackingTokens":["message-1"],"#
        + #""payload":"It is \"25\".","manualFeedbackInfo":{"source":"CHAT","#
        + #""comments":"It is \"25\".","vote":"DOWNVOTE"}}"#
    )
    #expect(
      try body(#require(sent(Feedback(comment: "Hm."))))
        == #"{"event":"MANUAL_FEEDBACK","category":"CHAT","trackingTokens":["message-1"],"#
        + #""payload":"Hm.","manualFeedbackInfo":{"source":"CHAT","comments":"Hm."}}"#
    )
  }

  @Test func `it is about the session where the message has no token`() throws {
    let request = try #require(sent(Feedback(helpful: true), message: nil))
    #expect(body(request).hasSuffix(#""trackingTokens":["session-1"]}"#))
    #expect(sent(Feedback(helpful: true), message: nil, session: nil) == nil)
  }

  @Test func `nothing to tell is not told`() {
    #expect(sent(Feedback()) == nil)
    #expect(sent(Feedback(comment: "")) == nil)
  }

  @Test(arguments: [
    ("https://acme-be.glean.com", "https://acme-be.glean.com/rest/api/v1/feedback"),
    ("https://acme-be.glean.com/?a=1", "https://acme-be.glean.com/rest/api/v1/feedback?a=1"),
    ("https://g.example.com/x/rest/api/v1/chat/", "https://g.example.com/x/rest/api/v1/feedback"),
    ("https://g.example.com/chat?locale=de", "https://g.example.com/feedback?locale=de"),
    ("https://g.example.com/rag", nil), ("https://g.example.com/prechat", nil),
  ]) func `finds the path of feedback`(_ url: String, _ expected: String?) {
    let reply = Self.reply(message: "m", session: nil)
    let request = GleanAPI().feedbackRequest(
      Feedback(helpful: true),
      on: reply,
      to: Endpoint(url: url)
    )
    #expect(request?.url == expected)
  }

  @Test func `the token is that of the answer's message`() {
    let body = """
      {"messages":[{"author":"GLEAN_AI","messageType":"UPDATE","messageTrackingToken":"no",\
      "fragments":[{"text":"x"}]},{"author":"GLEAN_AI","messageTrackingToken":"message-1",\
      "fragments":[{"text":"Yes."}]}],"chatSessionTrackingToken":"session-1"}
      """
    for api in [GleanAPI(), AutoAPI()] as [any ChatAPI] {
      let reply = Decoding(of: body, by: api).reply
      let request = api.feedbackRequest(Feedback(helpful: true), on: reply, to: endpoint)
      #expect(request.map(self.body)?.contains(#"["message-1"]"#) == true)
    }
  }

  @Test(arguments: [PlainAPI(), ServoyAPI(), GleanPlatformAPI()] as [any ChatAPI])
  func `the others cannot be told`(_ api: any ChatAPI) {
    let reply = Self.reply(message: "m", session: "s")
    #expect(api.feedbackRequest(Feedback(helpful: true), on: reply, to: endpoint) == nil)
  }

  private func sent(
    _ feedback: Feedback,
    message: String? = "message-1",
    session: String? = "session-1"
  ) -> HTTPRequest? {
    let reply = Self.reply(message: message, session: session)
    return GleanAPI().feedbackRequest(feedback, on: reply, to: endpoint)
  }

  private static func reply(message: String?, session: String?) -> Reply {
    var reply = Reply()
    reply.facts.sessionToken = session
    reply.facts.metadata = message.map {
      .object([.init("messageTrackingToken", .string($0))])
    }
    return reply
  }

  private func body(_ request: HTTPRequest) -> String {
    String(decoding: request.body, as: UTF8.self)
  }
}
