import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// What shows that an answer is awaited, and the keys that are typed meanwhile.
@Suite struct StatusLineTests {
  private static let step =
    #"{"messages":[{"messageType":"UPDATE","fragments":[{"text":"**Searching:** leave\u001b[2J policy"}]}]}"#

  /// `chat` in front of a server that tells a step, and waits with the answer.
  private static func waiting(
    _ arguments: [String] = [],
    for gate: LoopbackGate,
    columns: Int = 80
  ) throws -> (ChatTerminal, LoopbackServer) {
    let server = try LoopbackServer(
      .stream([step], until: gate, [Glean.text("Leave is 20 days.")]),
      .stream(lines: [Glean.text("Second.")]),
      .stream(lines: [Glean.text("Third.")])
    )
    let chat = try ChatTerminal(
      arguments,
      environment: ["CHAT_URL": server.url(path: Glean.path)],
      columns: columns
    )
    return (chat, server)
  }

  @Test(arguments: [[], ["ask", "x"]])
  func `it turns, tells the step and the seconds, and goes before the answer`(
    arguments: [String]
  ) throws {
    let gate = LoopbackGate()
    let (chat, server) = try Self.waiting(arguments, for: gate)
    if arguments.isEmpty { try chat.enter("x") }
    try chat.terminal.readUntil("searching: leave^[[2J policy … 1 s")
    #expect(!chat.screen.isCursorVisible)
    let frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏".filter { frame in
      String(decoding: chat.terminal.output, as: UTF8.self).contains("\(frame) searching")
    }
    #expect(frames.count > 5)
    gate.open()
    try chat.waitFor("Leave is 20 days.")
    #expect(chat.screen.isCursorVisible)
    #expect(!chat.lines.contains { $0.contains("searching") }, "\(chat.lines)")
    if arguments.isEmpty { try chat.enter("/quit") }
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.traces == [])
    withExtendedLifetime(server) {}
  }

  @Test func `it is cut to the terminal as that is now`() throws {
    let gate = LoopbackGate()
    let (chat, server) = try Self.waiting(["ask", "x"], for: gate, columns: 30)
    try chat.terminal.readUntil(" searching: leave^[[2J … 1 s")
    chat.terminal.resize(columns: 16, rows: 24)
    try chat.terminal.readUntil(" searchin… ")
    gate.open()
    #expect(try chat.terminal.waitForExit() == .exited(0))
    withExtendedLifetime(server) {}
  }

  @Test(arguments: [["-q"], ["--quiet"]], ["xterm"])
  func `it is off where it is not wanted`(options: [String], term: String) throws {
    let gate = LoopbackGate()
    let (chat, server) = try Self.waiting(["ask", "x"] + options, for: gate)
    #expect(server.waitForRequests(1))
    gate.open()
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.lines == ["Leave is 20 days."])
    #expect(!String(decoding: chat.terminal.output, as: UTF8.self).contains("searching"))
  }

  @Test func `a stop takes it away and fg brings it back`() throws {
    let gate = LoopbackGate()
    let server = try LoopbackServer(
      .stream([Self.step], until: gate, [Glean.text("Leave is 20 days.")])
    )
    let home = try TemporaryHome()
    let terminal = try PseudoTerminal.chatShell(in: home, asking: server)
    try terminal.type("\"$CHAT\" ask x\n")
    try terminal.readUntil("searching: leave^[[2J policy …")
    try terminal.stopForeground()
    var screen = Screen()
    screen.feed(terminal.output)
    #expect(screen.isCursorVisible)
    #expect(!screen.lines.contains { $0.contains("searching") }, "\(screen.lines)")
    try terminal.type("fg\n")
    try terminal.readUntil("searching: leave^[[2J policy …")
    gate.open()
    try terminal.readUntil("Leave is 20 days.")
    try terminal.readUntil("shell: ")
    try terminal.type("exit\n")
    _ = try terminal.waitForExit()
  }

  @Test func `keys typed while an answer comes are not shown in it, and are at the next prompt`()
    throws
  {
    let gate = LoopbackGate()
    let (chat, server) = try Self.waiting(for: gate)
    try chat.enter("first")
    try chat.waitFor("searching")
    try chat.terminal.type("second 日本\rthi")
    try chat.terminal.readUntil("… 1 s")
    #expect(!chat.lines.contains { $0.contains("second") }, "\(chat.lines)")
    gate.open()
    try chat.waitFor("Second.")
    try chat.waitFor("> thi")
    try chat.terminal.type("rd\r")
    try chat.waitFor("Third.")
    try chat.enter("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(server.requests.map { $0.bodyText.contains("second 日本") } == [false, true, false])
    #expect(server.requests.last?.bodyText.contains("third") == true)
    #expect(chat.lines.filter { $0.contains("second") } == ["> second 日本"])
    #expect(chat.traces == [])
  }

  @Test func `ctrl-C forgets what was typed while the answer came`() throws {
    let (chat, server) = try Self.waiting(for: LoopbackGate())
    try chat.enter("first")
    try chat.waitFor("searching")
    try chat.terminal.type("second\rhalf\u{3}")
    try chat.waitFor("── stopped ──")
    try chat.enter("third")
    try chat.waitFor("Second.")
    try chat.enter("/quit")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(server.requests.count == 2)
    #expect(server.requests.last?.bodyText.contains("third") == true)
    #expect(chat.traces == [])
  }

  @Test func `a program that is stopped while an answer is awaited can be told to end`() throws {
    let server = try LoopbackServer(.silence)
    let home = try TemporaryHome()
    let terminal = try PseudoTerminal.chatShell(in: home, asking: server)
    try terminal.type("\"$CHAT\"\n")
    try terminal.readUntil("\n> ")
    try terminal.type("x\r")
    try terminal.readUntil("waiting")
    try terminal.type("\u{1A}")
    try terminal.readUntil("shell: ")
    try terminal.type("kill %1; while kill -0 %1 2>/dev/null; do :; done; echo go''ne\n")
    try terminal.readUntil("gone")
    #expect(terminal.modes == terminal.initialModes)
  }

  @Test func `a one-shot answer leaves the keys to the shell`() throws {
    let gate = LoopbackGate()
    let (chat, server) = try Self.waiting(["ask", "x"], for: gate)
    try chat.waitFor("searching")
    #expect(chat.terminal.modes == chat.terminal.initialModes)
    gate.open()
    #expect(try chat.terminal.waitForExit() == .exited(0))
    withExtendedLifetime(server) {}
  }

  @Test(arguments: [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGSEGV, SIGFPE], [true, false])
  func `a crash leaves the terminal as it was`(signal: Int32, isWaiting: Bool) throws {
    let (chat, server) = try Self.waiting(for: LoopbackGate())
    if isWaiting {
      try chat.enter("x")
      try chat.waitFor("searching")
    } else {
      try chat.waitForPrompt()
    }
    chat.terminal.send(signal)
    #expect(try chat.terminal.waitForExit() == .signaled(signal))
    #expect(chat.terminal.modes == chat.terminal.initialModes)
    #expect(chat.screen.isCursorVisible)
    #expect(!chat.screen.hasBracketedPaste)
    withExtendedLifetime(server) {}
  }

  #if os(Linux)
  @Test func `to wait takes hardly any time of the processor`() throws {
    let (chat, server) = try Self.waiting(["ask", "x"], for: LoopbackGate())
    try chat.waitFor("searching")
    let before = try #require(Self.ticks(of: chat.terminal.processIdentifier))
    try chat.terminal.readUntil("… 3 s")
    let used = try #require(Self.ticks(of: chat.terminal.processIdentifier)) - before
    // Hundredths of a second in about three: two percent of one core are six.
    #expect(used <= 6)
    withExtendedLifetime(server) {}
  }

  /// The time of the processor that a process has used, in hundredths of a second (proc(5)).
  private static func ticks(of process: Int32) -> Int? {
    guard let file = fopen("/proc/\(process)/stat", "r") else { return nil }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = fread(&buffer, 1, buffer.count, file)
    let fields =
      String(decoding: buffer[..<count], as: UTF8.self)
      .split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else {
      return nil
    }
    return user + system
  }
  #endif
}
