import Conversation
import Presentation
import TestSupport
import Testing
import WireFormats

/// The replies of the backends whose formats have a name and no suite of their own.
@Suite struct NamedBackendFixtureTests {
  static let apis: [any ChatAPI] = [
    OpenAIAPI(), OpenAIResponsesAPI(), PerplexityAPI(), AzureAPI(), CohereAPI(), OllamaAPI(),
    OnyxAPI(), VercelAPI(), LangServeAPI(), AnthropicAPI(),
  ]

  /// A fixture, and the API that it is of.
  struct Case: Sendable, CustomTestStringConvertible {
    let api: any ChatAPI
    let fixture: WireFixture

    var testDescription: String { "\(api.name)/\(fixture.name)" }

    static let all = apis.flatMap { api in
      WireFixture.all(of: api.name).map { Case(api: api, fixture: $0) }
    }
  }

  @Test(arguments: apis)
  func `each has fixtures`(_ api: any ChatAPI) {
    #expect(WireFixture.all(of: api.name).count >= 18)
  }

  @Test(arguments: Case.all)
  func `a body becomes the expected events and the expected reply`(_ test: Case) {
    test.fixture.expectGoldens(by: test.api, prompt: "How much leave do I have?")
  }

  @Test(arguments: Case.all)
  func `a body gives the same events wherever its bytes are split`(_ test: Case) {
    test.fixture.expectSameEventsWhereverSplit(by: test.api)
  }

  @Test(arguments: Case.all)
  func `a body invents nothing when it is cut, and is not whole`(_ test: Case) {
    test.fixture.expectNothingInventedWhenCut(by: test.api, isMarked: true)
  }

  private static let pairs = [
    ("openai", "whole", "streamed"), ("openai", "whole", "pretty-printed"),
    ("openai", "reasoning-whole", "reasoning-streamed"),
    ("openai", "tool-calls-whole", "tool-calls-streamed"),
    ("openai-responses", "whole", "streamed"),
    ("openai-responses", "function-call-whole", "function-call-streamed"),
    ("openai", "function-call-whole", "function-call-streamed"),
    ("perplexity", "whole", "streamed"), ("azure", "whole", "streamed"),
    ("cohere", "whole", "streamed"), ("cohere", "thinking-whole", "thinking-streamed"),
    ("cohere", "tools-whole", "tools-streamed"), ("ollama", "whole", "streamed"),
    ("ollama", "thinking-whole", "thinking-streamed"),
    ("perplexity", "reasoning-steps-whole", "reasoning-steps-streamed"),
    ("langserve", "whole", "streamed"), ("langserve", "message-whole", "message-streamed"),
    ("langserve", "object-whole", "object-streamed"),
    ("langserve", "tool-calls-whole", "tool-calls-streamed"), ("anthropic", "whole", "streamed"),
    ("anthropic", "thinking-whole", "thinking-streamed"),
    ("anthropic", "tool-use-whole", "tool-use-streamed"),
  ]

  @Test(arguments: pairs)
  func `a streamed reply is the same as a whole one`(
    _ name: String,
    _ whole: String,
    _ streamed: String
  ) throws {
    let api = try #require(KnownAPIs.named(name))
    let fixtures = WireFixture.all(of: name)
    let replies = try [whole, streamed].map { name in
      let fixture = try #require(fixtures.first { $0.name == name })
      let reply = Decoding(of: [fixture.body], by: api).reply
      return Turn(prompt: "p", api: api.name, reply: reply).json.indented()
    }
    #expect(replies[0] == replies[1])
  }

  @Test func `an Onyx session is known by its id, whole or streamed`() {
    let replies = WireFixture.all(of: "onyx").filter { ["whole", "streamed"].contains($0.name) }
      .map { Decoding(of: [$0.body], by: OnyxAPI()).reply }
    #expect(
      replies.map(\.content) == Array(repeating: "Leave is 20 days [1]. Ask Kim [2].", count: 2)
    )
    #expect(replies.allSatisfy { $0.facts.conversationId == "1f6d-0a" && $0.facts.id == "42" })
    #expect(replies[0].citations == replies[1].citations)
    #expect(replies[0].reasoning == replies[1].reasoning)
  }

  @Test func `what is thought between tags is found wherever the deltas are cut`() {
    let text = " <think>\nHm, </th e policy.</think>\n\n20 days <b>."
    let bytes = Array(text.utf8)
    for first in 0...bytes.count {
      for second in stride(from: first, through: bytes.count, by: 3) {
        let pieces = [bytes[..<first], bytes[first..<second], bytes[second...]]
        let chunks = pieces.map { piece in
          let delta = JSONWriter.compact(.string(String(decoding: piece, as: UTF8.self)))
          return "data: {\"choices\":[{\"delta\":{\"content\":\(delta)}}]}\n\n"
        }
        let reply = Decoding(of: chunks.joined() + "data: [DONE]\n\n", by: OpenAIAPI()).reply
        #expect(reply.content == "20 days <b>.", "\(first), \(second)")
        #expect(reply.reasoning?.text == "Hm, </th e policy.", "\(first), \(second)")
      }
    }
  }

  @Test func `a stream of Azure's sample is whole where HTTP tells its end`() throws {
    let fixtures = WireFixture.all(of: "azure")
    let stream = try #require(fixtures.first { $0.name == "streamed-without-follow-ups" })
    let open = Decoding(of: [stream.body], by: AzureAPI(), isSelfDelimited: false)
    #expect(open.error == .incomplete)
    let delimited = Decoding(of: [stream.body], by: AzureAPI(), isSelfDelimited: true)
    #expect(delimited.error == nil && delimited.events.last == .finished(.stop))
    let cut = Decoding(of: [Array(stream.body.dropLast(9))], by: AzureAPI(), isSelfDelimited: true)
    #expect(cut.error == .incomplete)
  }

  @Test(arguments: ["streamed", "chunks-with-all-so-far", "closed-by-message", "end-of-stream"])
  func `nothing is waited for behind the end that Perplexity tells`(_ name: String) throws {
    let fixture = try #require(WireFixture.all(of: "perplexity").first { $0.name == name })
    var decoder = PerplexityAPI().decoder(for: HTTPResponseHead(status: 200, isSelfDelimited: true))
    try decoder.receive(fixture.body) { _ in }
    #expect(decoder.isComplete == (name != "chunks-with-all-so-far"))
  }

  @Test func `the header of a data stream says what it is, and so do its lines`() {
    let body = Array("0:12\n0:\"20 days.\"\nd:{\"finishReason\":\"stop\"}\n".utf8)
    var head = HTTPResponseHead(status: 200, isSelfDelimited: true)
    head.headerFields = [HTTPHeaderField("Content-Type", "text/plain; charset=utf-8")]
    let lines = Array(body.dropFirst(5))
    #expect(Decoding(of: [lines], by: VercelAPI(), head: head).reply.content == "20 days.")
    #expect(Decoding(of: [body], by: VercelAPI(), head: head).reply.content.hasPrefix("0:12"))
    head.headerFields.append(HTTPHeaderField("X-Vercel-AI-Data-Stream", "v1"))
    let decoding = Decoding(of: [body], by: VercelAPI(), head: head)
    #expect(decoding.reply.content == "20 days." && decoding.error == nil)
  }

  @Test(arguments: [
    ("application/json; charset=utf-8", "", true), ("application/json", #","done":false"#, false),
    ("application/x-ndjson", "", false),
  ]) func `an object of Ollama's that does not speak of its end is whole where it is the document`(
    _ type: String,
    _ done: String,
    _ isWhole: Bool
  ) {
    let line = #"{"model":"m","message":{"role":"assistant","content":"Hi"}\#(done)}"#
    var head = HTTPResponseHead(status: 200, isSelfDelimited: true)
    head.headerFields = [HTTPHeaderField("Content-Type", type)]
    let whole = Decoding(of: [Array(line.utf8)], by: OllamaAPI(), head: head)
    #expect((whole.error == nil) == isWhole)
    let lines = Decoding(of: [Array("\(line)\n\(line)\n".utf8)], by: OllamaAPI(), head: head)
    #expect(lines.error == .incomplete)
  }

  @Test func `an app that streams text alone is read as such`() {
    var head = HTTPResponseHead(status: 200, isSelfDelimited: true)
    head.headerFields = [HTTPHeaderField("Content-Type", "text/plain; charset=utf-8")]
    let decoding = Decoding(of: [Array("20 days.".utf8)], by: VercelAPI(), head: head)
    #expect(decoding.reply.content == "20 days." && decoding.error == nil)
  }
}
