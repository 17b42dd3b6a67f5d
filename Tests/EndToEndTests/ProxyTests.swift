import TestSupport
import Testing

@Suite struct ProxyTests {
  @Test func `a token for this machine does not go through a proxy`() throws {
    let proxy = try LoopbackServer(always: .json(Glean.text("From the proxy.")))
    let server = try LoopbackServer(always: .json(Glean.text("Yes.")))
    let environment = ["http_proxy": proxy.url(), "all_proxy": proxy.url(), "CHAT_TOKEN": "canary"]
    for options in [[], ["-u", "http://localhost:\(server.port)\(Glean.path)"]] {
      let result = try ChatProcess.ask(server, options, environment: environment)
      #expect(result.stdout == "Yes.\n")
    }
    #expect(proxy.connectionCount == 0)
  }

  @Test func `other hosts are asked through the proxy of the environment`() throws {
    let proxy = try LoopbackServer(always: .json(Glean.text("From the proxy.")))
    let result = try ChatProcess.run(
      ["ask", "-u", "http://chat.example.com\(Glean.path)", "x"],
      environment: ["http_proxy": proxy.url()]
    )
    #expect(result.stdout == "From the proxy.\n")
    #expect(proxy.requests.first?.target == "http://chat.example.com\(Glean.path)")
  }

  @Test func `a proxy that is not there is named`() throws {
    let result = try ChatProcess.run(
      ["ask", "-u", "http://chat.example.com\(Glean.path)", "x"],
      environment: ["http_proxy": "http://127.0.0.1:1"]
    )
    #expect(result.ending == .exited(3))
    #expect(result.stderr.contains("127.0.0.1:1"))
  }
}
