import CommandLine
import Conversation
import TerminalText
import TestSupport
import Testing
import WireFormats

@testable import Session

/// Files that go with a prompt: which are taken, and where they go.
@Suite struct AttachedFileTests {
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let image = Attachment(name: "a.txt", mediaType: "image/png", bytes: png)

  private static func file(_ bytes: [UInt8], _ path: String = "b/a.txt") throws -> AttachedFile {
    try AttachedFile(ReadFile(path: path, bytes: bytes))
  }

  @Test func `what a file is follows from what is in it`() throws {
    #expect(try Self.file(Self.png) == .image(Self.image))
    #expect(try Self.file(Array("é\n".utf8), "x.png") == .text("é\n", name: "x.png"))
    for bytes in [[], [0xEF, 0xBB, 0xBF]] as [[UInt8]] {
      #expect(throws: AttachmentFailure.empty) { try Self.file(bytes) }
    }
    #expect(try Self.file([0xEF, 0xBB, 0xBF, 0x61]) == .text("a", name: "a.txt"))
    #expect(
      try Self.file(Array("GIF89a is text\n".utf8)) == .text("GIF89a is text\n", name: "a.txt")
    )
    for bytes in [[0x41, 0x00], [0xC3], [0x25, 0x50, 0x44, 0x46, 0xFF]] as [[UInt8]] {
      #expect(throws: AttachmentFailure.neitherTextNorImage) { try Self.file(bytes) }
    }
  }

  @Test func `texts and images may be so large and no larger`() throws {
    let text = [UInt8](repeating: 0x61, count: 1 << 20)
    #expect(try Self.file(text).words == "a.txt, 1,048,576 bytes")
    let textFailure = AttachmentFailure.tooLarge("a text", size: 1 << 20 | 1, limit: 1 << 20)
    #expect(throws: textFailure) { try Self.file(text + [0x61]) }
    #expect(
      textFailure.diagnostic("a").summary
        == "cannot attach 'a': it has 1,048,577 bytes; a text may have at most 1 MiB"
    )
    let rest = [UInt8](repeating: 0, count: (5 << 20) - Self.png.count)
    #expect(try Self.file(Self.png + rest).words == "a.txt (image/png), 5,242,880 bytes")
    #expect(throws: AttachmentFailure.tooLarge("an image", size: 5 << 20 | 1, limit: 5 << 20)) {
      try Self.file(Self.png + rest + [0])
    }
    // What is read of it ends in the middle of a character.
    let cut = [UInt8](repeating: 0x61, count: AttachedFile.readingLimit - 1) + [0xC3]
    let large = ReadFile(path: "a", bytes: cut, size: 3_435_973_837)
    #expect(throws: AttachmentFailure.tooLarge("a text", size: large.size, limit: 1 << 20)) {
      try AttachedFile(large)
    }
    let words = AttachmentFailure.tooLarge("a text", size: large.size, limit: 1 << 20)
    #expect(
      words.diagnostic("a").summary.hasSuffix("it has 3.2 GiB; a text may have at most 1 MiB")
    )
  }

  @Test func `the images of a prompt may be so large together and no larger`() throws {
    var files = AttachedFiles()
    for _ in 0..<4 { try files.add(.image(Self.large)) }
    #expect(throws: AttachmentFailure.tooMuch(limit: 20 << 20)) {
      try files.add(.image(Self.image))
    }
    try files.add(.text("a", name: "a"))
  }

  private static let large = Attachment(
    name: "large.png",
    mediaType: "image/png",
    bytes: [UInt8](repeating: 0, count: 5 << 20)
  )

  @Test func `twenty files go with a prompt`() throws {
    var files = AttachedFiles()
    try files.add(.text("one", name: "n"))
    for _ in 0..<19 { try files.add(.image(Self.image)) }
    #expect(throws: AttachmentFailure.tooMany(20)) { try files.add(.image(Self.image)) }
    let prompt = ComposedPrompt(words: "Hi", files: files)
    #expect(prompt.text.hasPrefix("Hi\n\nn:\n\n```\none\n```\n\n[image: a.txt]\n\n[image: a.txt]"))
    #expect(prompt.files.images.count == 19)
  }

  @Test(arguments: [
    ("id_rsa", "x"), ("/home/a/.ssh/ID_ED25519", "x"), (".env", "x"), (".env.local", "x"),
    ("prod.env", "x"), (".netrc", "x"), (".aws/credentials", "x"), ("server.PEM", "x"),
    ("tls.key", "x"), ("notes.md", "a\n-----BEGIN RSA PRIVATE KEY-----\n"),
    ("a.json", #"{"private_key":"-----BEGIN PRIVATE KEY-----\nMI"}"#),
    ("a", "-----BEGIN OPENSSH PRIVATE KEY-----"), ("a", "-----BEGIN PGP PRIVATE KEY BLOCK-----"),
    ("a.txt", "PuTTY-User-Key-File-3: ssh-ed25519"), ("a", "# x\nAGE-SECRET-KEY-1QQ"),
    ("a", "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"), ("a", "x\n-----BEGIN RSA PRIVATE KEY\nMI"),
    ("id_rsa.bak", "x"), (".env~", "x"), (".env.bak.old", "x"), (".kube/config", "x"),
    ("/home/a/.docker/config.json", "x"), ("terraform.tfstate", "x"), (".bash_history", "x"),
    ("terraform.tfstate.backup", "x"), ("fish_history", "x"), (".histfile", "x"),
    ("key.json", #"{"kty": "EC", "crv": "P-256", "x": "f8", "d" : "jp"}"#),
    ("key.json", #"{"kty":"oct","k":"AyM1"}"#),
  ]) func `a file may hold a secret`(path: String, text: String) {
    #expect(SecretFile.suspicion(ReadFile(path: path, bytes: Array(text.utf8))) != nil)
  }

  @Test(arguments: [
    ("id_rsa.pub", "ssh-rsa AAAA"), ("env", "x"), ("keys.md", "PRIVATE KEY"), ("environment", ""),
    ("monkey", "-----BEGIN PUBLIC KEY-----"), ("a.crt", "-----BEGIN CERTIFICATE-----"),
    ("key", "PPPRIVATE KE"), ("a", "-----BEGIN\nthe PRIVATE KEY"), ("config", "x"), ("~", "x"),
    ("config.json", "x"), ("history.md", "x"), ("key.json", #"{"kty":"EC","x":"f8","y":"d"}"#),
    ("a.json", #"{"d":"x"}"#), ("k.json", #"{"kty":"RSA","k":"d"}"#), ("id_rsa.pub.bak", "x"),
  ]) func `nothing tells of a secret`(path: String, text: String) {
    #expect(SecretFile.suspicion(ReadFile(path: path, bytes: Array(text.utf8))) == nil)
  }

  @Test func `a link is looked at by the name that it leads to, too`() {
    let file = ReadFile(path: "envlink", target: "/home/a/.env", bytes: [0x61])
    #expect(SecretFile.suspicion(file)?.hasPrefix("it leads to a file whose name") == true)
  }

  @Test func `what is asked tells that a file is stored, too`() {
    let words = SecretFile.question("a", "b", isStored: true).plainText
    #expect(words == "'a': b; send it all the same, and store it with the conversation? [y/N] ")
  }

  private static func chat() -> PlainTranscript {
    var options = SessionState.Options.plain
    options.takesImages = true
    options.attachments = AttachedFiles()
    return PlainTranscript(options)
  }

  @Test func `an image goes beside the prompt, again with the next ones, and with a retry`() throws
  {
    var options = SessionState.Options.plain
    options.takesImages = true
    var state = SessionState(options: options)
    _ = state.handle(.acted(.reading(Self.png, from: "a.txt")))
    func sent(_ effects: [SessionEffect]) -> PromptRequest? {
      effects.compactMap { if case .send(let request) = $0 { request } else { nil } }.first
    }
    func answer(_ state: inout SessionState) {
      var reply = Reply()
      reply.apply(.text("b"))
      _ = state.handle(.ended(Exchange.Outcome(reply: reply, failure: nil, elapsedMillis: 1), nil))
    }
    let first = try #require(sent(state.handle(.line("What?"))))
    #expect(first.prompt == "What?\n\n[image: a.txt]" && first.attachments == [Self.image])
    answer(&state)
    let again = try #require(sent(state.handle(.line("/retry"))))
    #expect(again.prompt == first.prompt && again.attachments == [Self.image])
    #expect(again.history.isEmpty)
    answer(&state)
    let next = try #require(sent(state.handle(.line("More"))))
    #expect(next.attachments.isEmpty)
    #expect(next.history.map(\.attachments) == [[Self.image]])
  }

  @Test func `what waits is listed and let go`() {
    var chat = Self.chat()
    _ = chat.on(.acted(.reading(Self.png, from: "x/a.png")))
    _ = chat.on(.acted(.reading([0x61], from: "b.md")))
    #expect(chat.enter("/attach")[1] == "write   a.png (image/png), 8 bytes⏎  b.md, 1 byte⏎")
    #expect(chat.enter("/attach -")[1] == "write No file goes with the next prompt.⏎")
    #expect(chat.enter("Hi").last == "send Hi")
  }

  @Test(arguments: [("y", true), ("YES ", true), ("n", false), ("", false), (nil, false)])
  func `what may be a secret is asked about`(answer: String?, goes: Bool) {
    var chat = Self.chat()
    #expect(
      chat.on(.acted(.reading([0x61], from: "x/.env"))) == [
        "ask 'x/.env': its name says that it holds a secret; send it all the same? [y/N] "
      ]
    )
    let words = goes ? ".env, 1 byte, goes with the next prompt.⏎" : "It is not sent.⏎"
    #expect(chat.on(.acted(.answered(answer))) == ["write " + words, "read"])
    #expect(chat.enter("Hi").last?.contains(".env:") == goes)
  }

  @Test func `an image is refused where the backend takes none, now or when it has changed`() {
    var chat = PlainTranscript()
    #expect(
      chat.on(.acted(.reading(Self.png, from: "a.png")))
        == ["notify chat: cannot attach 'a.png': the API 'glean' takes no images⏎", "read"]
    )
    var options = SessionState.Options.plain
    try? options.attachments.add(.image(Self.image))
    var other = PlainTranscript(options)
    #expect(
      other.on(.started)[1] == "write a.txt (image/png), 8 bytes, goes with the next prompt.⏎"
    )
    #expect(other.enter("Hi").last == "read Hi")
    #expect(other.enter("/attach -").last == "read")
    #expect(other.enter("Hi").last == "send Hi")
  }

  private static func glean(_ transport: ScriptedTransport) -> Exchange {
    let backend = HTTPBackend(
      api: GleanAPI(),
      endpoint: Endpoint(url: "https://chat.example.com/chat"),
      limits: TransferLimits(),
      transport: transport
    )
    return Exchange(backend: backend, credential: "geheim-1", now: { 0 })
  }

  @Test func `files are uploaded before the prompt is sent`() throws {
    let transport = ScriptedTransport(playing: [
      [.head(), .text(#"{"files":[{"id":"F1"}]}"#)], [.head(), .text(Glean.line("A cat."))],
    ])
    let prompt = PromptRequest(prompt: "What?", attachments: [Self.image])
    let outcome = Self.glean(transport).run(prompt) { _ in }
    #expect(outcome.reply.content == "A cat." && outcome.failure == nil)
    #expect(transport.requests.map(\.url).first == "https://chat.example.com/uploadchatfiles")
    let body = try JSONView(parsing: try #require(transport.requests.last?.body))
    #expect(body["messages"]?[0]?["uploadedFileIds"]?[0]?.string == "F1")
  }

  @Test(arguments: [
    (413, "Too large geheim-1", "Too large ***", Status.failed), (401, "no", "", .notLetIn),
    (
      200, #"{"files":[{"metadata":{"status":"FAILED","failureReason":"PARSE"}}]}"#, "PARSE",
      .failed
    ),
    (200, "{}", "names no file", .failed),
  ]) func `a prompt is not sent without its files`(
    status: Int,
    body: String,
    words: String,
    ending: Status
  ) {
    let transport = ScriptedTransport(playing: [[.head(status), .text(body)]])
    let prompt = PromptRequest(prompt: "What?", attachments: [Self.image])
    let outcome = Self.glean(transport).run(prompt) { _ in }
    let told = outcome.failure?.diagnostic(url: "https://chat.example.com/chat")
    #expect(told?.summary.contains("was not sent, because its files were not uploaded: ") == true)
    #expect(told?.summary.contains(words) == true, "\(told?.summary ?? "")")
    #expect(told?.exitStatus == ending && transport.requests.count == 1)
  }

  @Test func `a signal while files are uploaded ends the exchange`() {
    let transport = ScriptedTransport(playing: [[.fail(.cancelled(signal: 2))]])
    let prompt = PromptRequest(prompt: "What?", attachments: [Self.image])
    let outcome = Self.glean(transport).run(prompt) { _ in }
    #expect(outcome.failure?.signal == 2 && outcome.reply.isIncomplete)
  }

  @Test func `the data of images are only told of where a request is shown`() {
    let body = #"{"a":"\#(Self.image.base64)"}"#
    let request = HTTPRequest(
      method: "POST",
      url: "https://a.example.com/",
      headerFields: [],
      body: Array(body.utf8)
    )
    let lines = RequestListing.text(of: request, sending: [Self.image]).spans.map(\.text).joined()
    #expect(lines.contains(#"{"a":"(8 bytes of a.txt)"}"#) && !lines.contains("curl -"))
  }
}

extension ActionEnd {
  /// A file that was read without anything else known of it.
  static func reading(_ bytes: [UInt8], from path: String) -> ActionEnd {
    .read(ReadFile(path: path, bytes: bytes))
  }
}
