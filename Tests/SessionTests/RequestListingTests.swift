import CommandLine
import Session
import TestSupport
import Testing
import WireFormats

/// `--dry-run`: the request in words, and nothing sent.
@Suite struct RequestListingTests {
  private func listing(
    _ fields: [HTTPHeaderField],
    url: String = "https://chat.example.com/chat",
    prompt: String = "a"
  ) throws -> [String] {
    let transport = ScriptedTransport(playing: [])
    let terminal = RecordingTerminal()
    let backend = HTTPBackend(
      api: GleanAPI(),
      endpoint: Endpoint(url: url, token: "geheim-1", headerFields: fields),
      limits: TransferLimits(),
      transport: transport
    )
    var oneShot = OneShot(
      settings: try .typed(["--dry-run"]),
      exchange: Exchange(backend: backend, now: { 0 }),
      terminal: terminal,
      showsFooter: true
    )
    #expect(oneShot.showRequest(prompt) == .exit(.answered))
    #expect(transport.requests.isEmpty && terminal.errors.isEmpty && terminal.statuses.isEmpty)
    #expect(terminal.flushedCount == 1 && terminal.output.last == "\n")
    return terminal.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func `has method, URL, header fields and body`() throws {
    let lines = try listing([HTTPHeaderField(typed: "X-Team", "docs and more")])
    #expect(
      lines.prefix { !$0.hasPrefix("curl ") } == [
        "POST https://chat.example.com/chat",
        "Content-Type: application/json",
        "Accept: application/json",
        "Authorization: Bearer ***",
        "X-Team: docs and more",
        "",
        """
        {"messages":[{"author":"USER","messageType":"CONTENT","fragments":[{"text":"a"}]}],\
        "saveChat":true,"stream":true}
        """,
        "",
      ]
    )
  }

  @Test(arguments: [
    (HTTPHeaderField(typed: "Cookie", "session=geheim; other=geheim"), "Cookie: ***"),
    (HTTPHeaderField(typed: "X-API-Key", "geheim und lang"), "X-API-Key: ***"),
    (HTTPHeaderField(typed: "authorization", "geheim"), "authorization: ***"),
    (
      HTTPHeaderField(typed: "Proxy-Authorization", "Basic geheim="),
      "Proxy-Authorization: Basic ***"
    ),
    (HTTPHeaderField(typed: "X-Auth-Token", ""), "X-Auth-Token: ***"),
  ])
  func `nothing of a secret is shown`(field: HTTPHeaderField, line: String) throws {
    let lines = try listing([field])
    #expect(lines.contains(line))
    #expect(!lines.joined().contains("geheim"))
  }

  @Test func `nor are the secrets in the URL`() throws {
    let lines = try listing([], url: "https://me:geheim@chat.example.com/chat?api_key=geheim&n=1")
    #expect(lines[0] == "POST https://***@chat.example.com/chat?api_key=***&n=1")
  }

  @Test func `text that would drive the terminal is masked`() throws {
    let lines = try listing(
      [HTTPHeaderField(typed: "X-Odd", "a\u{9B}2J")],
      prompt: "\u{1B}[2J\u{202E}"
    )
    #expect(lines.contains("X-Odd: a\\u{9B}2J"))
    #expect(lines[6].contains(#""text":"\u001b[2J\u202e""#))
  }
}
