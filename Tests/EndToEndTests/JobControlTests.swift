import TestSupport
import Testing

@Suite struct JobControlTests {
  @Test(arguments: [["/bin/bash", "--norc", "--noediting", "-i"], ["/bin/sh", "-i"]])
  func `ctrl-Z and fg work at the prompt and during an answer`(shell: [String]) throws {
    let gate = LoopbackGate()
    let server = try LoopbackServer(
      .stream([Glean.text("one two ")], until: gate, [Glean.text("three four.")])
    )
    let home = try TemporaryHome()
    let terminal = try PseudoTerminal(
      shell[0],
      arguments: Array(shell.dropFirst()),
      environment: home.environment.merging(
        [
          "CHAT": PseudoTerminal.product("chat"), "PS1": "shell: ",
          "CHAT_URL": server.url(path: Glean.path),
        ]
      ) { $1 }
    )
    try terminal.readUntil("shell: ")
    try terminal.type("\"$CHAT\"\n")
    try terminal.readUntil("\n> ")
    try terminal.type("half")
    try terminal.readUntil("half")
    try terminal.type("\u{1A}")
    try terminal.readUntil("Stopped")
    try terminal.readUntil("shell: ")
    #expect(terminal.modes == terminal.initialModes)
    try terminal.type("fg\n")
    try terminal.readUntil("> half")
    try terminal.type(" and half\r")
    try terminal.readUntil("one")
    try terminal.type("\u{1A}")
    try terminal.readUntil("Stopped")
    try terminal.readUntil("shell: ")
    #expect(terminal.modes == terminal.initialModes)
    gate.open()
    try terminal.type("fg\n")
    try terminal.readUntil("three four.")
    try terminal.readUntil("> ")
    try terminal.type("\u{4}")
    try terminal.readUntil("shell: ")
    #expect(terminal.modes == terminal.initialModes)
    #expect(server.requests.first?.bodyText.contains("half and half") == true)
    try terminal.type("exit\n")
    _ = try terminal.waitForExit()
  }
}
