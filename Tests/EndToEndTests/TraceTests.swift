import TestSupport
import Testing

/// `--verbose` and `--dry-run`.
@Suite struct TraceTests {
  private static let canary = "canary-Zm9v/YmFy"
  private static let reply = LoopbackReply.sized(
    contentType: "application/json",
    fields: [
      "Set-Cookie: session=canary-cookie", "X-Echo: canary-Zm9v/YmFy", "X-Kind: \u{1B}[31m",
    ],
    body: Array(Glean.text("Yes.").utf8)
  )

  @Test(arguments: [[], ["--json"], ["--ndjson"], ["--raw"], ["--markdown"]])
  func `a trace is on standard error alone, and without secrets`(form: [String]) throws {
    let server = try LoopbackServer(always: Self.reply)
    let url = server.url(path: "/chat?api_key=canary-query")
    func ask(_ options: [String]) throws -> ChatProcess.Result {
      try ChatProcess.run(
        ["ask", "-u", url, "-H", "X-Api-Key: canary-field"] + form + options + ["x"],
        environment: ["CHAT_TOKEN": Self.canary]
      )
    }
    let (quiet, traced) = (try ask([]), try ask(["-v"]))
    let isTimed = ["--json", "--ndjson"].contains(form.first)
    #expect(isTimed || traced.stdoutBytes == quiet.stdoutBytes)
    #expect(quiet.stderr.isEmpty)
    for line in [
      "> POST /chat?api_key=*** HTTP/1.1", "> Authorization: Bearer ***", "> X-Api-Key: ***",
      "< HTTP/1.1 200 Status", "< Set-Cookie: ***", "< X-Echo: ***", "< X-Kind: ^[[31m",
    ] {
      #expect(traced.stderr.contains(line + "\n"), "\(line) in \(traced.stderr)")
    }
    #expect(!traced.stderr.contains("canary"))
    #expect(traced.stderr.contains("bytes of body sent"))
  }

  @Test(.enabled(if: TestAuthority.isAvailable))
  func `a trace tells of TLS`() throws {
    let authority = try #require(TestAuthority.shared)
    let server = try LoopbackServer(always: Self.reply)
    let front = try TLSFront("good", of: authority, before: server.port)
    let result = try ChatProcess.run(
      ["ask", "-v", "-u", front.url(), "--cacert", authority.path("ca.pem"), "x"],
      environment: ["CHAT_TOKEN": Self.canary]
    )
    #expect(result.stderr.contains("* SSL connection using TLSv1"))
    #expect(result.stderr.contains("issuer: CN=Test Authority"))
    #expect(!result.stderr.contains("canary"))
  }

  @Test(arguments: [
    [], ["--no-stream"], ["-H", "X-Team: it's \"quoted\" $HOME `x`"], ["--api=glean"],
    ["--api=glean-platform"], ["--api=servoy"],
  ])
  func `the command for curl sends the same request`(options: [String]) throws {
    let server = try LoopbackServer(always: .json(Glean.text("Yes.")))
    let arguments =
      ["ask", "-u", server.url(path: "/chat?n=1")] + options + ["it's \"20\" days \\ $HOME\nand"]
    let environment = ["CHAT_TOKEN": Self.canary]
    let shown = try ChatProcess.run(arguments + ["--dry-run"], environment: environment)
    #expect(server.connectionCount == 0)
    #expect(!shown.stdout.contains("canary"))
    let start = try #require(shown.stdout.firstRange(of: "\ncurl "))
    let command = String(shown.stdout[start.lowerBound...])
    let byCurl = try ChatProcess(["-c", command], environment: environment, program: "/bin/sh")
      .waitForExit()
    #expect(byCurl.ending == .exited(0), "\(byCurl.stderr)\n\(command)")
    _ = try ChatProcess.run(arguments, environment: environment)
    let requests = server.requests
    try #require(requests.count == 2)
    #expect(
      String(decoding: requests[0].headBytes, as: UTF8.self)
        == String(decoding: requests[1].headBytes, as: UTF8.self)
    )
    #expect(requests[0].body == requests[1].body)
  }
}
