import TestSupport
import Testing
import WireFormats

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// `--attach` and `/attach`.
@Suite struct AttachTests {
  private static let png: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0xFF, 0x10,
  ]
  private static let base64 = "iVBORw0KGgoA/xA="

  private let home: TemporaryHome
  private let key: String
  private let image: String

  init() throws {
    home = try TemporaryHome()
    image = try home.write(Self.png, to: "photo.txt")
    key = try home.write("-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n", to: "notes.md")
  }

  private func ask(
    _ url: String,
    _ options: [String],
    input: ChatProcess.Input = .null,
    command: [String] = ["ask", "What is it?"]
  ) throws -> ChatProcess.Result {
    try ChatProcess.run(
      command + options,
      environment: home.environment.merging(["CHAT_URL": url]) { $1 },
      input: input
    )
  }

  @Test func `a text stands in the prompt under its name`() throws {
    let server = try LoopbackServer(always: .stream(lines: [Glean.text("Fine.")]))
    let file = try home.write("one\ntwo\n", to: "a b.md")
    let result = try ask(server.url(path: "/chat"), ["-a", file])
    #expect(result.ending == .exited(0) && result.stdout == "Fine.\n", "\(result.stderr)")
    let body = try JSONView(parsing: try #require(server.requests.first?.body))
    #expect(body["message"]?.string == "What is it?\n\na b.md:\n\n```\none\ntwo\n```")
  }

  @Test func `files go with the first of several lines`() throws {
    let server = try LoopbackServer(always: .json(#"{"reply":"Fine."}"#))
    let file = try home.write("one\n", to: "a.md")
    let result = try ask(
      server.url(path: "/chat"),
      ["--attach=\(file)"],
      input: .text("first\nsecond\n"),
      command: []
    )
    #expect(result.ending == .exited(0), "\(result.stderr)")
    #expect(server.requests.map { $0.bodyText.contains("a.md") } == [true, false])
  }

  private static let answers: [(api: String, reply: LoopbackReply, part: String)] = [
    (
      "openai", .json(#"{"choices":[{"message":{"content":"A cat."},"finish_reason":"stop"}]}"#),
      #"{"type":"image_url","image_url":{"url":"data:image/png;base64,\#(base64)"}}"#
    ),
    (
      "openai-responses",
      .json(
        """
        {"object":"response","status":"completed","output":[{"type":"message","role":"assistant",\
        "content":[{"type":"output_text","text":"A cat."}]}]}
        """
      ),
      #"{"type":"input_image","image_url":"data:image/png;base64,\#(base64)"}"#
    ),
    (
      "perplexity",
      .json(
        #"{"citations":[],"choices":[{"message":{"content":"A cat."},"finish_reason":"stop"}]}"#
      ),
      #"{"url":"data:image/png;base64,\#(base64)"}"#
    ),
    (
      "cohere",
      .json(
        #"{"message":{"content":[{"type":"text","text":"A cat."}]},"finish_reason":"COMPLETE"}"#
      ),
      #"{"url":"data:image/png;base64,\#(base64)"}"#
    ),
    (
      "ollama", .json(#"{"message":{"content":"A cat."},"done":true,"done_reason":"stop"}"#),
      #""images":["\#(base64)"]"#
    ),
    (
      "vercel", .text("A cat."),
      #"{"type":"file","mediaType":"image/png","filename":"photo.txt","url":"data:image/png;base64,\#(base64)"}"#
    ),
    (
      "anthropic",
      .json(
        """
        {"type":"message","role":"assistant","content":[{"type":"text","text":"A cat."}],\
        "stop_reason":"end_turn"}
        """
      ),
      #"{"type":"base64","media_type":"image/png","data":"\#(base64)"}"#
    ),
  ]

  @Test(arguments: answers.indices)
  func `an image is sent to each API that takes it`(_ index: Int) throws {
    let (api, reply, part) = Self.answers[index]
    let server = try LoopbackServer(always: reply)
    let model = api == "vercel" ? [] : ["-m", "x"]
    let result = try ask(server.url(path: "/x"), ["--api", api, "-a", image] + model)
    #expect(result.ending == .exited(0) && result.stdout == "A cat.\n", "\(api) \(result.stderr)")
    #expect(server.requests.first?.bodyText.contains(part) == true, "\(server.requests)")
    let shown = try ChatProcess.run(["show", "--json"], environment: home.environment)
    #expect(shown.stdout.contains("[image: photo.txt]") && !shown.stdout.contains("iVBOR"))
  }

  @Test func `an image is uploaded to Glean before the prompt`() throws {
    let server = try LoopbackServer(
      .json(#"{"files":[{"id":"FILE_1","metadata":{"status":"PROCESSING"}}]}"#),
      .stream(lines: [Glean.text("A cat.")])
    )
    let result = try ask(server.url(path: Glean.path), ["-a", image])
    #expect(result.ending == .exited(0) && result.stdout == "A cat.\n", "\(result.stderr)")
    let requests = server.requests
    #expect(requests.map(\.target) == ["/rest/api/v1/uploadchatfiles", Glean.path])
    let type = requests.first?["Content-Type"] ?? ""
    #expect(type.hasPrefix("multipart/form-data; boundary="))
    #expect(requests.first?.body.count ?? 0 > Self.png.count)
    #expect(requests.last?.bodyText.contains(#""uploadedFileIds":["FILE_1"]"#) == true)
  }

  @Test func `where the upload fails the prompt is not sent`() throws {
    let server = try LoopbackServer(.json(status: 413, #"{"message":"too large"}"#))
    let result = try ask(server.url(path: Glean.path), ["-a", image])
    #expect(result.ending == .exited(1) && result.stdout.isEmpty)
    #expect(
      result.stderr.hasPrefix(
        "chat: the prompt was not sent, because its files were not uploaded: "
      ),
      "\(result.stderr)"
    )
    #expect(server.requests.count == 1)
  }

  @Test func `an image is uploaded to the session of Mix, and the message names its address`()
    throws
  {
    let mix = try MixServer([.text("A cat."), .complete("A cat.")])
    let result = try ask(mix.url(), ["--api=mix", "-a", image])
    #expect(result.ending == .exited(0) && result.stdout == "A cat.\n", "\(result.stderr)")
    #expect(mix.lines.prefix(2) == ["POST /api/sessions", "POST /api/sessions/s1/files"])
    let message = mix.server.requests.first { $0.target.hasSuffix("s1/messages") }
    #expect(message?.bodyText.contains(#"\n\nhttp://mix.example.com/files/a.png"#) == true)
  }

  private func refusal(_ options: [String], url: String = "http://127.0.0.1:1/x") throws -> String {
    let result = try ask(url, options)
    #expect(result.stdout.isEmpty)
    return "\(result.ending) \(result.stderr)"
  }

  @Test func `what cannot be sent is refused before anything is sent`() throws {
    let folder = try home.makeFolder("folder")
    let pipe = "\(home.path)/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let binary = try home.write([0x25, 0x00, 0xFF], to: "a.md")
    let large = try home.write([UInt8](repeating: 0x61, count: 1 << 20 | 1), to: "large.md")
    let start = "exited(2) chat: cannot attach "
    for path in ["\(home.path)/none.md", folder, pipe] {
      #expect(try refusal(["-a", path]).hasPrefix("exited(1) chat: cannot attach '\(path)': "))
    }
    #expect(try refusal(["-a", pipe]).contains("it is no regular file"))
    #expect(
      try refusal(["-a", binary]).hasPrefix(start + "'\(binary)': it is neither UTF-8 text nor")
    )
    #expect(
      try refusal(["-a", large]).hasPrefix(
        start + "'\(large)': it has 1,048,577 bytes; a text may have at most 1 MiB"
      )
    )
    let many = Array(repeating: ["-a", image], count: 21).flatMap(\.self)
    #expect(try refusal(many).contains("at most 20 files"))
    for api in ["plain", "azure", "onyx", "langserve", "servoy", "pipeshub", "glean-platform"] {
      let words = try refusal(["--api", api, "-a", image])
      #expect(words == start + "'photo.txt': the API '\(api)' takes no images\n")
    }
    #expect(
      try refusal(["-a", image]).contains("\nif the backend takes them, name its API: --api")
    )
  }

  @Test(.enabled(if: geteuid() != 0, "root reads every file"))
  func `a file that cannot be read is told of`() throws {
    let file = try home.write("x", to: "closed.md")
    try home.setMode(0, of: "closed.md")
    #expect(try refusal(["-a", file]).contains("Permission denied"))
  }

  @Test func `a private key is not sent where nobody can be asked`() throws {
    let words = try refusal(["-a", key])
    #expect(words.hasPrefix("exited(2) chat: cannot attach '\(key)': it holds a private key\n"))
    #expect(words.contains("pipe it in"))
    #expect(try refusal(["--api=openai", "-a", key]).contains("model"))
    let named = try home.write(Self.png, to: "server.key")
    #expect(try refusal(["--api=plain", "-a", named]).contains("takes no images"))
    let dry = try refusal(["--dry-run", "-a", key])
    #expect(dry.hasPrefix("exited(2) "))
  }

  @Test(arguments: [("y", true), ("n", false)])
  func `a private key is asked about on a terminal`(answer: String, isSent: Bool) throws {
    let server = try LoopbackServer(always: .json(#"{"reply":"Fine."}"#))
    let chat = try ChatTerminal(
      ["ask", "-a", key, "Hi"],
      environment: ["CHAT_URL": server.url(path: "/chat")],
      columns: 200,
      home: home
    )
    try chat.waitFor(
      "a private key; send it all the same, and store it with the conversation? [y/N]"
    )
    #expect(server.requests.isEmpty)
    try chat.terminal.type(answer + "\r")
    #expect(try chat.terminal.waitForExit() == .exited(isSent ? 0 : 2))
    #expect(server.requests.count == (isSent ? 1 : 0))
  }

  @Test func `in a conversation images go with the next prompt, and with the turns behind it`()
    throws
  {
    let reply = #"{"message":{"content":"A cat."},"done":true,"done_reason":"stop"}"#
    let server = try LoopbackServer(always: .json(reply))
    let chat = try ChatTerminal(
      ["--api=ollama", "-m", "x"],
      environment: ["CHAT_URL": server.url(path: "/api/chat")],
      columns: 200,
      home: home
    )
    try chat.enter("/attach \(image)")
    try chat.waitFor("photo.txt (image/png), 11 bytes, goes with the next prompt.")
    try chat.enter("/attach")
    try chat.enter("What is it?")
    try chat.enter("Sure?")
    try chat.enter("/attach \(key)")
    try chat.waitFor("store it with the conversation? [y/N]")
    try chat.terminal.type("n\r")
    try chat.waitFor("It is not sent.")
    try chat.waitForPrompt()
    try chat.terminal.type("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    let images = try server.requests.map { request in
      try JSONView(parsing: request.body)["messages"]?.elements.map { $0["images"] != nil }
    }
    #expect(images == [[true], [true, false, false]])
  }

  @Test func `a dry run lists the upload before the prompt`() throws {
    let url = "http://127.0.0.1:1"
    let glean = try ask(url + Glean.path, ["--dry-run", "-a", image]).stdout
    let starts = glean.split(separator: "\n").filter { $0.hasPrefix("POST ") }
    #expect(starts == ["POST \(url)/rest/api/v1/uploadchatfiles", "POST \(url)\(Glean.path)"])
    #expect(glean.contains("(11 bytes of photo.txt)"))
    #expect(glean.contains(#""uploadedFileIds":["(the id of photo.txt, once uploaded)"]"#))
    let mix = try ask(url, ["--api=mix", "--dry-run", "-a", image]).stdout
    #expect(
      mix.split(separator: "\n").filter { $0.hasPrefix("POST ") } == [
        "POST \(url)/api/sessions", "POST \(url)/api/sessions/ID/files",
        "POST \(url)/api/sessions/ID/messages",
      ]
    )
    #expect(mix.contains("(11 bytes of photo.txt)") && mix.contains(#""title":"What is it?""#))
  }

  @Test func `documents take no file`() throws {
    let file = try home.write("one\n", to: "a.md")
    for command in [["ask", "-a", file, "Hi"], ["ask", "--docs", home.path, "-a", file, "Hi"]] {
      let result = try ChatProcess.run(command, environment: home.environment)
      #expect(result.ending == .exited(2) && result.stdout.isEmpty)
      #expect(
        result.stderr.hasPrefix("chat: cannot attach 'a.md': the documents cannot take a file\n")
      )
    }
  }

  @Test func `a file alone is no prompt`() throws {
    let file = try home.write("one\n", to: "a.md")
    let result = try ask("http://127.0.0.1:1/x", ["-a", file], command: ["ask"])
    #expect(result.ending == .exited(2) && result.stderr.contains("a file goes along with one"))
  }

  @Test func `a file is read to its end and an empty one is refused`() throws {
    let empty = try home.write("", to: "empty.md")
    #expect(try refusal(["-a", empty]).contains("cannot attach '\(empty)': it is empty\n"))
    #if os(Linux)
    let server = try LoopbackServer(always: .json(#"{"reply":"Fine."}"#))
    let result = try ask(server.url(path: "/chat"), ["-a", "/proc/self/limits"])
    #expect(result.ending == .exited(0), "\(result.stderr)")
    #expect(server.requests.first?.bodyText.contains("Max open files") == true)
    #endif
  }

  @Test func `a link to a secret is asked about by the name of the secret`() throws {
    let secret = try home.write("x=1\n", to: ".env")
    #expect(symlink(secret, "\(home.path)/envlink") == 0)
    #expect(try refusal(["-a", "\(home.path)/envlink"]).contains("whose name says that"))
  }

  @Test func `what was sent is shown without the text of its file`() throws {
    let server = try LoopbackServer(always: .json(#"{"reply":"Fine."}"#))
    let file = try home.write(String(repeating: "needle\n", count: 1_000), to: "a.md")
    let first = try ask(server.url(path: "/chat"), ["-a", file, "-a", file])
    #expect(first.ending == .exited(0), "\(first.stderr)")
    let title = try ChatProcess.run(["conversations"], environment: home.environment).stdout
    #expect(title.contains("What is it?") && !title.contains("needle") && !title.contains("a.md"))
    let shown = try ChatProcess.run(["show"], environment: home.environment).stdout
    #expect(shown.contains("[file: a.md, 7,000 bytes]\n") && !shown.contains("needle"))
    let json = try ChatProcess.run(["show", "--json"], environment: home.environment).stdout
    #expect(json.contains("needle"))
  }

  @Test func `files wait again behind a prompt that failed, under a name in quotes`() throws {
    let file = try home.write("one\n", to: "with space.txt")
    let server = try LoopbackServer(
      .json(status: 400, "{}"),
      .json(#"{"reply":"Fine."}"#)
    )
    let chat = try ChatTerminal(
      [],
      environment: ["CHAT_URL": server.url(path: "/chat")],
      columns: 200,
      home: home
    )
    let line = "with space.txt, 4 bytes, goes with the next prompt."
    try chat.enter("/attach '\(file)'")
    try chat.waitFor(line)
    try chat.enter("Why?")
    try chat.waitFor("does not accept the request")
    try chat.enter("/retry")
    try chat.waitFor("Fine.")
    try chat.waitForPrompt()
    try chat.terminal.type("\u{4}")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    let bodies = server.requests.map(\.bodyText)
    #expect(bodies.count == 2 && bodies[0] == bodies[1] && bodies[0].contains("with space.txt:"))
  }
}
