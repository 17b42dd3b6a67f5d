import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The ways to a backend: proxies, sockets, certificates.
@Suite struct ReachTests {
  private static let canary = "canary-Zm9vYmFy"
  private static let answer = LoopbackReply.json(Glean.text("Yes."))

  private static func ask(
    _ url: String,
    _ options: [String] = [],
    environment: [String: String] = [:]
  ) throws -> ChatProcess.Result {
    try ChatProcess.run(
      ["ask", "-u", url, "--retry=0"] + options + ["x"],
      environment: environment
    )
  }

  @Test(arguments: ["http_proxy", "all_proxy", "ALL_PROXY"])
  func `a proxy of the environment sees nothing of what goes to this machine`(name: String) throws {
    let server = try LoopbackServer(always: Self.answer)
    let proxy = try LoopbackServer(always: Self.answer)
    let result = try Self.ask(
      server.url(),
      environment: [name: proxy.url(), "CHAT_TOKEN": Self.canary]
    )
    #expect(result.stdout == "Yes.\n")
    #expect(proxy.connectionCount == 0)
    #expect(server.requests.count == 1)
  }

  @Test func `a proxy that was asked for is used for this machine too`() throws {
    let proxy = try LoopbackServer(always: Self.answer)
    let url = "http://127.0.0.1:9/chat"
    let result = try Self.ask(url, ["--proxy=http://me:geheim@127.0.0.1:\(proxy.port)", "-v"])
    #expect(result.stdout == "Yes.\n")
    #expect(proxy.requests.map(\.target) == [url])
    #expect(proxy.requests.first?["Proxy-Authorization"] == "Basic bWU6Z2VoZWlt")
    #expect(!result.stderr.contains("geheim") && !result.stderr.contains("bWU6Z2Vo"))
  }

  @Test func `another host is reached through the proxy of the environment`() throws {
    let proxy = try LoopbackServer(always: Self.answer)
    let environment = ["http_proxy": proxy.url(), "no_proxy": "other.example.com"]
    let result = try Self.ask("http://chat.example.com/chat", environment: environment)
    #expect(result.stdout == "Yes.\n")
    #expect(proxy.requests.map(\.target) == ["http://chat.example.com/chat"])
  }

  @Test(
    .enabled(if: access("/usr/bin/tinyproxy", X_OK) == 0),
    arguments: [false, true]
  )
  func `through tinyproxy, plain and by CONNECT`(isSecure: Bool) throws {
    let server = try LoopbackServer(always: Self.answer)
    let port = freePort()
    let home = try TemporaryHome()
    let file = home.path + "/tinyproxy.conf"
    try home.write(
      "Port \(port)\nListen 127.0.0.1\nTimeout 30\nStartServers 1\n",
      to: "tinyproxy.conf"
    )
    let proxy = try ChatProcess(["-d", "-c", file], program: "/usr/bin/tinyproxy")
    defer { proxy.send(SIGKILL) }
    #expect(waitForListener(port))
    var options = ["--proxy=127.0.0.1:\(port)", "--retry=2"]
    var url = server.url()
    var front: TLSFront?
    if isSecure, let authority = TestAuthority.shared {
      let made = try TLSFront("good", of: authority, before: server.port)
      (front, url) = (made, made.url())
      options.append("--cacert=" + authority.path("ca.pem"))
    }
    let result = try Self.ask(url, options, environment: ["CHAT_TOKEN": Self.canary])
    #expect(result.stdout == "Yes.\n", "\(result.stderr)")
    #expect(server.requests.first?["Via"] == nil || !isSecure)
    withExtendedLifetime(front) {}
  }

  @Test(.enabled(if: access("/usr/bin/microsocks", X_OK) == 0))
  func `through SOCKS, with the name left to the proxy`() throws {
    let server = try LoopbackServer(always: Self.answer)
    let port = freePort()
    let proxy = try ChatProcess(
      ["-i", "127.0.0.1", "-p", "\(port)", "-u", "me", "-P", "geheim"],
      program: "/usr/bin/microsocks"
    )
    defer { proxy.send(SIGKILL) }
    #expect(waitForListener(port))
    let url = "http://localhost:\(server.port)/"
    let result = try Self.ask(url, ["--proxy=socks5h://me:geheim@127.0.0.1:\(port)"])
    #expect(result.stdout == "Yes.\n", "\(result.stderr)")
    let refused = try Self.ask(url, ["--proxy=socks5h://me:falsch@127.0.0.1:\(port)"])
    #expect(refused.ending == .exited(3))
    #expect(!refused.stderr.contains("falsch"))
  }

  @Test(.enabled(if: TestAuthority.isAvailable))
  func `a Unix socket takes the place of the host, for a token too`() throws {
    let server = try LoopbackServer(always: Self.answer)
    let home = try TemporaryHome()
    let path = home.path + "/chat.sock"
    let front = try ChatProcess(
      [RepositoryFile.path("Tests/Fixtures/servers/unix-front.py"), path, "\(server.port)"],
      input: .open,
      program: "/usr/bin/python3"
    )
    #expect(try front.firstLine() == "ready")
    let result = try Self.ask(
      "http://chat.example.com/chat",
      ["--unix-socket", path],
      environment: ["CHAT_TOKEN": Self.canary, "http_proxy": "http://127.0.0.1:9"]
    )
    #expect(result.stdout == "Yes.\n", "\(result.stderr)")
    #expect(server.requests.first?["Host"] == "chat.example.com")
  }

  @Test func `a socket and a proxy exclude each other`() throws {
    let result = try Self.ask("http://localhost/", ["--unix-socket=/s", "--proxy=http://p:1"])
    #expect(result.ending == .exited(2))
  }

  @Test(
    .enabled(if: TestAuthority.isAvailable),
    arguments: ["--cacert", "SSL_CERT_FILE", "cacert"]
  )
  func `authorities are trusted by option, variable and configuration`(way: String) throws {
    let authority = try #require(TestAuthority.shared)
    let server = try LoopbackServer(always: Self.answer)
    let front = try TLSFront("good", of: authority, before: server.port)
    let file = authority.path("ca.pem")
    let home = try TemporaryHome()
    try home.write(
      "{backends: {work: {url: '\(front.url())', cacert: '\(file)'}}}",
      to: "config.json"
    )
    let environment = way == "SSL_CERT_FILE" ? [way: file] : [:]
    let result =
      way == "cacert"
      ? try ChatProcess.run(
        ["ask", "-b", "work", "x"],
        environment: ["CHAT_CONFIG": home.path + "/config.json"]
      )
      : try Self.ask(front.url(), way == "--cacert" ? [way, file] : [], environment: environment)
    #expect(result.stdout == "Yes.\n", "\(result.stderr)")
  }

  @Test(.enabled(if: TestAuthority.isAvailable))
  func `a server that wants our certificate gets it`() throws {
    let authority = try #require(TestAuthority.shared)
    let server = try LoopbackServer(always: Self.answer)
    let options = ["client=" + authority.path("ca.pem")]
    let front = try TLSFront("good", of: authority, before: server.port, options)
    let trust = ["--cacert", authority.path("ca.pem")]
    let own = ["--cert", authority.path("client.pem"), "--key", authority.path("client.key")]
    #expect(try Self.ask(front.url(), trust + own).stdout == "Yes.\n")
    #expect(try Self.ask(front.url(), trust).ending == .exited(3))
  }

  @Test(.enabled(if: TestAuthority.isAvailable))
  func `the passphrase of a key comes from a command`() throws {
    let authority = try #require(TestAuthority.shared)
    let server = try LoopbackServer(always: Self.answer)
    let front = try TLSFront(
      "good",
      of: authority,
      before: server.port,
      ["client=" + authority.path("ca.pem")]
    )
    func ask(_ command: String) throws -> ChatProcess.Result {
      let home = try TemporaryHome()
      try home.write(
        """
        {backends: {work: {url: '\(front.url())', cacert: '\(authority.path("ca.pem"))',
          cert: '\(authority.path("client.pem"))', key: '\(authority.path("client-locked.key"))',
          keyPasswordCommand: \(command)}}}
        """,
        to: "config.json"
      )
      return try ChatProcess.run(
        ["ask", "-b", "work", "x"],
        environment: ["CHAT_CONFIG": home.path + "/config.json"]
      )
    }
    let byWords = try ask("['printf', 'open-sesame']")
    #expect(byWords.stdout == "Yes.\n", "\(byWords.stderr)")
    #expect(try ask("'echo open-sesame'").stdout == "Yes.\n")
    #expect(try ask("'echo wrong'").ending == .exited(2))
    let failing = try ask("'exit 3'")
    #expect(failing.ending == .exited(2))
    #expect(failing.stderr.contains("keyPasswordCommand"))
  }

  @Test(.enabled(if: TestAuthority.isAvailable))
  func `an unchecked certificate is told of at every start`() throws {
    let authority = try #require(TestAuthority.shared)
    let server = try LoopbackServer(always: Self.answer)
    let front = try TLSFront("self-signed", of: authority, before: server.port)
    let result = try Self.ask(front.url(), ["--insecure", "-q"])
    #expect(result.stdout == "Yes.\n")
    #expect(result.stderr.hasPrefix("chat: the certificate of localhost is not checked"))
  }

  /// A port below those that systems hand out, so that no server of another test gets it meanwhile.
  private func freePort() -> UInt16 { .random(in: 20_000..<30_000) }

  private func waitForListener(_ port: UInt16) -> Bool {
    for _ in 0..<200 {
      let probe = try? ChatProcess.run(
        ["ask", "-u", "http://127.0.0.1:\(port)/", "--retry=0", "--timeout=0.2", "x"]
      )
      if let probe, !probe.stderr.contains("refused") { return true }
    }
    return false
  }
}
