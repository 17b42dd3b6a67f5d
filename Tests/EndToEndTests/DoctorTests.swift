import TestSupport
import Testing

/// `chat doctor` without a network.
@Suite struct DoctorTests {
  private let doctor: DoctorHome

  init() throws {
    doctor = try DoctorHome()
  }

  private var home: TemporaryHome { doctor.home }

  /// Everything below the home: names, modes and bytes.
  private func traces(_ folder: String) throws -> [String] {
    try names(in: folder).flatMap { name -> [String] in
      let path = "\(folder)/\(name)"
      let relative = String(path.dropFirst(home.path.count + 1))
      let mode = String(try home.mode(of: relative), radix: 8)
      let bytes = (try? RepositoryFile.bytes(at: path)).map { "\($0.hashValue)" } ?? "folder"
      return ["\(relative) \(mode) \(bytes)"] + (try traces(path))
    }
  }

  @Test func `in a fresh home nothing is wrong, and nothing is made`() throws {
    let (findings, result) = try doctor.findings()
    #expect(result.ending == .exited(0) && result.stderr.isEmpty)
    #expect(names(in: home.path) == [])
    let sections = findings.map(\.section)
    for section in [
      "program", "libraries", "configuration", "files", "conversations", "history", "terminal",
      "environment", "backends",
    ] {
      #expect(sections.contains(section), "\(section)")
    }
    let troubles = findings.filter { $0.status == "failed" }
    #expect(troubles.isEmpty, "\(troubles)")
    for name in ["libcurl", "SQLite", "libedit", "cmark-gfm", "utf8proc"] {
      let version = findings.first { $0.name == name }?.message
      #expect(version?.contains { $0.isNumber } == true, "\(name)")
    }
    let text = try doctor.chat(["doctor"])
    #expect(text.ending == .exited(0) && text.stdout.contains("✓ ok  "))
    #expect(try doctor.chat(["doctor", "--jq", ".ok"]).stdout == "true\n")
  }

  @Test func `a home that was used is in order, and stays as it is`() throws {
    _ = try doctor.keepConversation()
    let before = try traces(home.path)
    let (findings, result) = try doctor.findings()
    #expect(result.ending == .exited(0))
    #expect(try traces(home.path) == before)
    let contents = findings.first { $0.name == "contents" }?.message
    #expect(contents?.hasPrefix("1 conversation, 1 turn, ") == true, "\(findings)")
  }

  @Test func `each mistake of the configuration is told, and stops nothing`() throws {
    try home.write(
      """
      {
        wrap: 'word',
        backends: {
          broken: { url: 'ftp://a.example.com' },
          work: { url: 'https://work.example.com/chat', tokenFile: '/no/such/file' },
          plain: { url: 'http://chat.example.com/', tokenCommand: 'touch \(home.path)/ran' },
          notes: { docs: '/no/such/folder' },
        },
      }
      """,
      to: "config/chat/config.json"
    )
    let (findings, result) = try doctor.findings()
    #expect(result.ending == .exited(1))
    let failed = findings.filter { $0.status == "failed" }
    #expect(
      failed.map(\.name).sorted() == [
        "broken", "mistake", "mistake", "notes", "plain: token", "work: token",
      ]
    )
    #expect(failed.allSatisfy { $0.remedy != nil }, "\(failed)")
    let mistakes = failed.filter { $0.name == "mistake" }.map(\.message)
    #expect(mistakes[0].contains("line 2, column 9: 'wrap' is none of"), "\(mistakes)")
    #expect(mistakes[1].contains("line 4, column 20: 'backends.broken.url'"), "\(mistakes)")
    #expect(!names(in: home.path).contains("ran"))
  }

  @Test func `what is open to others is told with the command that closes it`() throws {
    _ = try doctor.keepConversation()
    try home.write(
      "{backends: {a: {url: 'https://a.example.com/?key=canary', headers: {'X-Api-Key': 'canary'}}}}",
      to: "config/chat/config.json"
    )
    try home.write("canary", to: "config/chat/tokens/a")
    try home.write("canary", to: "config/chat/tokens/gone")
    for name in [DoctorHome.store, "config/chat/tokens/a"] { try home.setMode(0o644, of: name) }
    for name in ["config/chat/tokens", "data/chat"] { try home.setMode(0o755, of: name) }
    try home.setMode(0o666, of: "config/chat/config.json")
    let (findings, result) = try doctor.findings()
    let remedies = findings.compactMap(\.remedy)
    for remedy in [
      "chmod go-w \(home.path)/config/chat/config.json",
      "chmod 600 \(home.path)/config/chat/config.json, or keep the secret by 'chat login'",
      "chmod 700 \(home.path)/data/chat", "chmod 700 \(home.path)/config/chat/tokens",
      "chat logout gone", "chmod 600 \(home.path)/\(DoctorHome.store)",
      "chmod 600 \(home.path)/config/chat/tokens/a",
    ] {
      #expect(remedies.contains(remedy), "\(remedy)")
    }
    #expect(!result.stdout.contains("canary"))
    #expect(try home.mode(of: DoctorHome.store) == 0o644)
  }

  @Test func `what in the environment cannot be used is told without its secrets`() throws {
    let environment = [
      "CHAT_URL": "work.example.com", "CHAT_CONFIG": "\(home.path)/none.json",
      "CHAT_TOKEN": "canary\n", "CHAT_API": "gleam", "CHAT_BACKEND": "none", "COLUMNS": "wide",
      "XDG_STATE_HOME": "state", "SSL_CERT_FILE": "/no/such.pem", "LANG": "C",
      "https_proxy": "http://me:canary@proxy.example.com:3128", "all_proxy": "ftp://canary",
      "PAGER": "no-such-pager -x", "EDITOR": "no-such-editor",
    ]
    let (findings, result) = try doctor.findings(environment: environment)
    #expect(result.ending == .exited(1))
    let troubles = Set(findings.filter { $0.status != "ok" }.map(\.name))
    for name in [
      "CHAT_URL", "CHAT_TOKEN", "CHAT_API", "CHAT_BACKEND", "COLUMNS", "XDG_STATE_HOME",
      "SSL_CERT_FILE", "all_proxy", "pager", "editor", "locale", "file",
    ] {
      #expect(troubles.contains(name), "\(name)")
    }
    let proxy = findings.first { $0.name == "https_proxy" }?.message
    #expect(proxy == "requests go through http://***@proxy.example.com:3128")
    #expect(!result.stdout.contains("canary") && !result.stderr.contains("canary"))
  }

  @Test func `without a home it still runs`() throws {
    let environment = [
      "HOME": "", "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "", "XDG_STATE_HOME": "",
    ]
    let result = try doctor.chat(
      ["doctor"],
      environment: environment.merging(["XDG_CACHE_HOME": ""]) { $1 }
    )
    #expect(result.ending == .exited(0), "\(result.stdout)")
    #expect(result.stdout.contains("set HOME or XDG_DATA_HOME"))
  }

  @Test func `quietly, nothing is said of what is in order`() throws {
    #expect(try doctor.chat(["doctor", "--quiet"]).stdout.isEmpty)
    #expect(try doctor.chat(["doctor", "--width", "x"]).ending == .exited(2))
    #expect(try doctor.chat(["doctor", "more"]).ending == .exited(2))
  }

  @Test func `on a terminal, lines keep to its width`() throws {
    let chat = try ChatTerminal(["doctor"], environment: home.environment)
    #expect(try chat.terminal.waitForExit() == .exited(0))
    try chat.waitFor("TERM")
    #expect(chat.traces == [])
  }
}
