import TestSupport
import Testing

/// `chat config`.
@Suite struct ConfigCommandTests {
  private let folder: TemporaryHome

  init() throws {
    folder = try TemporaryHome()
  }

  private var file: String { folder.path + "/config.json" }

  private func run(_ arguments: String..., variables: [String: String] = [:]) throws
    -> ChatProcess.Result
  {
    try ChatProcess.run(
      ["config"] + arguments,
      environment: ["CHAT_CONFIG": file].merging(variables) { $1 }
    )
  }

  /// An editor that does something with the file it is given.
  private func editor(_ line: String) throws -> [String: String] {
    let script = try folder.write("#!/bin/sh\n\(line)\n", to: "editor")
    return ["EDITOR": "/bin/sh \(script)"]
  }

  private static let wrong = """
    {
      default: 'wrok',
      backends: {
        work: { url: 'ftp://a.example.com', tokenFile: '/no/such/file' },
        rag: { url: 'https://rag.example.com', request: '{a: ', response: '.b', done: 'nope' },
      },
      wrap: 'word',
      colour: 1,
    }
    """

  @Test func `tells where the file is`() throws {
    #expect(try run("path").stdout == file + "\n")
    let home = ["CHAT_CONFIG": "", "XDG_CONFIG_HOME": "/x"]
    #expect(try run("path", variables: home).stdout == "/x/chat/config.json\n")
  }

  @Test func `names every mistake with its place and key`() throws {
    try folder.write(Self.wrong, to: "config.json")
    let result = try run("check")
    #expect(result.ending == .exited(2))
    let lines = result.stdout.split(separator: "\n")
    let expected = [
      "line 2, column 12: 'default': there is no backend 'wrok'; did you mean 'work'?",
      "line 4, column 18: 'backends.work.url': cannot ask 'ftp' URLs",
      "line 4, column 52: 'backends.work.tokenFile': cannot read the token in /no/such/file",
      "line 5, column 53: 'backends.rag.request': ", "line 5, column 83: 'backends.rag.done': ",
      "line 7, column 9: 'wrap' is none of words, terminal; did you mean 'words'?",
      "line 8, column 3: unknown key 'colour'; did you mean 'color'?",
    ]
    #expect(lines.count == expected.count, "\(result.stdout)")
    for (line, words) in zip(lines, expected) {
      #expect(line.hasPrefix("\(file), \(words)"), "\(line)")
    }
    let data = try run("check", "--jq", "[.mistakes[].line]")
    #expect(data.stdout == "[2,4,4,5,5,7,8]\n" && data.ending == .exited(2))
  }

  @Test func `a configuration without mistakes passes`() throws {
    try folder.write("{ color: 'never' }", to: "config.json")
    let result = try run("check")
    #expect(result.ending == .exited(0))
    #expect(result.stdout == "\(file): no mistakes\n")
    try folder.write("s", to: "token")
    try folder.setMode(0o644, of: "token")
    let text = "{backends: {a: {url: 'https://a.example.com', tokenFile: '\(folder.path)/token'}}}"
    try folder.write(text, to: "config.json")
    #expect(try run("check").stdout.contains("chmod 600 \(folder.path)/token"))
  }

  @Test func `a token that login has stored has to be private too`() throws {
    try folder.write("{backends: {a: {url: 'https://a.example.com'}}}", to: "config.json")
    try folder.write("secret", to: "chat/tokens/a")
    try folder.setMode(0o644, of: "chat/tokens/a")
    let result = try ChatProcess.run(
      ["config", "check"],
      environment: ["CHAT_CONFIG": file, "XDG_CONFIG_HOME": folder.path]
    )
    #expect(result.ending == .exited(2))
    #expect(result.stdout.contains("'backends.a.url'") && result.stdout.contains("chmod 600"))
  }

  @Test func `a wrong configuration stops none of what does not need it`() throws {
    try folder.write(Self.wrong, to: "config.json")
    for words in [
      ["config", "path"], ["config"], ["config", "show", "--json"], ["--help"], ["--version"],
      ["schema"], ["completion", "fish"], ["config", "--help"], ["login", "--help"],
    ] {
      let result = try ChatProcess.run(words, environment: ["CHAT_CONFIG": file])
      #expect(result.ending == .exited(0), "\(words) \(result.stderr)")
    }
    #expect(try run("show").stderr.contains("line 7, column 9"))
  }

  @Test func `shows what holds and where it comes from, but no secret`() throws {
    try folder.write(
      """
      {
        default: "work",
        backends: {
          work: { url: "https://work.example.com/chat?key=canary", headers: { "X-Api-Key": "canary" },
                  tokenCommand: "echo canary; touch \(folder.path)/ran", model: "m" },
        },
        color: "never",
      }
      """,
      to: "config.json"
    )
    let text = try run(variables: ["CHAT_MODEL": "set"])
    #expect(text.ending == .exited(0) && text.stderr.isEmpty, "\(text.stderr)")
    let rows = text.stdout.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(rows.first == "Configuration: \(file)")
    for row in [
      "backend work line 2", "url https://work.example.com/chat?key=*** line 4",
      "model set CHAT_MODEL", "token *** (tokenCommand) line 5", "headers.X-Api-Key *** line 4",
      "color never line 7", "historySize 10000 default",
    ] {
      #expect(rows.contains(row), "\(rows)")
    }
    let data = try run("show", "-m", "typed", "--jq", ".settings.model | [.value, .source]")
    #expect(data.stdout == "[\"typed\",\"--model\"]\n", "\(data.stderr)")
    #expect(!text.stdout.contains("canary") && !names(in: folder.path).contains("ran"))
    #expect(try run("show", "-b", "none").ending == .exited(2))
  }

  @Test func `an edited copy takes the place of the file, which keeps its mode and its link`()
    throws
  {
    try folder.write("// mine\n{}\n", to: "real.json")
    try folder.setMode(0o640, of: "real.json")
    try folder.link("config.json", to: "real.json")
    let result = try run(
      "edit",
      variables: try editor("case $1 in *.json5) sed -i \"s/{}/{color: 'never'}/\" \"$1\";; esac")
    )
    #expect(result.ending == .exited(0), "\(result.stderr)")
    #expect(try folder.text(of: "real.json") == "// mine\n{color: 'never'}\n")
    #expect(try folder.mode(of: "real.json") == 0o640)
    #expect(folder.isLink("config.json"))
  }

  @Test func `a copy with mistakes is kept, and the file is as it was`() throws {
    try folder.write("{}\n", to: "config.json")
    let result = try run("edit", variables: try editor("echo \"{ wrap: 'x' }\" > \"$1\""))
    #expect(result.ending == .exited(2))
    #expect(result.stderr.contains("line 1, column 9: 'wrap' is none of"))
    #expect(result.stderr.contains("it is kept in \(file).edited"))
    #expect(try folder.text(of: "config.json") == "{}\n")
    #expect(try folder.text(of: "config.json.edited") == "{ wrap: 'x' }\n")
    #expect(try folder.mode(of: "config.json.edited") == 0o600)
  }

  @Test func `a new file starts from a template with comments`() throws {
    let unchanged = try run("edit", variables: try editor("cp \"$1\" \(folder.path)/seen"))
    #expect(unchanged.ending == .exited(0) && unchanged.stdout == "Nothing was changed.\n")
    #expect(try folder.text(of: "seen").contains("// The configuration of chat"))
    #expect(!names(in: folder.path).contains("config.json"))
    let changed = try run("edit", variables: try editor("echo \"{save: false}\" > \"$1\""))
    #expect(changed.stdout == "Written to \(file).\n")
    #expect(try folder.mode(of: "config.json") == 0o600)
  }

  @Test func `an editor that fails, or a file written meanwhile, changes nothing`() throws {
    try folder.write("{}\n", to: "config.json")
    let failed = try run("edit", variables: try editor("echo '{a' > \"$1\"; exit 1"))
    #expect(failed.ending == .exited(1))
    #expect(failed.stderr.contains("the configuration is unchanged"))
    let both = try run(
      "edit",
      variables: try editor("echo '{save: true}' > \"$1\"; echo '{save: false}' > \(file)")
    )
    #expect(both.ending == .exited(1))
    #expect(both.stderr.contains("another program has written it"))
    #expect(try folder.text(of: "config.json") == "{save: false}\n")
    #expect(try folder.text(of: "config.json.edited") == "{save: true}\n")
  }

  @Test func `in a terminal, mistakes can be edited again`() throws {
    try folder.write("{}\n", to: "config.json")
    let script =
      "grep -q word \"$1\" && echo \"{wrap: 'words'}\" > \"$1\" || echo \"{wrap: 'word'}\" > \"$1\""
    let variables = try editor(script).merging(["CHAT_CONFIG": file]) { $1 }
    let chat = try ChatTerminal(["config", "edit"], environment: variables)
    try chat.waitFor("Edit again? [Y/n]")
    #expect(try folder.text(of: "config.json") == "{}\n")
    try chat.terminal.type("\n")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(try folder.text(of: "config.json") == "{wrap: 'words'}\n")
    #expect(chat.traces == [])
  }

  @Test func `wrong words are told`() throws {
    #expect(try run("chek").stderr.contains("'chek'"))
    #expect(try run("path", "more").ending == .exited(2))
  }
}
