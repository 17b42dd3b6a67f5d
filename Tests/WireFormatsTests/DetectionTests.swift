import Conversation
import TestSupport
import Testing
import WireFormats

/// Which API a reply belongs to, by its first piece that tells.
@Suite struct DetectionTests {
  private static let replies: [(body: String, api: String)] = [
    (#"{"messages":[{"author":"GLEAN_AI","fragments":[{"text":"Hi"}]}]}"#, "glean"),
    (#"{"messages":[{"fragments":null}]}"#, "glean"),
    (#"{"chatSessionTrackingToken":"t"}"#, "glean"),
    (#"{"chatId":"c","queuedRequestId":"q"}"#, "glean"),
    (#"{"id":"r","object":"RESPONSE","status":"COMPLETED","output":[]}"#, "glean-platform"),
    ("event: RESPONSE_CREATED\ndata: {\"response_id\":\"r\"}\n\n", "glean-platform"),
    ("data: {\"type\":\"RESPONSE_CREATED\"}\n\n", "glean-platform"),
    (#"{"response":"Hi","tokenUsage":null}"#, "servoy"),
    (#"{"response":"Hi","token_usage":{"input_token_count":1}}"#, "servoy"),
    (#"{"id":"1","prompt":"p","response":"Hi","finishReason":"STOP"}"#, "servoy"),
    (#"{"prompt":"p","response":"Hi","finish_reason":null}"#, "servoy"),
    (#"{"aiMessage":{"text":"Hi"}}"#, "servoy"), (#"{"ai_message":{"text":"Hi"}}"#, "servoy"),
    (#"{"response":"Hi"}"#, "plain"), (#"{"response":"Hi","finishReason":"STOP"}"#, "plain"),
    (#"{"prompt":"p","response":"Hi"}"#, "plain"), (#"{"response":5,"tokenUsage":{}}"#, "plain"),
    (#"{"answer":"Hi","followUpPrompts":["a"]}"#, "plain"), (#"{"message":"Hi"}"#, "plain"),
    ("data: Hi\n\n", "plain"), ("\"Hi\"\n", "plain"), (#"{"error":"no"}"#, "plain"),
    (#"{"object":"response","output":[]}"#, "openai-responses"), (#"{"messages":[]}"#, "plain"),
    (#"{"messages":[{"author":"bot","content":"Hi"}]}"#, "plain"), ("", "plain"),
    ("<html></html>", "plain"), ("junk\n", "plain"), ("{\"a\":1}\n", "plain"),
    ("junk\n{\"chatSessionTrackingToken\":\"t\"}\n", "glean"),
    ("\n\n{\n\"messages\": [\n{\"fragments\": [\n{\"text\": \"Hi\"}\n]\n}\n]\n}\n", "glean"),
    (": hello\n\nevent: ping\n\ndata: {\"type\":\"RESPONSE_PROGRESS\"}\n\n", "glean-platform"),
    ("{\"status\":\"working\"}\n{\"aiMessage\":{\"text\":\"Hi\"}}\n", "servoy"),
    (#"{"choices":[{"message":{"content":"Hi"}}]}"#, "openai"),
    (#"{"choices":[{"message":{"content":"Hi"}}],"citations":[]}"#, "perplexity"),
    (#"{"choices":[{"message":{"content":"Hi"},"context":{}}]}"#, "azure"),
    (#"{"choices":[],"object":"chat.completion.chunk"}"#, "openai"),
    (#"{"choices":["a","b"]}"#, "plain"), (#"{"answer":"Hi","data_points":[]}"#, "azure"),
    (#"{"message":{"content":"Hi"},"session_state":null}"#, "azure"),
    (#"{"delta":{"role":"assistant"}}"#, "azure"), (#"{"delta":{"text":"Hi"},"id":1}"#, "plain"),
    (#"{"message":{"content":"Hi"},"done":false}"#, "ollama"),
    (
      #"{"message":{"content":[{"type":"text","text":"Hi"}]},"finish_reason":"COMPLETE"}"#, "cohere"
    ),
    (#"{"message":{"content":"Hi"},"finish_reason":"stop"}"#, "plain"),
    (#"{"type":"message","role":"assistant","content":[]}"#, "anthropic"),
    (#"{"type":"message","content":"Hi"}"#, "plain"),
    (#"{"answer":"Hi","citation_info":[]}"#, "onyx"),
    (#"{"output":"Hi","metadata":{"run_id":"r"}}"#, "langserve"), (#"{"output":"Hi"}"#, "plain"),
    ("event: metadata\ndata: {\"run_id\":\"r\"}\n\nevent: end\n\n", "langserve"),
    ("data: {\"type\":\"start\"}\n\ndata: {\"type\":\"start-step\"}\n\n", "vercel"),
    ("data: {\"type\":\"start\"}\n\ndata: {\"type\":\"token\",\"content\":\"Hi\"}\n\n", "plain"),
  ]

  @Test(arguments: replies)
  func `the reply tells its API, wherever it is split`(_ body: String, _ api: String) {
    let bytes = Array(body.utf8)
    let whole = Decoding(of: [bytes], by: AutoAPI())
    #expect(whole.events.first == .started(MessageFacts(api: api)), "\(whole.notation)")
    #expect(whole.reply.facts.api == api)
    #expect(Decoding(of: bytes.map { [$0] }, by: AutoAPI()) == whole)
    for position in 0...bytes.count {
      let pieces = [Array(bytes[..<position]), Array(bytes[position...])]
      #expect(Decoding(of: pieces, by: AutoAPI()) == whole, "split at \(position)")
    }
  }

  @Test(
    arguments: ["plain", "servoy", "glean-platform", "glean"]
      + NamedBackendFixtureTests.apis.map(\.name)
  )
  func `the reply becomes what its own API makes of it`(_ name: String) {
    var count = 0
    for fixture in WireFixture.all(of: name) {
      let found = Decoding(of: [fixture.body], by: AutoAPI())
      guard case .started(let facts)? = found.events.first, let api = facts.api else {
        Issue.record("\(fixture.name): \(found.notation)")
        continue
      }
      let own = Decoding(of: [fixture.body], by: KnownAPIs.named(api) ?? PlainAPI())
      #expect(Array(found.events.dropFirst()) == own.events, "\(fixture.name)")
      #expect(found.error == own.error, "\(fixture.name)")
      if api == name { count += 1 }
    }
    #expect(count >= 5)
  }

  @Test func `nothing waits longer than for the piece that tells`() throws {
    for lines in [
      ["{\"token\":\"Hi\"}", "{\"token\":\" you\"}"], ["data: Hi\n", "data:  you\n"],
      [
        #"{"messages":[{"fragments":[{"text":"Hi"}]}]}"#,
        #"{"messages":[{"fragments":[{"text":" you"}]}]}"#,
      ],
      [
        "data: {\"type\":\"RESPONSE_OUTPUT_TEXT_DELTA\",\"delta\":\"Hi\"}\n",
        "data: {\"type\":\"RESPONSE_OUTPUT_TEXT_DELTA\",\"delta\":\" you\"}\n",
      ],
    ] {
      var decoder = AutoAPI().decoder(for: HTTPResponseHead(status: 200, isSelfDelimited: true))
      var text = ""
      let emit: (ReplyEvent) -> Void = { if case .text(let more) = $0 { text += more } }
      try decoder.receive(Array("\(lines[0])\n".utf8), emit: emit)
      #expect(text == "Hi", "\(lines[0])")
      try decoder.receive(Array("\(lines[1])\n".utf8), emit: emit)
      #expect(text == "Hi you", "\(lines[1])")
    }
  }

  @Test func `what says nothing for long counts as plain`() throws {
    let status = "{\"type\":\"status\",\"message\":\"working\"}\n"
    var decoder = AutoAPI().decoder(for: HTTPResponseHead(status: 200, isSelfDelimited: true))
    var events: [ReplyEvent] = []
    for _ in 0..<17 { try decoder.receive(Array(status.utf8)) { events.append($0) } }
    #expect(events.first == .started(MessageFacts(api: "plain")))
    #expect(events.count == 18)
    let long = "{\"type\":\"ping\",\"x\":\"\(String(repeating: "x", count: 300_000))\"}\n"
    let decoding = Decoding(of: long + "{\"chatSessionTrackingToken\":\"t\"}\n", by: AutoAPI())
    #expect(decoding.reply.facts.api == "glean")
    decoder = AutoAPI().decoder(for: HTTPResponseHead(status: 200, isSelfDelimited: true))
    events = []
    try decoder.receive(Array(long.utf8)) { events.append($0) }
    #expect(events.first == .started(MessageFacts(api: "plain")))
  }

  @Test(arguments: [
    ("https://acme-be.glean.com/api/chat", "glean-platform"),
    ("https://ACME-be.glean.com:8443/api/chat/?x=1", "glean-platform"),
    ("https://acme-be.glean.com/", "glean"),
    ("https://acme-be.glean.com/rest/api/v1/chat", "glean"),
    ("https://acme-be.glean.com/v2/api/chat", "auto"), ("https://rag.example.com/api/chat", "auto"),
    ("https://rag.example.com/chat", "auto"), ("https://glean.com.example.com/api/chat", "auto"),
    ("http://localhost:8080/api/chat", "auto"), ("https://example.com", "auto"),
  ]) func `a URL tells an API, or leaves it to the reply`(_ url: String, _ api: String) {
    #expect(KnownAPIs.recognised(by: url).name == api)
  }

  @Test func `each API has its own name`() {
    let names = KnownAPIs.all.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names { #expect(KnownAPIs.named(name)?.name == name) }
    #expect(!names.contains("auto"))
  }
}
