import TestSupport
import Testing

/// Every form of output, with and without a terminal on either side.
@Suite struct OutputFormTests {
  private static let forms = [[], ["--json"], ["--ndjson"], ["--raw"], ["--markdown"]]
  private static let text = "A **long** line of an answer that is wider than a narrow terminal.\n\n"
  private static let reply = LoopbackReply.stream(
    lines: [
      Glean.text(text + "| a | b |\n|---|---|\n| 1 | 2 |\n"),
      Glean.citation(title: "A", url: "https://a.example.com/"), Glean.followUps("Who?"),
    ]
  )

  @Test(arguments: forms)
  func `off a terminal nothing depends on one`(form: [String]) throws {
    let server = try LoopbackServer(always: Self.reply)
    let piped = try ChatProcess.ask(server, form, input: .bytes([]))
    #expect(piped.ending == .exited(0))
    #expect(!piped.stdoutBytes.contains(0x1B) && !piped.stderrBytes.contains(0x1B))
    #expect(!piped.stdoutBytes.contains(0x0D))
    // The person's side is a narrow terminal, standard output a file.
    for input in ["", "< /dev/null"] {
      let home = try TemporaryHome()
      let terminal = try PseudoTerminal(
        "/bin/sh",
        arguments: [
          "-c", #"out=$1; shift; "$0" ask "$@" > "$out" \#(input)"#, PseudoTerminal.product("chat"),
          "\(home.path)/out",
        ] + form + ["How much leave do I have?"],
        environment: home.environment.merging(["CHAT_URL": server.url(path: Glean.path)]) { $1 },
        columns: 20
      )
      #expect(try terminal.waitForExit() == .exited(0))
      let written = try RepositoryFile.bytes(at: "\(home.path)/out")
      #expect(written.withoutTimes == piped.stdoutBytes.withoutTimes)
    }
  }

  @Test(arguments: [["--json"], ["--ndjson"]])
  func `data are the same bytes on a terminal`(form: [String]) throws {
    let server = try LoopbackServer(always: Self.reply)
    let piped = try ChatProcess.ask(server, form)
    for input in ["", "< /dev/null"] {
      let home = try TemporaryHome()
      let terminal = try PseudoTerminal(
        "/bin/sh",
        arguments: [
          "-c", #""$0" ask "$@" 2> /dev/null \#(input)"#, PseudoTerminal.product("chat"),
        ] + form + ["How much leave do I have?"],
        environment: home.environment.merging(["CHAT_URL": server.url(path: Glean.path)]) { $1 },
        columns: 20
      )
      #expect(try terminal.waitForExit() == .exited(0))
      // The terminal itself puts a CR in front of each LF.
      let shown = terminal.output.filter { $0 != 0x0D }
      #expect(shown.withoutTimes == piped.stdoutBytes.withoutTimes)
    }
  }

  @Test func `a hundred readers of one line each leave nothing behind`() throws {
    let lines = (0..<400).map { Glean.text("Line \($0) of an answer.\n\n") }
    let server = try LoopbackServer(always: .stream(lines: lines))
    let script = """
      i=0
      while [ $i -lt 100 ]; do
        { "$0" ask -u "$1" --ndjson x < /dev/null; echo $? >> "$HOME/ends"; } | head -1
        i=$((i + 1))
      done
      sort "$HOME/ends" | uniq -c
      """
    let url = server.url(path: Glean.path)
    let result = try ChatProcess(
      ["-c", script, PseudoTerminal.product("chat"), url],
      program: "/bin/sh"
    ).waitForExit(within: .seconds(60))
    #expect(result.stderr == "")
    let shown = result.stdout.split(separator: "\n")
    #expect(shown.count { $0.hasPrefix(#"{"type":"started""#) } == 100)
    let ends = shown.filter { !$0.hasPrefix("{") }
      .map { $0.split(separator: " ").map(String.init) }
    #expect(ends.allSatisfy { ["0", "141"].contains($0.last) }, "\(ends)")
    #expect(ends.compactMap { $0.first.flatMap { Int($0) } }.reduce(0, +) == 100)
  }
}

extension [UInt8] {
  /// Without the one fact of a reply that differs from run to run.
  fileprivate var withoutTimes: String {
    String(decoding: self, as: UTF8.self)
      .replacing(#/"elapsedMillis":[0-9]+/#, with: #""elapsedMillis":0"#)
  }
}
