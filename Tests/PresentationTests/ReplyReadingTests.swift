import Conversation
import Presentation
import TestSupport
import Testing
import WireFormats

/// What ``Turn/json`` writes, read back.
@Suite struct ReplyReadingTests {
  /// The turn with what JSON says in its own way.
  private func asWritten(_ turn: Turn) -> Turn {
    var turn = turn
    turn.api = turn.reply.facts.api ?? turn.api
    turn.reply.facts.api = nil
    turn.reply.facts.role = turn.reply.facts.role ?? .assistant
    let type = turn.reply.facts.type ?? .botResponse
    turn.reply.facts.type = turn.reply.error == nil ? type : .error
    turn.reply.facts.contentFormat = turn.reply.facts.contentFormat ?? .markdown
    if turn.reply.reasoning == Reasoning() { turn.reply.reasoning = nil }
    if turn.reply.usage == Usage() { turn.reply.usage = nil }
    turn.reply.notices = []
    return turn
  }

  private func expectSame(_ turn: Turn) throws {
    let read = Turn(json: turn.json)
    #expect(read == asWritten(turn))
    #expect(read?.json == turn.json)
    let view = try JSONView(parsing: JSONWriter.compactBytes(turn.json), mode: .strict)
    #expect(Turn(json: view.value) == read)
  }

  @Test(arguments: KnownReply.all)
  func `every reply of the fixtures reads back`(_ known: KnownReply) throws {
    try expectSame(Turn(prompt: "p", backend: "work", api: known.api, reply: known.reply))
  }

  @Test(arguments: 0..<20)
  func `any turn reads back`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<25 { try expectSame(random.turn()) }
  }

  @Test func `needs nothing but a prompt`() {
    #expect(Turn(json: .object([.init("prompt", .string("p"))])) == Turn(prompt: "p", api: ""))
    for other in [.null, .array([]), .object([]), .object([.init("prompt", .null)])] as [JSONValue]
    {
      #expect(Turn(json: other) == nil)
    }
  }

  @Test(arguments: 0..<10)
  func `passes over what is of another kind`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let odd: [JSONValue] = [
      .null, .bool(true), .number("1.5"), .number("1e999"), .string("x"), .array([]),
      .array([.null, .string("x"), .object([])]), .object([.init("level", .string("high"))]),
      .object([.init("ratings", .object([.init("a", .string("x"))]))]),
    ]
    for _ in 0..<100 {
      guard case .object(var members) = random.turn().json else { continue }
      let place = Int.random(in: 0..<members.count, using: &random)
      guard members[place].name != "prompt" else { continue }
      members[place].value = random.pick(odd)
      let turn = try #require(Turn(json: .object(members)))
      #expect(Turn(json: turn.json) == asWritten(turn))
    }
  }

  @Test func `leaves out parts that lack what each such part has`() throws {
    let json = #"""
      {"prompt":"p","citations":[{"title":"t"},{"number":2,"lines":{"start":3,"end":1},"page":2.0}],
      "followUps":[{"number":1},{"number":2,"prompt":"q"}],"confidence":{"score":1},
      "steps":[{"kind":"k"}],"toolCalls":[{},{"name":"n"}],"error":{"code":"c"},"future":1}
      """#
    let turn = try #require(Turn(json: JSONView(parsing: Array(json.utf8)).value))
    var reply = Reply()
    reply.citations = [Citation(number: 2, page: 2)]
    reply.followUps = [FollowUp(number: 2, prompt: "q")]
    reply.toolCalls = [ToolCall(name: "n")]
    #expect(turn == Turn(prompt: "p", api: "", reply: reply))
  }
}
