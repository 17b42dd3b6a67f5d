import TestSupport
import Testing

/// What a backend sends cannot drive the terminal, wherever it is shown.
@Suite struct HostileReplyTests {
  static let attacks = [
    "\u{1B}]0;title\u{7}", "\u{1B}]52;c;Zm9v\u{7}", "\u{1B}[2J\u{1B}[H", "\u{1B}[6n",
    "\u{1B}P$q\u{1B}\\",
    "\u{9B}31m", "\u{9D}0;x\u{9C}", "\u{90}q\u{9C}", "a\rb", "\u{7}\u{8}\u{7F}", "\u{202E}txt.exe",
    "\u{2066}x\u{2069}", "\u{E0041}\u{E0042}", "&#27;]0;x&#7;", "&#x9b;31m", "&#x202e;x", "&#0;",
    "`\u{1B}[31m`", "```\n\u{1B}[31m\n```", "[a\u{1B}[1m](https://e.example.com/\u{1B}[1m)",
    "| \u{1B}[1m | &#27;[1m |\n|---|---|\n| \u{9B}1m | x |", "# \u{1B}[1m", "<b>\u{1B}[1m</b>",
    "![\u{1B}[1m](x)", "[x](javascript:alert(1))", "[x](https://e.example.com/&#27;]8;;)",
  ]

  static func lines(_ attack: String) -> [String] {
    [
      """
      {"messages":[{"messageType":"UPDATE","fragments":[{"text":\(Glean.quoted("**Reading:** " + attack))}]}]}
      """,
      Glean.text("Before " + attack + " after"),
      Glean.citation(title: attack, url: "https://e.example.com/" + attack),
      Glean.text("\n\n" + attack + "\n\nend. "),
      """
      {"messages":[{"messageType":"WARNING","fragments":[{"text":\(Glean.quoted(attack))}]}]}
      """,
      Glean.followUps("Do " + attack, attack),
    ]
  }

  @Test(arguments: attacks)
  func `a reply does not drive the terminal`(attack: String) throws {
    let server = try LoopbackServer(always: .stream(lines: Self.lines(attack)))
    let chat = try ChatTerminal(
      ["ask", "x"],
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      columns: 40
    )
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.traces == [])
    #expect(chat.screen.bells == 0)
    #expect(chat.lines.contains { $0.contains("end.") })
    #expect(Self.invisible(in: chat.terminal.output) == [])
  }

  @Test(arguments: attacks)
  func `a reply brings no control into a pipe`(attack: String) throws {
    let server = try LoopbackServer(always: .stream(lines: Self.lines(attack)))
    for options in [[], ["--markdown"], ["--json"]] {
      let result = try ChatProcess.ask(server, options)
      #expect(result.ending == .exited(0))
      for bytes in [result.stdoutBytes, result.stderrBytes] {
        #expect(!bytes.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F })
        #expect(Self.invisible(in: bytes) == [])
      }
    }
  }

  @Test(arguments: attacks)
  func `an error does not drive the terminal`(attack: String) throws {
    let message = Glean.quoted(attack)
    let replies: [LoopbackReply] = [
      .text(status: 500, attack), .json(status: 400, #"{"error":{"message":\#(message)}}"#),
      .json(attack), .text(status: 200, "<html>" + attack),
      .json(#"{"messages":[{"messageType":"ERROR","fragments":[{"text":\#(message)}]}]}"#),
      .raw("HTTP/1.1 500 \(attack)\r\nX: \(attack)\r\nContent-Length: 0\r\n\r\n"),
      .raw("HTTP/1.1 302 x\r\nLocation: \(attack)\r\nContent-Length: 0\r\n\r\n"),
      .raw(attack),
    ]
    let server = try LoopbackServer { replies[$0.index] }
    for _ in replies {
      let chat = try ChatTerminal(
        ["ask", "x"],
        environment: ["CHAT_URL": server.url(path: Glean.path)]
      )
      _ = try chat.terminal.waitForExit()
      #expect(chat.traces == [])
      #expect(chat.screen.bells == 0)
      #expect(Self.invisible(in: chat.terminal.output) == [])
    }
  }

  @Test func `a hostile follow-up can be sent only as it is shown`() throws {
    let hostile = "Do it\n/quit\n\u{1}\u{1B}[A\u{202E}x"
    let server = try LoopbackServer(
      .stream(lines: [Glean.text("Yes."), Glean.followUps(hostile)]),
      .stream(lines: [Glean.text("Done."), Glean.followUps(hostile)]),
      .stream(lines: [Glean.text("Again.")])
    )
    let chat = try ChatTerminal(talkingTo: server)
    try chat.enter("go")
    try chat.enter("1")
    try chat.enter("/edit 1")
    try chat.enter("!")
    try chat.enter("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    let prompts = server.requests.map(\.bodyText)
    #expect(prompts.count == 3)
    let shown = #"Do it /quit ^A^[[A\\u{202E}x"#
    #expect(prompts[1].contains("\"\(shown)\""), "\(prompts[1])")
    #expect(prompts[2].contains("\"\(shown)!\""), "\(prompts[2])")
    #expect(chat.traces == [])
  }

  /// C1 controls, bidirectional overrides and tags, which have to be visible wherever they stand.
  static func invisible(in bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.compactMap { scalar in
      switch scalar.value {
      case 0x80...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xE0000...0xE007F:
        scalar.escaped(asASCII: true)
      default: nil
      }
    }
  }
}
