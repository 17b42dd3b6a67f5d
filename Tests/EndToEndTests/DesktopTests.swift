import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The commands that hand something to other programs, with programs that write down what they get.
@Suite struct DesktopTests {
  private let home: TemporaryHome
  private let server: LoopbackServer

  private static let url = "https://docs.example.com/a b;touch $(id)`id`?q='x'&y=\"z\"|w"
  private static let answer = "Leave is **20** days.\n\n```\necho hello\n```\n"

  init() throws {
    home = try TemporaryHome()
    server = try LoopbackServer(
      always: .stream(
        lines: [Glean.text(Self.answer), Glean.citation(title: "Leave", url: Self.url)]
      )
    )
  }

  private func program(_ name: String, _ body: String) throws {
    let path = try home.write("#!/bin/sh\n\(body)\n", to: "bin/\(name)")
    #expect(chmod(path, 0o755) == 0)
  }

  /// A conversation in which a first answer has come.
  private func chat(
    _ variables: [String: String] = [:],
    term: String = "xterm-256color"
  ) throws -> ChatTerminal {
    let own = [
      "CHAT_URL": server.url(path: Glean.path), "CHAT_TOKEN": "canary-Zm9v", "TMPDIR": home.path,
      "OUT": "\(home.path)/out", "PATH": "\(home.path)/bin:/usr/bin:/bin",
    ]
    let chat = try ChatTerminal(
      environment: own.merging(variables) { $1 },
      columns: 200,
      term: term,
      home: home
    )
    try chat.enter("How much leave?")
    try chat.waitForPrompt()
    return chat
  }

  private func leave(_ chat: ChatTerminal) throws {
    try chat.terminal.type("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(chat.traces == [])
    for program in names(in: home.path) where program.hasPrefix("out") {
      #expect(text(program)?.contains("canary") == false)
    }
  }

  private func text(_ name: String) -> String? { try? home.text(of: name) }

  private func waitForText(_ name: String = "out") -> String? {
    _ = LoopbackThread.waits(within: .seconds(10)) { text(name) != nil }
    return text(name)
  }

  private static let recording = """
    { printf '<%s>' "$@"; echo; env; } > "$OUT.new"; mv "$OUT.new" "$OUT"
    """

  @Test(arguments: [("my-browser", ["BROWSER": "my-browser"]), ("xdg-open", [:])])
  func `a source is opened without a shell, as one encoded argument`(
    name: String,
    variables: [String: String]
  ) throws {
    try program(name, Self.recording)
    let chat = try chat(variables)
    try chat.terminal.type("/open 1\r")
    try chat.waitFor("Opened https://docs.example.com/")
    let encoded = "<https://docs.example.com/a%20b;touch%20$(id)`id`?q='x'&y=\"z\"|w>\n"
    #expect(waitForText()?.hasPrefix(encoded) == true, "\(waitForText() ?? "nothing")")
    try chat.waitForPrompt()
    try leave(chat)
  }

  @Test func `an answer is copied by a program, and by the terminal`() throws {
    try program("wl-copy", "exit 1")
    try program("xclip", "cat > \"$OUT\"; env > \"$OUT.env\"")
    let chat = try chat()
    try chat.terminal.type("/copy\r")
    try chat.waitFor("Copied.")
    #expect(text("out") == Self.answer)
    try chat.waitForPrompt()
    try chat.terminal.type("/copy code\r")
    try chat.waitForPrompt()
    #expect(text("out") == "echo hello\n")
    #expect(chat.screen.clipboard == "ZWNobyBoZWxsbwo=")
    try leave(chat)
  }

  @Test(arguments: ["xterm-256color", "dumb"])
  func `where no program takes it, a terminal that is not dumb may`(term: String) throws {
    try program("wl-copy", "exit 1")
    try program("xclip", "exit 1")
    let chat = try chat(term: term)
    #expect(chat.screen.clipboard == nil)
    try chat.terminal.type("/copy code\r")
    if term == "dumb" {
      try chat.waitFor("chat: cannot copy: there is no wl-copy, no xclip")
    } else {
      try chat.waitFor("Sent to the terminal, which may put it on the clipboard.")
    }
    #expect(chat.screen.clipboard == (term == "dumb" ? nil : "ZWNobyBoZWxsbwo="))
    try chat.waitForPrompt()
    try leave(chat)
  }

  @Test func `the editor has the terminal as it was, and its text stands in the line`() throws {
    try program(
      "my-editor",
      """
      stty -a < /dev/tty > "$OUT.modes"; env > "$OUT.env"; cat "$1" > "$OUT"
      printf 'edited text\\n' > "$1"
      """
    )
    let chat = try chat(["VISUAL": "my-editor"])
    try chat.terminal.type("/editor some text\r")
    try chat.waitFor("> edited text")
    #expect(text("out") == "some text")
    let modes = text("out.modes") ?? ""
    #expect(modes.contains(" icanon") && modes.contains(" echo "), "\(modes)")
    try chat.terminal.type("\r")
    #expect(server.waitForRequests(2))
    #expect(server.requests.last?.bodyText.contains("\"edited text\"") == true)
    try chat.waitForPrompt()
    try leave(chat)
    #expect(!names(in: home.path).contains { $0.hasSuffix(".md") })
  }

  @Test func `ctrl-C in the editor is the editor's`() throws {
    try program(
      "my-editor",
      "trap 'echo caught > \"$OUT\"; exit 1' INT; echo ready; sleep 30 & wait"
    )
    let chat = try chat(["VISUAL": "my-editor"])
    try chat.terminal.type("/editor\r")
    try chat.waitFor("ready")
    try chat.terminal.type("\u{3}")
    try chat.waitFor("ended with status 1")
    #expect(text("out") == "caught\n")
    try chat.waitForPrompt()
    try leave(chat)
  }

  @Test func `a conversation is saved, and a file replaced only after a yes`() throws {
    let chat = try chat()
    try chat.terminal.type("/save ~/notes.md\r")
    try chat.waitFor("Saved as ~/notes.md")
    #expect(text("notes.md")?.contains("Leave is **20** days.") == true)
    var facts = stat()
    #expect(stat(home.path + "/notes.md", &facts) == 0 && facts.st_mode & 0o777 == 0o600)
    try home.write("mine", to: "notes.md")
    try chat.waitForPrompt()
    for (answer, words) in [("n", "Nothing was saved."), ("y", "Saved as ~/notes.md")] {
      try chat.terminal.type("/save ~/notes.md\r")
      try chat.waitFor("replace it? [y/N]")
      try chat.terminal.wait { _ in
        chat.screen.text(row: chat.screen.cursor.row).contains("replace it? [y/N]")
      }
      try chat.terminal.type(answer + "\r")
      try chat.waitForPrompt()
      #expect((text("notes.md") == "mine") == (answer == "n"))
      #expect(chat.lines.last { !$0.isEmpty && $0 != ">" } == words)
    }
    try chat.terminal.type("/save ~/notes.json\r")
    try chat.waitFor("Saved as ~/notes.json")
    #expect(text("notes.json")?.hasPrefix("{") == true)
    try chat.waitForPrompt()
    try leave(chat)
  }

  @Test func `what cannot be saved is told, and the conversation goes on`() throws {
    try home.makeFolder("folder")
    let chat = try chat()
    for (path, words) in [
      ("~/folder", "Is a directory"), ("~/none/a.md", "No such file or directory"),
      ("/dev/full", "Operation not permitted"), ("/proc/a.md", ""),
    ] {
      try chat.terminal.type("/save \(path)\r")
      try chat.waitFor("chat: cannot save '\(path)': \(words)")
      try chat.waitForPrompt()
    }
    try leave(chat)
  }
}
