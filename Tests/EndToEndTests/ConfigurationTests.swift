import TestSupport
import Testing
import WireFormats

/// The configuration file, as the program finds it and goes by it.
@Suite struct ConfigurationTests {
  private let folder: TemporaryHome

  init() throws {
    folder = try TemporaryHome()
  }

  private func ask(_ environment: [String: String]) throws -> ChatProcess.Result {
    try ChatProcess.run(["ask", "-q", "How do I stop an answer?"], environment: environment)
  }

  @Test func `is found in its folder or where CHAT_CONFIG says`() throws {
    let path = try folder.write("{color: 'always'}", to: "chat/config.json")
    for environment in [["XDG_CONFIG_HOME": folder.path], ["CHAT_CONFIG": path]] {
      let result = try ask(environment)
      #expect(result.ending == .exited(0))
      #expect(result.stdout.contains("\u{1B}["))
    }
    #expect(try !ask([:]).stdout.contains("\u{1B}["))
  }

  @Test(arguments: [("'default'", "36"), ("'mono'", nil), ("{code: 'bold red'}", "1;31")])
  func `a theme decides what code looks like`(theme: String, look: String?) throws {
    let path = try folder.write("{color: 'always', theme: \(theme)}", to: "config.json")
    let result = try ChatProcess.run(
      ["ask", "-q", "How do I send custom headers?"],
      environment: ["CHAT_CONFIG": path]
    )
    let code = "\(look.map { "\u{1B}[\($0)m" } ?? "")-H 'Name: value'"
    #expect(result.stdout.contains(code))
    if look == nil { #expect(!result.stdout.contains("\u{1B}[3")) }
  }

  @Test func `a mistake ends the program with its place`() throws {
    let path = try folder.write("{\n  wrap: 'word',\n  colour: 1,\n}\n", to: "config.json")
    let result = try ask(["CHAT_CONFIG": path])
    #expect(result.ending == .exited(2))
    #expect(result.stdout == "")
    #expect(
      result.stderr == """
        chat: \(path), line 2, column 9: 'wrap' is none of words, terminal; did you mean 'words'?
        and 1 more mistake behind it

        """
    )
    for arguments in [["--help"], ["--version"], ["completion", "bash"]] {
      let result = try ChatProcess.run(arguments, environment: ["CHAT_CONFIG": path])
      #expect(result.ending == .exited(0))
    }
  }

  @Test func `a file that is named must be there`() throws {
    let result = try ask(["CHAT_CONFIG": "\(folder.path)/none.json"])
    #expect(result.ending == .exited(2))
    #expect(result.stderr.contains("none.json: No such file or directory"))
  }

  @Test func `what is no text or too large is refused`() throws {
    let bytes = try folder.write([0x7B, 0xFF, 0x7D], to: "bytes.json")
    #expect(try ask(["CHAT_CONFIG": bytes]).stderr.contains("is not UTF-8 text"))
    let large = try folder.write(String(repeating: " ", count: 2_000_000), to: "large.json")
    #expect(try ask(["CHAT_CONFIG": large]).stderr.contains("is larger than"))
    #expect(try ask(["CHAT_CONFIG": folder.path]).ending == .exited(2))
  }

  @Test func `asks a backend by its name, with its own token, model and values`() throws {
    let server = try LoopbackServer(always: .json(#"{"answer": "Twenty."}"#))
    _ = try folder.write("sesame\n", to: "token")
    try folder.setMode(0o640, of: "token")
    let path = try folder.write(
      """
      { default: 'work', backends: {
        work: { url: '\(server.url(path: "/chat"))', api: 'plain', model: 'm', tokenFile: '\(folder.path)/token',
                headers: {'X-Team': 'docs'}, set: {'options.temperature': 0.2} },
      } }
      """,
      to: "config.json"
    )
    let refused = try ChatProcess.run(["ask", "x"], environment: ["CHAT_CONFIG": path])
    #expect(refused.ending == .exited(2))
    #expect(refused.stderr.contains("chmod 600 \(folder.path)/token"))
    #expect(server.requests.isEmpty)
    try folder.setMode(0o600, of: "token")
    let result = try ChatProcess.run(
      ["ask", "--set", "x=1", "How much?"],
      environment: ["CHAT_CONFIG": path]
    )
    #expect(result.stdout == "Twenty.\n", "\(result.stderr)")
    let request = try #require(server.requests.last)
    #expect(request.bodyText.contains(#""model":"m""#))
    #expect(request.bodyText.contains(#""options":{"temperature":0.2}"#))
    #expect(request.bodyText.contains(#""x":1"#))
    let fields = request.headerFields.map { "\($0.name): \($0.value)" }
    #expect(fields.contains("X-Team: docs"))
    #expect(fields.contains("Authorization: Bearer sesame"))
  }
}
