import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// `chat login` and `chat logout`.
@Suite struct LoginTests {
  private static let token = "canary-0123456789"
  private let folder: TemporaryHome

  init() throws {
    folder = try TemporaryHome()
  }

  private var environment: [String: String] { ["XDG_CONFIG_HOME": folder.path] }
  private var file: String { folder.path + "/chat/tokens/work" }

  private func run(
    _ arguments: [String],
    input: String = Self.token + "\n",
    variables: [String: String] = [:]
  ) throws -> ChatProcess.Result {
    try ChatProcess.run(
      arguments,
      environment: environment.merging(variables) { $1 },
      input: .text(input)
    )
  }

  /// A backend that lets one token in and quotes every other.
  private func server() throws -> LoopbackServer {
    try LoopbackServer { request in
      let field = request["Authorization"] ?? ""
      return field == "Bearer \(Self.token)"
        ? .json(Glean.text("Yes."))
        : .json(status: 401, "{\"error\": {\"message\": \"'\(field)' is unknown\"}}")
    }
  }

  @Test func `a token from a pipe is tried and stored for its owner alone`() throws {
    let server = try server()
    let url = server.url(path: Glean.path)
    let login = try run(["login", "work", "-u", url])
    #expect(login.ending == .exited(0), "\(login.stderr)")
    #expect(!(login.stdout + login.stderr).contains(Self.token))
    #expect(try folder.text(of: "chat/tokens/work") == Self.token + "\n")
    #expect(try folder.mode(of: "chat/tokens/work") == 0o600)
    #expect(try folder.mode(of: "chat/tokens") == 0o700)
    let written = try folder.text(of: "chat/config.json")
    #expect(written.contains("default: \"work\"") && written.contains("api: \"glean\""))
    #expect(!written.contains(Self.token))
    let answer = try run(["ask", "How much?"], input: "")
    #expect(answer.stdout == "Yes.\n", "\(answer.stderr)")
    let logout = try run(["logout"])
    #expect(logout.ending == .exited(0) && logout.stdout == "Removed \(file).\n")
    #expect(!names(in: folder.path + "/chat/tokens").contains("work"))
    let again = try run(["logout", "work"])
    #expect(again.ending == .exited(1))
    #expect(again.stderr == "chat: no token is stored for 'work'\n")
    #expect(try run(["ask", "x"], input: "").ending == .exited(4))
  }

  @Test func `a refused token is told and not stored`() throws {
    let url = try server()
    let result = try run(
      ["login", "work", "-u", url.url(path: Glean.path)],
      input: "wrong-token-1\n"
    )
    #expect(result.ending == .exited(4))
    #expect(result.stderr.contains("nothing is stored"))
    #expect(!result.stderr.contains("wrong-token-1"))
    #expect(names(in: folder.path) == [])
  }

  @Test func `a backend that cannot be reached is logged in to without asking it, if need be`()
    throws
  {
    let url = "http://127.0.0.1:1/chat"
    #expect(try run(["login", "work", "-u", url]).ending == .exited(3))
    #expect(names(in: folder.path) == [])
    let result = try run(["login", "work", "-u", url, "--no-probe", "--api", "glean"])
    #expect(result.ending == .exited(0), "\(result.stderr)")
    #expect(try folder.text(of: "chat/config.json").contains("api: \"glean\""))
    #expect(try folder.mode(of: "chat/tokens/work") == 0o600)
  }

  @Test func `a backend that is configured keeps its entry, and an open file is closed`() throws {
    let server = try server()
    let text =
      "{ /* mine */ backends: { work: { url: '\(server.url(path: Glean.path))', api: 'glean' } } }"
    try folder.write(text, to: "chat/config.json")
    try folder.write("old", to: "chat/tokens/work")
    try folder.setMode(0o644, of: "chat/tokens/work")
    let refused = try run(["ask", "-b", "work", "x"], input: "")
    #expect(refused.ending == .exited(2) && refused.stderr.contains("\nchmod 600 \(file)\n"))
    #expect(try run(["login", "work"]).ending == .exited(0))
    #expect(try folder.text(of: "chat/config.json") == text)
    #expect(try folder.mode(of: "chat/tokens/work") == 0o600)
    let other = try run(["login", "work", "-u", "https://other.example.com/chat"])
    #expect(other.ending == .exited(2) && other.stderr.contains("has a backend 'work' already"))
  }

  @Test(arguments: [
    (["login", "../work", "-u", "http://127.0.0.1:1/"], "no token can be stored"),
    (["login", "a\u{1B}b", "-u", "http://127.0.0.1:1/"], "no token can be stored"),
    (["logout", "../../work"], "no token can be stored"), (["login"], "NAME"), (["logout"], "NAME"),
    (["login", "work"], "give its URL too"),
    (["login", "work", "-u", "http://chat.example.com/"], "plain http"),
    (["login", "work", "-u", "nonsense"], "--url"), (["login", "a", "b"], "'b'"),
  ])
  func `what cannot be logged in to is told before any token is read`(
    arguments: [String],
    words: String
  ) throws {
    let result = try run(arguments)
    #expect(result.ending == .exited(2))
    #expect(result.stderr.contains(words), "\(result.stderr)")
    #expect(names(in: folder.path) == [])
  }

  @Test(arguments: ["", "\n", "a\u{1}b\n", "a\u{0}b\n", String(repeating: "x", count: 9_000)])
  func `what is no token is not stored`(input: String) throws {
    let result = try run(
      ["login", "work", "-u", "http://127.0.0.1:1/", "--no-probe"],
      input: input
    )
    #expect(result.ending == .exited(2))
    #expect(result.stderr.contains("nothing is stored"), "\(result.stderr)")
    #expect(names(in: folder.path) == [])
  }

  // MARK: - In a terminal

  private func silence(_ chat: ChatTerminal) throws {
    try chat.terminal.wait { $0.modes.flags[3] & UInt64(ECHO) == 0 }
  }

  @Test func `a terminal is asked for name, URL and token, which it does not show`() throws {
    let server = try server()
    let chat = try ChatTerminal(["login"], environment: environment)
    try chat.waitFor("Name of the backend:")
    try chat.terminal.type("work\n")
    try chat.waitFor("URL of 'work':")
    try chat.terminal.type(server.url(path: Glean.path) + "\n")
    try chat.waitFor("Token of 'work'")
    try silence(chat)
    try chat.terminal.type("wrong\u{15}\(Self.token)x\u{7F}\r")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(!String(decoding: chat.terminal.output, as: UTF8.self).contains("canary"))
    #expect(try folder.text(of: "chat/tokens/work") == Self.token + "\n")
    #expect(chat.traces == [])
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func `a signal at the prompt leaves the terminal as it was`(signal: Int32) throws {
    let chat = try ChatTerminal(
      ["login", "work", "-u", "http://127.0.0.1:1/"],
      environment: environment
    )
    try chat.waitFor("Token of 'work'")
    try silence(chat)
    if signal == SIGINT {
      try chat.terminal.type("\u{3}")
    } else {
      chat.terminal.send(signal)
    }
    #expect(try chat.terminal.waitForExit() == .signaled(signal))
    #expect(chat.terminal.modes == chat.terminal.initialModes)
    #expect(names(in: folder.path) == [])
  }

  @Test func `a long token that is pasted is not cut`() throws {
    let long = String(repeating: "0123456789", count: 600)
    let url = "http://127.0.0.1:1/"
    let chat = try ChatTerminal(
      ["login", "work", "--no-probe", "-u", url],
      environment: environment
    )
    try chat.waitFor("Token of 'work'")
    try silence(chat)
    try chat.terminal.type(long + "\r")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(try folder.text(of: "chat/tokens/work") == long + "\n")
  }

  @Test func `ctrl-Z gives the terminal back, and fg asks again`() throws {
    let home = try TemporaryHome()
    let terminal = try PseudoTerminal.chatShell(in: home, environment: environment)
    try terminal.type("\"$CHAT\" login work --no-probe -u http://127.0.0.1:1/\n")
    try terminal.readUntil("not shown): ")
    try terminal.wait { $0.modes.flags[3] & UInt64(ECHO) == 0 }
    try terminal.stopForeground()
    #expect(terminal.modes == terminal.initialModes)
    try terminal.type("fg\n")
    try terminal.readUntil("not shown): ")
    try terminal.wait { $0.modes.flags[3] & UInt64(ECHO) == 0 }
    try terminal.type("\(Self.token)\r")
    try terminal.readUntil("Stored the token")
    try terminal.readUntil("shell: ")
    #expect(terminal.modes == terminal.initialModes)
    #expect(!String(decoding: terminal.output, as: UTF8.self).contains(Self.token))
    try terminal.type("exit\n")
    _ = try terminal.waitForExit()
  }
}
