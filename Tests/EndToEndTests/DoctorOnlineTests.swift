import TestSupport
import Testing

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// `chat doctor --online`.
@Suite struct DoctorOnlineTests {
  private static let canary = "geheim-canary-11"

  private let doctor: DoctorHome

  init() throws {
    doctor = try DoctorHome()
  }

  /// What is found of a connection to a URL.
  private func online(
    _ url: String,
    _ environment: [String: String] = [:]
  ) throws -> DoctorHome.Finding? {
    let (findings, result) = try doctor.findings(
      ["--online"],
      environment: ["CHAT_URL": url, "CHAT_TOKEN": Self.canary].merging(environment) { $1 }
    )
    #expect(!result.stdout.contains(Self.canary) && !result.stderr.contains(Self.canary))
    let finding = findings.first { $0.name == "CHAT_URL: online" }
    #expect(result.ending == .exited(finding?.status == "ok" ? 0 : 1))
    return finding
  }

  @Test func `any answer will do, and neither token nor prompt is sent`() throws {
    let server = try LoopbackServer(always: .text(status: 404, "Nothing here."))
    let finding = try online(server.url(path: "/chat?key=\(Self.canary)"))
    #expect(finding?.status == "ok")
    #expect(finding?.message.hasPrefix("answers, with status 404 after ") == true)
    #expect(server.requests.count == 1)
    let request = try #require(server.requests.first)
    #expect(request.method == "GET" && request.target == "/")
    #expect(request["Authorization"] == nil && request.body.isEmpty)
  }

  @Test func `without the option nothing is connected to`() throws {
    let server = try LoopbackServer(always: .text("x"))
    let (_, result) = try doctor.findings(environment: ["CHAT_URL": server.url()])
    #expect(result.ending == .exited(0) && server.requests.isEmpty)
  }

  @Test func `nobody listens at the port`() throws {
    let server = try LoopbackServer(always: .text("x"))
    let url = server.url()
    server.stop()
    let finding = try online(url)
    #expect(finding?.status == "failed")
    #expect(finding?.message.hasPrefix("cannot reach ") == true, "\(String(describing: finding))")
    #expect(finding?.remedy != nil)
  }

  @Test(.enabled(if: TestAuthority.isAvailable), arguments: ["good", "expired", "self-signed"])
  func `a certificate is looked at`(name: String) throws {
    let authority = try #require(TestAuthority.shared)
    let server = try LoopbackServer(always: .text("x"))
    let front = try TLSFront(name, of: authority, before: server.port)
    let finding = try online(front.url(), ["SSL_CERT_FILE": authority.path("ca.pem")])
    #expect(finding?.status == (name == "good" ? "ok" : "failed"))
    if name != "good" {
      #expect(finding?.message.hasPrefix("no secure connection to localhost") == true)
      #expect(server.requests.isEmpty)
    }
  }

  @Test func `a token command is run, and what it prints is not shown`() throws {
    let server = try LoopbackServer(always: .text("x"))
    try doctor.home.write(
      """
      {backends: {
        a: {url: '\(server.url())', tokenCommand: 'echo \(Self.canary)'},
        b: {url: '\(server.url())', tokenCommand: 'exit 3'},
      }}
      """,
      to: "config/chat/config.json"
    )
    let (findings, result) = try doctor.findings(["--online"])
    #expect(findings.first { $0.name == "a: token" }?.status == "ok")
    let failed = findings.first { $0.name == "b: token" }
    #expect(failed?.status == "failed" && failed?.message.contains("status 3") == true)
    #expect(findings.count { $0.name.hasSuffix(": online") && $0.status == "ok" } == 2)
    #expect(!result.stdout.contains(Self.canary))
  }

  @Test func `Ctrl-C ends the wait`() throws {
    let server = try LoopbackServer(always: LoopbackReply(.silence))
    let chat = try ChatProcess(
      ["doctor", "--online"],
      environment: doctor.home.environment.merging(["CHAT_URL": server.url()]) { $1 }
    )
    #expect(server.waitForRequests(1))
    chat.send(SIGINT)
    #expect(try chat.waitForExit().ending == .signaled(SIGINT))
  }
}
