import Session
import TestSupport
import Testing

@testable import HostSystem

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The browser, the clipboard, the editor and files, with programs that write down what they are given.
@Suite struct HostDesktopTests {
  private let home: TemporaryHome

  init() throws {
    home = try TemporaryHome()
    // As the program does, and for good: other tests run beside these.
    HostProcess.ignoreFailedWrites()
  }

  /// A program in a folder that stands in `PATH`.
  @discardableResult
  private func program(_ name: String, _ body: String) throws -> String {
    let path = try home.write("#!/bin/sh\n\(body)\n", to: "bin/\(name)")
    guard chmod(path, 0o755) == 0 else { throw PseudoTerminal.Failure(description: "chmod") }
    return path
  }

  private func desktop(
    _ variables: [String: String] = [:],
    terminal: @escaping (String) -> Bool = { _ in false }
  ) -> HostDesktop {
    let own = ["PATH": "\(home.path)/bin:/usr/bin:/bin", "HOME": home.path, "TMPDIR": home.path]
    return HostDesktop(
      environment: own.merging(["CHAT_TOKEN": "canary", "OUT": "\(home.path)/out"]) { $1 }
        .merging(variables) { $1 },
      without: ["CHAT_TOKEN"],
      copyToTerminal: terminal
    )
  }

  /// What a program has written down, once it is complete.
  private func out() throws -> String {
    let path = home.path + "/out"
    #expect(LoopbackThread.waits(within: .seconds(5)) { access(path, R_OK) == 0 })
    return String(decoding: try HostFile.bytes(of: path, limit: 1 << 20), as: UTF8.self)
  }

  /// Writes its arguments and what it knows of the token, and is seen only when it is done.
  private static let recording = """
    { printf '<%s>' "$@"; printf 'token=%s' "$CHAT_TOKEN"; } > "$OUT.new"; mv "$OUT.new" "$OUT"
    """

  private static let hostile = "https://docs.example.com/a;touch%20$(id)`id`?q='x'&y=\"z\"|w\\"

  @Test func `the browser gets the address as one argument, and no token`() throws {
    try program("my-browser", Self.recording)
    try desktop(["BROWSER": "my-browser"]).open(url: Self.hostile)
    #expect(try out() == "<\(Self.hostile)>token=")
  }

  @Test func `a browser may say where the address goes, and others stand by`() throws {
    try program("second", Self.recording)
    let variables = ["BROWSER": "no-such-browser:second --tab=%s -x"]
    try desktop(variables).open(url: "https://docs.example.com/")
    #expect(try out() == "<--tab=https://docs.example.com/><-x>token=")
  }

  #if !canImport(Darwin)
  @Test func `without a browser of one's own, xdg-open gets the address`() throws {
    try program("xdg-open", Self.recording)
    try desktop().open(url: Self.hostile)
    #expect(try out() == "<\(Self.hostile)>token=")
  }

  @Test func `the clipboard gets the whole text`() throws {
    try program("wl-copy", "exit 1")
    try program("xclip", "cat > \"$OUT\"; printf '%s %s' \"$*\" \"$CHAT_TOKEN\" >> \"$OUT\"")
    let text = String(repeating: "日本 $(id)\n", count: 20_000)
    #expect(try desktop().copy(text))
    #expect(try out() == text + "-selection clipboard ")
  }

  @Test func `the terminal's clipboard will do where no program takes the text`() throws {
    try program("wl-copy", "exit 1")
    try program("xclip", "exit 1")
    var sent: [String] = []
    #expect(
      try !desktop(terminal: {
        sent.append($0)
        return true
      }).copy("x")
    )
    #expect(sent == ["x"])
    #expect(throws: DesktopFailure.notFound(["wl-copy", "xclip"])) { try desktop().copy("x") }
  }
  #endif

  @Test func `a program that fails at once is told with its status`() throws {
    try program("broken", "exit 3")
    #expect(throws: DesktopFailure.failed("broken", status: 3)) {
      try desktop(["BROWSER": "broken"]).open(url: "https://docs.example.com/")
    }
  }

  @Test func `a program that is not there is told by its name`() throws {
    #expect(throws: DesktopFailure.notFound(["none"] + ["xdg-open", "open"])) {
      try desktop(["BROWSER": "none", "PATH": home.path]).open(url: "https://docs.example.com/")
    }
  }

  @Test func `a browser that goes on is not waited for`() throws {
    try program("slow", "sleep 30")
    let start = HostProcess.now()
    try desktop(["BROWSER": "slow"]).open(url: "https://docs.example.com/")
    #expect(HostProcess.now() - start < 5_000)
  }

  @Test(arguments: [["VISUAL": "ed1 -x", "EDITOR": "false"], ["VISUAL": "", "EDITOR": "ed1 -x"]])
  func `the editor gets the text in a file of its owner alone, which goes away`(
    variables: [String: String]
  ) throws {
    try program(
      "ed1",
      """
      ls -l "$2" | cut -c1-10 > "$OUT"; printf '%s|%s|' "$1" "$CHAT_TOKEN" >> "$OUT"
      cat "$2" >> "$OUT"; printf 'new\\ntext\\n' > "$2"
      """
    )
    #expect(try desktop(variables).edit("old $(id)") == "new\ntext")
    #expect(try out() == "-rw-------\n-x||old $(id)")
    #expect(names(in: home.path) == ["bin", "out"])
  }

  @Test func `an editor that fails changes nothing, and leaves no file`() throws {
    try program("ed1", "exit 2")
    #expect(throws: DesktopFailure.failed("ed1", status: 2)) {
      try desktop(["EDITOR": "ed1"]).edit("x")
    }
    #expect(names(in: home.path) == ["bin"])
    #expect(throws: DesktopFailure.failed("no-such-editor 2>/dev/null", status: 127)) {
      try desktop(["EDITOR": "no-such-editor 2>/dev/null"]).edit("x")
    }
  }

  @Test func `signals have their usual meaning for a child`() throws {
    let child = try ChildProcess(["sh", "-c", "kill -PIPE $$"], .none, environment: [:])
    #expect(child.wait() == 128 + SIGPIPE)
  }

  @Test func `a file is saved whole, for its owner alone, and replaced only where it may be`()
    throws
  {
    let desktop = desktop()
    try desktop.save("one", to: home.path + "/a.md", mayReplace: false)
    #expect(throws: DesktopFailure.exists) {
      try desktop.save("two", to: "~/a.md", mayReplace: false)
    }
    #expect(try HostFile.bytes(of: home.path + "/a.md", limit: 9) == Array("one".utf8))
    try desktop.save("two", to: "~/a.md", mayReplace: true)
    #expect(try HostFile.bytes(of: home.path + "/a.md", limit: 9) == Array("two".utf8))
    var facts = stat()
    #expect(stat(home.path + "/a.md", &facts) == 0 && facts.st_mode & 0o777 == 0o600)
    #expect(names(in: home.path) == ["a.md"])
  }

  @Test func `a file that is replaced keeps its mode, and a link leads on`() throws {
    let file = try home.write("one", to: "a.md")
    #expect(chmod(file, 0o640) == 0 && symlink(file, home.path + "/link.md") == 0)
    try desktop().save("two", to: "~/link.md", mayReplace: true)
    var facts = stat()
    #expect(stat(file, &facts) == 0 && facts.st_mode & 0o777 == 0o640)
    #expect(try HostFile.bytes(of: file, limit: 9) == Array("two".utf8))
  }

  @Test func `what cannot be saved is told in the system's words`() throws {
    try home.makeFolder("folder")
    #expect(throws: DesktopFailure.system(reason: "Is a directory")) {
      try desktop().save("x", to: "~/folder", mayReplace: false)
    }
    #expect(throws: DesktopFailure.system(reason: "No such file or directory")) {
      try desktop().save("x", to: "~/missing/a.md", mayReplace: false)
    }
  }
}
