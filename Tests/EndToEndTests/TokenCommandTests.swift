import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Tokens that a command prints, and what goes wrong with such commands.
@Suite struct TokenCommandTests {
  private let folder: TemporaryHome

  init() throws {
    folder = try TemporaryHome()
  }

  private func configuration(_ server: LoopbackServer, _ members: String) throws -> [String: String]
  {
    let url = server.url(path: Glean.path)
    let text = "{default: 'work', backends: {work: {url: '\(url)', \(members)}}}"
    return ["CHAT_CONFIG": try folder.write(text, to: "config.json")]
  }

  private func answering() throws -> LoopbackServer {
    try LoopbackServer(always: .json(Glean.text("Yes.")))
  }

  @Test(arguments: [
    ("echo \"to ken\"", "Bearer to ken"), ("printf token", "Bearer token"),
    ("cat; echo token", "Bearer token"), ("printf 'a b' | tr ' ' -", "Bearer a-b"),
  ])
  func `is what a line of the shell prints`(line: String, field: String) throws {
    let server = try answering()
    let result = try ChatProcess.ask(server, ["--token-command", line], input: .text("prompt"))
    #expect(result.stdout == "Yes.\n", "\(result.stderr)")
    #expect(server.requests.first?["Authorization"] == field)
    #expect(server.requests.first?.bodyText.contains("prompt") == true)
  }

  @Test func `a list of words needs no shell, and sees no CHAT_TOKEN`() throws {
    let server = try answering()
    let script = try folder.write(
      "printf '%s' \"$2\" \"$CHAT_TOKEN\"; echo run >> \(folder.path)/runs",
      to: "script"
    )
    let members = "tokenCommand: ['/bin/sh', '\(script)', 'one', '$(two); three']"
    let environment = try configuration(server, members)
    let result = try ChatProcess.run(
      [],
      environment: environment,
      input: .text("first\nsecond\n")
    )
    #expect(result.stdout == "Yes.\nYes.\n", "\(result.stderr)")
    #expect(
      server.requests.map { $0["Authorization"] } == [
        "Bearer $(two); three", "Bearer $(two); three",
      ]
    )
    #expect(try folder.text(of: "runs") == "run\n")
    let typed = try ChatProcess.run(
      ["ask", "x", "--token-command", "printf %s \"<$CHAT_TOKEN>\""],
      environment: environment.merging(["CHAT_TOKEN": "canary"]) { $1 }
    )
    #expect(typed.ending == .exited(0))
    #expect(server.requests.last?["Authorization"] == "Bearer <>")
  }

  @Test func `the environment outweighs the command, and that a file`() throws {
    let server = try answering()
    let members =
      "tokenCommand: 'echo command; touch \(folder.path)/ran', tokenFile: '/no/such/file'"
    let environment = try configuration(server, members)
    let variable = environment.merging(["CHAT_TOKEN": "variable"]) { $1 }
    #expect(try ChatProcess.run(["ask", "x"], environment: variable).ending == .exited(0))
    #expect(server.requests.last?["Authorization"] == "Bearer variable")
    #expect(!names(in: folder.path).contains("ran"))
    #expect(try ChatProcess.run(["ask", "x"], environment: environment).ending == .exited(0))
    #expect(server.requests.last?["Authorization"] == "Bearer command")
  }

  @Test func `nothing is run where no request is made`() throws {
    let server = try answering()
    let environment = try configuration(server, "tokenCommand: 'touch \(folder.path)/ran; echo x'")
    for words in [
      ["--help"], ["config"], ["config", "check"], ["backends"], ["ask"],
      ["ask", "--dry-run", "x"], ["ask", "--url", "http://chat.example.com:1/", ""],
    ] {
      let result = try ChatProcess.run(words, environment: environment)
      if words.contains("--dry-run") {
        #expect(result.stdout.contains("Authorization: Bearer ***\n"))
      }
    }
    #expect(!names(in: folder.path).contains("ran"))
    #expect(server.requests.isEmpty)
  }

  @Test(arguments: [
    ("['no-such-program-here']", "'no-such-program-here' is not there"),
    ("'exit 3'", "failed with status 3"), ("'kill -9 $$'", "was ended by signal 9"),
    ("'head -c 9000 /dev/zero'", "printed more than 8192 bytes"),
    ("'echo canary; echo canary'", "printed several lines"), ("'true'", "printed nothing"),
    ("'echo'", "printed nothing"), ("\"printf 'canary\\\\000'\"", "printed a NUL"),
    ("\"printf 'canary\\\\r\\\\n'\"", "printed a carriage return"),
    ("\"printf 'canary\\\\033'\"", "printed a control character"),
    ("\"printf 'canary\\\\377'\"", "is not UTF-8"),
  ])
  func `each failure has its own words`(command: String, words: String) throws {
    let server = try answering()
    let environment = try configuration(server, "tokenCommand: \(command)")
    let result = try ChatProcess.run(["ask", "x"], environment: environment)
    #expect(result.ending == .exited(2))
    #expect(result.stderr.contains(words), "\(result.stderr)")
    #expect(!result.stderr.contains("canary"))
    #expect(server.connectionCount == 0)
  }

  @Test func `what it says on standard error is shown, but cannot drive the terminal`() throws {
    let server = try answering()
    let line = "printf 'Unlock \\033[2Jit\\n' >&2; echo token"
    let result = try ChatProcess.ask(server, ["--token-command", line])
    #expect(result.stdout == "Yes.\n")
    #expect(result.stderr == "Unlock ^[[2Jit\n")
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a signal ends it at once`(signal: Int32) throws {
    let server = try answering()
    let line =
      "echo $$ > \(folder.path)/new; mv \(folder.path)/new \(folder.path)/pid; exec sleep 60"
    let chat = try ChatProcess.asking(server, ["--token-command", line])
    #expect(
      LoopbackThread.waits(within: .seconds(5)) { names(in: folder.path).contains("pid") }
    )
    chat.send(signal)
    #expect(try chat.waitForExit(within: .seconds(3)).ending == .signaled(signal))
    let process = Int32(try folder.text(of: "pid").dropLast()) ?? 0
    #expect(process > 0 && kill(process, 0) == -1)
    #expect(server.connectionCount == 0)
  }

  @Test(arguments: [
    ("authHeader: 'X-Api-Key'", "X-Api-Key", "user:pass"),
    ("authScheme: 'Token'", "Authorization", "Token user:pass"),
    ("authScheme: 'Basic'", "Authorization", "Basic dXNlcjpwYXNz"),
    ("authScheme: ''", "Authorization", "user:pass"),
  ])
  func `is sent in the way that the backend wants`(
    members: String,
    name: String,
    value: String
  ) throws {
    let server = try answering()
    let environment = try configuration(server, members + ", tokenCommand: 'echo user:pass'")
    #expect(try ChatProcess.run(["ask", "x"], environment: environment).ending == .exited(0))
    #expect(server.requests.last?[name] == value)
    if name != "Authorization" { #expect(server.requests.last?["Authorization"] == nil) }
  }

  @Test func `allowPlainHTTP lets a token go to another machine`() throws {
    let url = "http://chat.invalid/chat"
    for (allowed, status) in [("false", Int32(2)), ("true", 3)] {
      let text =
        "{backends: {a: {url: '\(url)', allowPlainHTTP: \(allowed), tokenCommand: 'echo x'}}}"
      let path = try folder.write(text, to: "config.json")
      let result = try ChatProcess.run(["ask", "-b", "a", "x"], environment: ["CHAT_CONFIG": path])
      #expect(result.ending == .exited(status), "\(result.stderr)")
    }
  }
}
