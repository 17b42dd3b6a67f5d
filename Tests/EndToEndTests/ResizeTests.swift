import TestSupport
import Testing

/// A window that changes its size in the middle of an answer.
@Suite struct ResizeTests {
  private static let widths = [
    60, 30, 80, 12, 45, 5, 100, 20, 19, 18, 40, 1, 70, 33, 8, 120, 25, 50, 3, 64,
  ]

  @Test(arguments: [[], ["ask", "x"]])
  func `lines are as wide as the terminal is when they are printed`(arguments: [String]) throws {
    let gates = Self.widths.map { _ in LoopbackGate() }
    let server = try LoopbackServer(Self.reply(gates))
    let chat = try ChatTerminal(
      arguments,
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      columns: 60
    )
    if arguments.isEmpty {
      try chat.enter("x")
      // The mode's number would be taken for the sign of the first piece.
      try chat.terminal.readUntil("\u{1B}[?2004l")
    }
    try chat.terminal.readUntil("00")
    var column = 2
    for (number, width) in Self.widths.enumerated() {
      chat.terminal.resize(columns: UInt16(width), rows: 24)
      gates[number].open()
      let text = try chat.terminal.readUntil(Self.sign(number + 1, width))
      var lines = text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
      lines[0] = String(repeating: "-", count: column) + lines[0]
      // What stood there before may be wider; nothing is added to it then.
      let limits = [max(width, column)] + lines.dropFirst().map { _ in width }
      #expect(zip(lines, limits).allSatisfy { $0.trimmedEnd.count <= $1 }, "\(width): \(lines)")
      column = lines.last?.count ?? 0
    }
    if arguments.isEmpty {
      chat.terminal.resize(columns: 80, rows: 24)
      try chat.terminal.readUntil("> ")
      try chat.terminal.type("\u{4}")
    }
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.terminal.modes == chat.terminal.initialModes)
  }

  /// One paragraph in pieces, each of which ends with its number and waits at its gate.
  private static func reply(_ gates: [LoopbackGate]) -> LoopbackReply {
    let lines = (0...gates.count).map { number in
      let words = number == 0 ? "" : String(repeating: "some words ", count: 15)
      return Array((Glean.text(words + "\(number < 10 ? "0" : "")\(number) ") + "\n").utf8)
    }
    let fields = ["Content-Type: application/x-ndjson", "Transfer-Encoding: chunked"]
    var steps: [LoopbackReply.Step] = [.write(LoopbackReply.head(200, fields))]
    for (line, gate) in zip(lines, gates) {
      steps += [.write(LoopbackReply.chunk(line)), .wait(gate)]
    }
    return LoopbackReply(
      steps: steps + [.write(LoopbackReply.chunk(lines[gates.count]) + LoopbackReply.chunk([]))]
    )
  }

  /// What shows that all of a piece was printed: a number of two digits may be broken in the narrowest terminal.
  private static func sign(_ number: Int, _ width: Int) -> String {
    let digits = (number < 10 ? "0" : "") + "\(number)"
    return width == 1 ? digits.map(String.init).joined(separator: "\r\n") : digits
  }
}

extension StringProtocol {
  fileprivate var trimmedEnd: SubSequence {
    self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)]
  }
}
