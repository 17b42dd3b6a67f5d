import TestSupport
import Testing
import WireFormats

/// What scripts rely on: `--json` prints one object and one newline, whatever happens.
@Suite struct JSONOutputTests {
  private static let keys: Set = [
    "id", "conversationId", "sessionToken", "backend", "api", "model", "prompt", "role", "type",
    "content", "contentFormat", "citations", "confidence", "followUps", "reasoning", "steps",
    "toolCalls", "callbackResults", "feedback", "usage", "finishReason", "backendTimeMillis",
    "elapsedMillis", "createdAt", "updatedAt", "metadata", "incomplete", "error",
  ]

  private static let whole = LoopbackReply.stream(
    lines: [
      Glean.text(
        "Leave is \"20\" days\\.\n\u{1B}[31m \u{9B}m \u{202E}x\u{2028}\u{7F}\u{E0041} 日本 🇩🇪"
      ),
      Glean.citation(title: "A\u{1B}", url: "https://e.example.com/a"),
      Glean.followUps("Why\u{7}?"),
    ]
  )

  private static let replies: [(LoopbackReply, Int32)] = [
    (whole, 0), (whole.cut(after: 200), 3), (whole.cut(after: 0), 3), (.raw("garbage\r\n\r\n"), 7),
    (.text(status: 200, "garbage"), 7), (.text(status: 401, ""), 4), (.text(status: 403, "no"), 4),
    (.text(status: 429, "\u{1B}"), 5), (.text(status: 500, "<html>"), 1),
    (.text(status: 302, ""), 1),
    (.json(#"{"messages":[{"messageType":"ERROR","fragments":[{"text":"\u001b"}]}]}"#), 1),
    (.json(#"{"chatId":"c","queuedRequestId":"q"}"#), 1), (.silence, 6),
  ]

  @Test(arguments: replies.indices)
  func `one object with the documented keys and one newline`(index: Int) throws {
    let (reply, status) = Self.replies[index]
    let server = try LoopbackServer(always: reply)
    let result = try ChatProcess.ask(server, ["--json", "--timeout=1"])
    #expect(result.ending == .exited(status), "\(result.stderr)")
    let object = try Self.object(in: result)
    #expect(object["content"] != nil && object["elapsedMillis"]?.int != nil)
    #expect((object["error"]?["message"]?.string?.isEmpty == false) == (status != 0))
    #expect(result.stderr.isEmpty == (status == 0))
  }

  @Test(arguments: [
    [], ["--jsn"], ["--width=x"], ["-u", "ftp://x/"], ["-u", "http://127.0.0.1:1/"],
  ])
  func `a failure before there is a reply is an object too`(options: [String]) throws {
    let prompt = options.last?.hasPrefix("http") == true ? ["x"] : []
    let result = try ChatProcess.run(["ask", "--json"] + options + prompt)
    #expect(result.ending == .exited(prompt.isEmpty ? 2 : 3))
    let object = try Self.object(in: result)
    #expect(object["error"]?["message"]?.string?.isEmpty == false)
  }

  @Test func `content is what the backend wrote`() throws {
    let result = try ChatProcess.ask(try LoopbackServer(always: Self.whole), ["--json"])
    let object = try Self.object(in: result)
    #expect(
      object["content"]?.string
        == "Leave is \"20\" days\\.\n\u{1B}[31m \u{9B}m \u{202E}x\u{2028}\u{7F}\u{E0041} 日本 🇩🇪"
    )
    #expect(object["citations"]?[0]?["title"]?.string == "A\u{1B}")
    #expect(object["followUps"]?[0]?["prompt"]?.string == "Why\u{7}?")
  }

  /// The one object of a run; the text around it and its keys are held to the contract.
  private static func object(in result: ChatProcess.Result) throws -> JSONView {
    #expect(result.stdoutBytes.count { $0 == 0x0A } == 1 && result.stdoutBytes.last == 0x0A)
    let object = try JSONView(parsing: result.stdoutBytes.dropLast(), mode: .strict)
    for (name, value) in object.members {
      #expect(keys.contains(name))
      #expect(!value.isNull, "\(name)")
    }
    return object
  }
}
