import CommandLine
import TestSupport

/// The exit status, under a name that Testing does not have too.
typealias Status = ExitStatus

extension ChatProcess {
  /// Starts `chat ask` with a prompt for `server`.
  static func asking(
    _ server: LoopbackServer,
    _ options: [String] = [],
    environment: [String: String] = [:],
    input: Input = .null,
    output: Output = .captured
  ) throws -> ChatProcess {
    try ChatProcess(
      ["ask"] + options + ["How much leave do I have?"],
      environment: environment.merging(["CHAT_URL": server.url(path: Glean.path)]) { given, _ in
        given
      },
      input: input,
      output: output
    )
  }

  /// Runs `chat ask` with a prompt for `server` to its end.
  static func ask(
    _ server: LoopbackServer,
    _ options: [String] = [],
    environment: [String: String] = [:],
    input: Input = .null,
    output: Output = .captured,
    within limit: Duration = .seconds(10)
  ) throws -> Result {
    try asking(server, options, environment: environment, input: input, output: output)
      .waitForExit(within: limit)
  }
}

extension LoopbackServer {
  /// A server that gives the same reply to each request.
  convenience init(always reply: LoopbackReply) throws {
    try self.init { _ in reply }
  }
}

extension LoopbackReply {
  /// The beginning of a streamed answer, which waits at `gate` before it goes on to its end.
  static func stream(_ lines: [String], until gate: LoopbackGate, _ rest: [String]) -> LoopbackReply
  {
    let fields = ["Content-Type: application/x-ndjson", "Transfer-Encoding: chunked"]
    func chunks(_ lines: [String]) -> [UInt8] {
      lines.flatMap { chunk(Array($0.utf8) + [0x0A]) }
    }
    return LoopbackReply(
      .write(head(200, fields) + chunks(lines)),
      .wait(gate),
      .write(chunks(rest) + chunk([]))
    )
  }

  /// The beginning of a streamed answer that never goes on.
  static func hanging(after lines: String...) -> LoopbackReply {
    .stream(lines, until: LoopbackGate(), [])
  }
}
