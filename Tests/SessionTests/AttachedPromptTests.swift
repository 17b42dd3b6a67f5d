import CommandLine
import Conversation
import TerminalText
import TestSupport
import Testing
import WireFormats

@testable import Session

/// What becomes of the files of a prompt behind it: shown again, edited, sent again, failed.
@Suite struct AttachedPromptTests {
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let image = Attachment(name: "p.png", mediaType: "image/png", bytes: png)
  private static let waiting = [
    "write a.md, 2 bytes, goes with the next prompt.⏎",
    "write p.png (image/png), 8 bytes, goes with the next prompt.⏎",
  ]
  private static let text = "Why?\n\na.md:\n\n```\na\n```\n\n[image: p.png]"
  private static let lost =
    "notify chat: the image p.png is not stored and does not go along; attach it again⏎"

  private static func options() -> SessionState.Options {
    var options = SessionState.Options.plain
    options.takesImages = true
    return options
  }

  /// A conversation in which a text and an image were attached.
  private func chat(_ options: SessionState.Options = options()) -> PlainTranscript {
    var chat = PlainTranscript(options)
    _ = chat.on(.acted(.reading(Array("a\n".utf8), from: "x/a.md")))
    _ = chat.on(.acted(.reading(Self.png, from: "p.png")))
    return chat
  }

  private func sent(_ effects: [SessionEffect]) -> PromptRequest? {
    effects.compactMap { if case .send(let request) = $0 { request } else { nil } }.first
  }

  @Test func `edit takes the words into the line and lets the files wait again`() {
    var chat = chat()
    #expect(chat.enter("Why?").last == "send " + Self.text)
    _ = chat.reply(.text("So."))
    #expect(chat.enter("/edit") == ["remember /edit"] + Self.waiting + ["read Why?"])
    #expect(chat.enter("/edit").dropFirst() == ["read Why?"])
    #expect(chat.enter("Why?").last?.hasPrefix("send " + Self.text) == true)
  }

  @Test func `retry sends words and files again and shows a line for each file`() {
    var chat = chat()
    _ = chat.enter("Why?")
    _ = chat.reply(.text("So."))
    let again = chat.enter("/retry")
    #expect(again[1] == "write > Why?⏎[file: a.md, 2 bytes]⏎[image: p.png]⏎")
    #expect(again.last == "send " + Self.text)
    _ = chat.reply(.text("So."))
    _ = chat.enter("/edit")
    #expect(chat.enter("/retry").last == "send " + Self.text)
  }

  @Test(arguments: [
    ExchangeFailure.transport(.noAnswer), .upload(.backend(BackendError(message: "", status: 413))),
    .transport(.cancelled(signal: 2)),
  ])
  func `files wait again where nothing was answered`(failure: ExchangeFailure) {
    var chat = chat()
    _ = chat.enter("Why?")
    #expect(Array(chat.failing(failure).suffix(3)) == Self.waiting + ["read"])
    #expect(chat.enter("/attach")[1].hasPrefix("write   a.md, 2 bytes⏎  p.png"))
    #expect(chat.enter("/retry").last == "send " + Self.text)
    _ = chat.failing(failure)
    #expect(chat.enter("/attach -").last == "read")
    #expect(chat.enter("/retry").last == "send Why?")
  }

  @Test func `files do not wait again where something was answered, or the program ends`() {
    var chat = chat()
    _ = chat.enter("Why?")
    #expect(!chat.failing(.wire(.incomplete), .text("So")).contains(Self.waiting[0]))
    _ = chat.enter("/edit")
    _ = chat.enter("Why?")
    #expect(chat.failing(.transport(.cancelled(signal: 15))).last == "end by signal 15")
  }

  private func stored(_ prompt: String = text) -> ConversationRecord {
    var reply = Reply()
    reply.apply(.text("So."))
    let summary = ConversationSummary(
      id: "k1",
      title: "Why?",
      place: ConversationPlace(api: "openai"),
      createdAt: "",
      usedAt: "",
      turnCount: 1
    )
    return ConversationRecord(
      summary: summary,
      turns: [Turn(prompt: prompt, api: "openai", reply: reply)]
    )
  }

  @Test func `a stored prompt is shown with a line for each file`() {
    var chat = PlainTranscript(Self.options(), resuming: stored())
    let shown = chat.on(.started)
    #expect(shown.contains { $0.contains("> Why?⏎[file: a.md, 2 bytes]⏎[image: p.png]⏎So.") })
  }

  @Test func `it is told once that a stored image does not go along`() {
    var chat = PlainTranscript(Self.options(), resuming: stored())
    #expect(chat.enter("More")[1] == Self.lost)
    _ = chat.reply(.text("So."))
    #expect(!chat.enter("More").contains(Self.lost))
    var retried = PlainTranscript(Self.options(), resuming: stored())
    let lines = retried.enter("/retry")
    #expect(lines.contains(Self.lost) && lines.last == "send " + Self.text)
    var edited = PlainTranscript(Self.options(), resuming: stored())
    #expect(edited.enter("/edit").dropFirst() == [Self.waiting[0], Self.lost, "read Why?"])
    var without = PlainTranscript(Self.options(), resuming: stored("Why?"))
    #expect(without.enter("More").filter { $0.hasPrefix("notify") }.isEmpty)
  }

  @Test func `what is attached again takes the place of what is remembered`() {
    var chat = PlainTranscript(Self.options(), resuming: stored())
    // The end of its last line was added when it was sent.
    _ = chat.on(.acted(.reading(Array("a".utf8), from: "x/a.md")))
    _ = chat.on(.acted(.reading(Self.png, from: "p.png")))
    let lines = chat.enter("/retry")
    #expect(lines.last == "send " + Self.text)
    #expect(!lines.contains(Self.lost))
    _ = chat.reply(.text("So."))
    #expect(!chat.enter("/edit").contains(Self.lost))
  }

  @Test func `a follow-up that is picked shows the files that go along`() {
    var chat = PlainTranscript(Self.options())
    _ = chat.enter("Why?")
    _ = chat.reply(.text("So."), .followUps(numbering(["Who?"])), .finished(.stop))
    _ = chat.on(.acted(.reading(Self.png, from: "p.png")))
    #expect(chat.enter("1").contains { $0.contains("> Who?⏎[image: p.png]") })
  }

  @Test func `older images stay behind where all would be too large`() throws {
    var state = SessionState(options: Self.options())
    func turn(_ name: String) throws -> (PromptRequest, [String]) {
      let bytes = Self.png + [UInt8](repeating: 0, count: (5 << 20) - 8)
      _ = state.handle(.acted(.reading(bytes, from: name)))
      let effects = state.handle(.line(name))
      var reply = Reply()
      reply.apply(.text("b"))
      _ = state.handle(.ended(Exchange.Outcome(reply: reply, failure: nil, elapsedMillis: 1), nil))
      return (try #require(sent(effects)), effects.map(\.line).filter { $0.contains("any more") })
    }
    for name in ["a", "b", "c", "d"] { #expect(try turn(name).1.isEmpty) }
    let (request, told) = try turn("e")
    #expect(request.history.map(\.attachments.count) == [0, 1, 1, 1])
    #expect(told.count == 1 && told[0].contains("the image a does not go along any more"))
    #expect(try turn("f").1.first?.contains("the image b does not") == true)
  }

  @Test func `what is told once in a conversation is told in the next one, too`() {
    var options = Self.options()
    options.context = 1
    var chat = PlainTranscript(options)
    func isTold(_ lines: [String]) -> Bool { lines.contains { $0.contains("only the last turn") } }
    for round in 0..<2 {
      chat.turn("a", "A")
      chat.turn("b", "B")
      #expect(isTold(chat.enter("c")), "\(round)")
      _ = chat.reply(.text("C"))
      #expect(!isTold(chat.enter("d")))
      _ = chat.reply(.text("D"))
      _ = chat.enter("/new")
    }
  }

  @Test func `documents take no file`() {
    var options = SessionState.Options.plain
    options.takesFiles = false
    var chat = PlainTranscript(options)
    let words = "cannot attach 'a.md': the documents cannot take a file"
    #expect(chat.enter("/attach a.md")[1].hasPrefix("notify chat: \(words)⏎"))
    try? options.attachments.add(.text("a", name: "a.md"))
    var other = PlainTranscript(options)
    #expect(other.enter("Hi").dropFirst().first?.hasPrefix("notify chat: \(words)⏎") == true)
  }

  @Test func `a file that is refused anyway is not asked about`() {
    var chat = PlainTranscript()
    #expect(chat.on(.acted(.reading(Self.png, from: "server.key")))[0].contains("takes no images"))
  }

  @Test func `what waits is told in lines that are broken at words`() {
    var chat = PlainTranscript(Self.options(), width: 30)
    let lines = chat.on(.acted(.reading(Self.png, from: "photograph.png")))
    #expect(lines[0] == "write photograph.png (image/png), 8⏎bytes, goes with the next⏎prompt.⏎")
  }

  @Test(arguments: [
    ("'with space.txt'", "with space.txt"), (#"with\ space.txt"#, "with space.txt"),
    (#""with \"space\".txt""#, #"with "space".txt"#), (#"'it'\''s'"#, "it's"), ("'", "'"),
    (#"a\\b"#, #"a\b"#), ("plain", "plain"),
  ]) func `a name may be typed as for a shell`(typed: String, path: String) {
    #expect(TypedPath.unquoted(typed) == path)
  }

  @Test(arguments: [
    (413, "a file is too large for the backend: status 413", "attach a smaller file"),
    (400, "the backend does not accept the request: status 400", "--dry-run"),
    (404, "the backend takes no files at this URL: status 404", "check the path"),
    (415, "the backend does not take files of this kind: status 415", ""),
  ]) func `a refused upload is told of as one`(status: Int, words: String, remedy: String) {
    let failure = ExchangeFailure.upload(.backend(BackendError(message: "", status: status)))
    let told = failure.diagnostic(url: "https://chat.example.com/chat")
    let start = "the prompt was not sent, because its files were not uploaded: "
    #expect(told.summary == start + words)
    #expect(remedy.isEmpty ? told.remedy == nil : told.remedy?.contains(remedy) == true)
  }
}
