import TestSupport
import Testing

@Suite struct JobControlTests {
  @Test func `ctrl-Z and fg work in the editor too`() throws {
    let home = try TemporaryHome()
    let editor = "echo editing; read text; echo \"$text\" > \"$1\"; echo done"
    let file = try home.write("#!/bin/sh\n\(editor)\n", to: "editor")
    // One process: of two, the one that reads may be stopped only after the other's stop was seen.
    let terminal = try PseudoTerminal.chatShell(
      in: home,
      environment: ["EDITOR": "exec /bin/sh \(file)"]
    )
    try terminal.type("\"$CHAT\"\n")
    try terminal.readUntil("\n> ")
    try terminal.type("/editor\r")
    try terminal.readUntil("editing")
    try terminal.stopForeground()
    #expect(terminal.modes == terminal.initialModes)
    try terminal.type("fg\n")
    try terminal.readUntil("CHAT")
    try terminal.type("edited\n")
    try terminal.readUntil("done")
    try terminal.readUntil("> edited")
    try terminal.type("\u{3}")
    try terminal.readUntil("> ")
    try terminal.type("\u{4}")
    try terminal.readUntil("shell: ")
    #expect(terminal.modes == terminal.initialModes)
    try terminal.type("exit\n")
    _ = try terminal.waitForExit()
  }

  @Test(arguments: [true, false])
  func `one that is stopped and then ended leaves the terminal alone`(isWaiting: Bool) throws {
    let server = try LoopbackServer(always: .hanging(after: Glean.text("one two ")))
    let home = try TemporaryHome()
    let terminal = try PseudoTerminal.chatShell(in: home, asking: server)
    try terminal.type("\"$CHAT\"\n")
    try terminal.readUntil("\n> ")
    if isWaiting {
      try terminal.type("x\r")
      try terminal.readUntil("one")
    }
    try terminal.stopForeground()
    // Its `wait` may still take the job for stopped.
    let waiting = "while kill -0 $job 2> /dev/null; do :; done; echo gone"
    try terminal.type("job=$(jobs -p); kill $job; kill -CONT $job; \(waiting)\n")
    try terminal.readUntil("\ngone")
    #expect(terminal.modes == terminal.initialModes)
    try terminal.type("exit\n")
    _ = try terminal.waitForExit()
  }

  @Test(arguments: [PseudoTerminal.bash, ["/bin/sh", "-i"]])
  func `ctrl-Z and fg work at the prompt and during an answer`(shell: [String]) throws {
    let gate = LoopbackGate()
    let server = try LoopbackServer(
      .stream([Glean.text("one two ")], until: gate, [Glean.text("three four.")])
    )
    let home = try TemporaryHome()
    let terminal = try PseudoTerminal.chatShell(shell, in: home, asking: server)
    try terminal.type("\"$CHAT\"\n")
    try terminal.readUntil("\n> ")
    try terminal.type("half")
    try terminal.readUntil("half")
    try terminal.stopForeground()
    #expect(terminal.modes == terminal.initialModes)
    try terminal.type("fg\n")
    try terminal.readUntil("> half")
    try terminal.type(" and half\r")
    try terminal.readUntil("one")
    try terminal.stopForeground()
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
