import TestSupport
import Testing

/// How much of standard input a prompt may be, and what of the arguments is text.
@Suite struct InputLimitTests {
  private static let hint = "allow more with --max-input N; 0 is no limit\n"

  @Test(arguments: [["ask"], []])
  func `what has no end is refused at once`(command: [String]) throws {
    let result = try ChatProcess.run(command, input: .file("/dev/zero"))
    #expect(result.ending == .exited(2))
    #expect(result.stdout == "")
    #expect(
      result.stderr.hasSuffix(
        "chat: the prompt is too long: --max-input allows 1000000 bytes\n" + Self.hint
      )
    )
  }

  @Test(arguments: [
    ("4", "abcd", true), ("4", "abcde", false), ("4", "abcd\n", false), ("1k", "x", true),
    ("0", String(repeating: "x", count: 1_200_000), true),
    ("2M", String(repeating: "x", count: 1_200_000), true),
    ("1Mi", String(repeating: "x", count: 1_200_000), false),
  ])
  func `chat ask reads so many bytes and not one more`(
    limit: String,
    input: String,
    isRead: Bool
  ) throws {
    let server = try LoopbackServer(always: .json(Glean.text("Yes.")))
    let result = try ChatProcess.run(
      ["ask", "--max-input", limit, "a long prompt in the operands counts for nothing"],
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      input: .text(input)
    )
    #expect(result.ending == .exited(isRead ? 0 : 2), "\(result.stderr)")
    #expect(server.requests.count == (isRead ? 1 : 0))
  }

  @Test func `the limit is that of each line, and a longer one ends the run`() throws {
    let server = try LoopbackServer(always: .json(Glean.text("Yes.")))
    let result = try ChatProcess.run(
      ["--max-input=3", "--json"],
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      input: .text("one\ntwo\r\nthree\nfour\n")
    )
    #expect(result.ending == .exited(2))
    #expect(server.requests.count == 2)
    let last = result.stdout.split(separator: "\n").last
    #expect(last?.hasPrefix(#"{"error":{"message":"the prompt is too long"#) == true)
  }

  @Test(arguments: ["", "-1", "1.5", "k", "1K", "1 k", "99999999999999999999", "1Gi"])
  func `refuses what is no number of bytes`(limit: String) throws {
    let result = try ChatProcess.run(["ask", "--max-input=\(limit)", "x"])
    #expect(result.ending == .exited(2))
    #expect(result.stderr.contains("is not a number of bytes"))
  }

  @Test(arguments: [
    (#"ask "$(printf 'a\377')""#, "argument 2 is not text: byte 2 is not UTF-8"),
    (#"ask x "$(printf '\344 b')""#, "argument 3 is not text: byte 1 is not UTF-8"),
    (#""$(printf 'ä\342\202')""#, "argument 1 is not text: byte 3 is not UTF-8"),
  ])
  func `an argument that is no text is refused with its place`(
    words: String,
    message: String
  ) throws {
    for (form, output) in [("", ""), (" --json", #"{"error":{"message":"\#(message)"}}"# + "\n")] {
      let result = try ChatProcess(
        ["-c", "\"$0\" \(words)\(form)", PseudoTerminal.product("chat")],
        program: "/bin/sh"
      ).waitForExit()
      #expect(result.ending == .exited(2))
      #expect(result.stderr == "chat: \(message)\n")
      #expect(result.stdout == output)
    }
  }
}
