import TestSupport
import Testing
import WireFormats

/// The configurations that the user's guide shows for backends with filters work as they stand there.
@Suite struct MappingGuideTests {
  /// The configuration in the guide that has a backend of this name, with another address.
  private func configuration(of name: String, at url: String) throws -> String {
    let blocks = WireFixture.text(named: "../../docs/guide/backends.md").split(separator: "```\n")
    let block = try #require(blocks.first { $0.contains("default: \"\(name)\"") })
    return String(block).replacing(#/https://[a-z.0-9/]+/#, with: url)
  }

  private func run(_ name: String, _ replies: LoopbackReply...) throws -> (
    replies: [JSONView], requests: [LoopbackRequest]
  ) {
    let server = try LoopbackServer { request in
      replies.indices.contains(request.index) ? replies[request.index] : .silence
    }
    let home = try TemporaryHome()
    let text = try configuration(of: name, at: server.url(path: "/api"))
    let path = try home.write(text, to: "config.json")
    let result = try ChatProcess.run(
      ["--json"],
      environment: ["CHAT_CONFIG": path],
      input: .text(replies.map { _ in "How much leave?\n" }.joined())
    )
    #expect(result.ending == .exited(0), "\(result.stderr)")
    let lines = result.stdoutBytes.split(separator: 0x0A)
    return (try lines.map { try JSONView(parsing: Array($0)) }, server.requests)
  }

  @Test func `rag: a whole reply`() throws {
    let body = """
      {"answer": "20 days.", "score": "High", "session": "s1", "next": ["Who approves it?"],
       "sources": [{"title": "Leave", "link": "https://docs.example.com/leave"}]}
      """
    let (replies, requests) = try run("rag", .json(body), .json(body))
    let reply = try #require(replies.first)
    #expect(reply["content"]?.string == "20 days." && reply["conversationId"]?.string == "s1")
    #expect(reply["citations"]?[0]?["title"]?.string == "Leave")
    #expect(reply["confidence"]?["level"]?.string == "high")
    #expect(reply["followUps"]?[0]?["prompt"]?.string == "Who approves it?")
    #expect(requests.last?.bodyText == #"{"question":"How much leave?","session":"s1"}"#)
  }

  @Test func `agent: events by their names, a path of its own and an end`() throws {
    let events = LoopbackReply.events([
      "event: token\ndata: {\"text\":\"20 \"}", "event: token\ndata: {\"text\":\"days.\"}",
      "event: sources\ndata: {\"documents\":[{\"title\":\"Leave\"}]}",
      "event: end\ndata: {\"chat\":\"c1\",\"usage\":{\"inputTokens\":3}}",
      "event: token\ndata: {\"text\":\"never\"}",
    ])
    let (replies, requests) = try run("agent", events, events)
    #expect(replies.map { $0["content"]?.string } == ["20 days.", "20 days."])
    #expect(replies.first?["usage"]?["inputTokens"]?.int == 3)
    #expect(requests.map(\.target) == ["/api/chats", "/api/chats/c1"])
    #expect(requests.first?["Accept"] == "text/event-stream")
  }

  @Test func `wiki: an answer of what a search found`() throws {
    let body = """
      {"hits": [{"title": "Leave", "url": "https://wiki.example.com/leave", "text": "20 days."},
                {"title": "Illness", "url": "https://wiki.example.com/illness", "text": "Call."}]}
      """
    let (replies, requests) = try run("wiki", .json(body))
    #expect(replies.first?["content"]?.string == "20 days. [1]\n\nCall. [2]")
    #expect(replies.first?["citations"]?[1]?["url"]?.string == "https://wiki.example.com/illness")
    #expect(requests.first?.target == "/api?limit=3&q=How%20much%20leave%3F")
    #expect(requests.first?.method == "GET")
  }
}
