import TestSupport
import Testing

@Suite struct JobControlTests {
  @Test func `ctrl-Z and fg work in the editor too`() throws {
    let home = try TemporaryHome()
    let editor = "echo editing; read text; echo \"$text\" > \"$1\"; echo done"
    let file = try home.write("#!/bin/sh\n\(editor)\n", to: "editor")
    let terminal = try PseudoTerminal(
      "/bin/bash",
      arguments: ["--norc", "--noediting", "-i"],
      environment: home.environment.merging(
        ["CHAT": PseudoTerminal.product("chat"), "PS1": "shell: ", "EDITOR": "/bin/sh \(file)"]
      ) { $1 }
    )
    try terminal.readUntil("shell: ")
    try terminal.type("\"$CHAT\"\n")
    try terminal.readUntil("\n> ")
    try terminal.type("/editor\r")
    try terminal.readUntil("editing")
    try terminal.type("\u{1A}")
    try terminal.readUntil("Stopped")
    try terminal.readUntil("shell: ")
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
    let terminal = try PseudoTerminal(
      "/bin/bash",
      arguments: ["--norc", "--noediting", "-i"],
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
    if isWaiting {
      try terminal.type("x\r")
      try terminal.readUntil("one")
    }
    try terminal.type("\u{1A}")
    try terminal.readUntil("Stopped")
    try terminal.readUntil("shell: ")
    // Its `wait` may still take the job for stopped.
    let waiting = "while kill -0 $job 2> /dev/null; do :; done; echo gone"
    try terminal.type("job=$(jobs -p); kill $job; kill -CONT $job; \(waiting)\n")
    try terminal.readUntil("\ngone")
    #expect(terminal.modes == terminal.initialModes)
    try terminal.type("exit\n")
    _ = try terminal.waitForExit()
  }

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
