import CommandLine
import Conversation
import TestSupport
import Testing
import WireFormats

@testable import Session

/// The commands that reach beyond the conversation, as events in and effects out.
@Suite struct CommandTests {
  private var chat = PlainTranscript()

  private func notice(_ words: String) -> [String] { ["notify chat: \(words)⏎", "read"] }

  @Test mutating func `sends the last prompt again without its first answer`() {
    #expect(chat.enter("/retry") == ["remember /retry"] + notice("there is no prompt yet"))
    chat.turn("How much?", "Twenty.")
    chat.turn("Who?", "Me.")
    #expect(
      chat.enter("/retry") == [
        "remember /retry", "write > Who?⏎", "status waiting for the answer …",
        "send Who? after How much? → Twenty.",
      ]
    )
  }

  @Test mutating func `shows the follow-ups again, and only the last answer's`() {
    #expect(chat.enter("/followups").last == "read")
    chat.turn("a", "b", followUps: "Who?", "When?")
    #expect(chat.enter("/fol")[1].hasPrefix("write Follow-ups⏎  1  Who?⏎  2  When?"))
    _ = chat.enter("/new")
    #expect(
      chat.enter("/followups") == ["remember /followups"]
        + notice("the last answer offers no follow-ups")
    )
    #expect(chat.enter("1").last == "send 1")
  }

  @Test mutating func `opens web pages and nothing else`() {
    _ = chat.enter("a")
    let urls: [String?] = [
      "https://docs.example.com/leave?a=b c", "file:///etc/passwd", "javascript:alert(1)", nil,
      "https://аррӏе.example.com/",
    ]
    let citations = urls.enumerated().map {
      Citation(number: $0.offset + 1, title: "t", url: $0.element)
    }
    _ = chat.reply(.text("b"), .citations(citations), .finished(.stop))
    #expect(chat.enter("/open 1").last == "open https://docs.example.com/leave?a=b%20c")
    for number in 2...3 {
      #expect(
        chat.enter("/open \(number)").dropFirst()
          == notice("source \(number) is no web page: only http and https are opened")[...]
      )
    }
    #expect(chat.enter("/open 4").dropFirst() == notice("source 4 has no address")[...])
    #expect(chat.enter("/open 5")[1].contains("a host with letters beyond ASCII"))
    #expect(chat.enter("/open 9").dropFirst() == notice("no source has the number '9'")[...])
    #expect(chat.enter("/open").dropFirst() == notice("'/open' needs the number of a source")[...])
  }

  @Test mutating func `copies the answer's source or one of its blocks of code`() {
    #expect(chat.enter("/copy").dropFirst() == notice("there is no answer yet")[...])
    chat.turn("a", "**b**\n\n```\none\n```\n\n- x\n\n  ```\n  two\n  ```\n")
    #expect(chat.enter("/copy").last?.hasPrefix("copy **b**⏎") == true)
    #expect(chat.enter("/copy code").last == "copy one⏎")
    #expect(chat.enter("/copy code 2").last == "copy two⏎")
    #expect(
      chat.enter("/copy code 3").dropFirst() == notice("the last answer has 2 blocks of code")[...]
    )
    #expect(chat.enter("/copy cod 1").count == 3)
    chat.turn("a", "b")
    #expect(
      chat.enter("/copy code").dropFirst()
        == notice("there is no block of code in the last answer")[...]
    )
  }

  @Test mutating func `asks before it replaces a file`() {
    #expect(chat.enter("/save x.md").dropFirst() == notice("there is nothing to save yet")[...])
    chat.turn("a", "b")
    #expect(chat.enter("/save x.md").last == "save x.md")
    #expect(chat.on(.acted(.fileExists)) == ["ask 'x.md' is there already; replace it? [y/N] "])
    #expect(chat.on(.acted(.answered("yes"))) == ["replace x.md"])
    #expect(chat.on(.acted(.done("Saved as x.md"))) == ["write Saved as x.md⏎", "read"])
    for answer in ["n", "", nil] {
      _ = chat.enter("/save x.md")
      _ = chat.on(.acted(.fileExists))
      #expect(chat.on(.acted(.answered(answer))) == ["write Nothing was saved.⏎", "read"])
    }
  }

  @Test mutating func `puts values into the requests that follow`() {
    #expect(chat.enter("/set").dropFirst() == notice("nothing is set")[...])
    #expect(chat.enter("/model")[1] == "write model: the backend's own⏎")
    #expect(chat.enter("/model gpt-x")[1] == "write model: gpt-x⏎")
    _ = chat.enter("/set a.b 0.2")
    _ = chat.enter("/set name=two words")
    #expect(chat.enter("/set")[1] == "write   model  gpt-x⏎  a.b  0.2⏎  name  \"two words\"⏎")
    #expect(chat.enter("/set x").count == 3)
    var parameters = RequestParameters(model: "gpt-x")
    parameters.set("a.b", typed: "0.2")
    parameters.set("name", typed: "two words")
    var state = SessionState(options: .plain)
    for line in ["/model gpt-x", "/set a.b 0.2", "/set name=two words"] {
      _ = state.handle(.line(line))
    }
    guard case .send(let request)? = state.handle(.line("hi")).last else {
      Issue.record("nothing is sent")
      return
    }
    #expect(request.parameters == parameters)
  }

  @Test func `refuses what the backend cannot be told`() {
    var options = SessionState.Options.plain
    options.refusal = { GleanAPI().refusal(of: $0) }
    var chat = PlainTranscript(options)
    #expect(
      chat.enter("/model x").dropFirst()
        == notice("a request of the API 'glean' has no place for a model")[...]
    )
    #expect(chat.enter("/set x 1")[1] == "write   x  1⏎")
  }

  @Test
  mutating func `several lines that begin with a slash are a prompt where they are no command`() {
    #expect(chat.enter("/usr/bin/x: error\nline 2").last == "send /usr/bin/x: error\nline 2")
    #expect(chat.enter("/usr").last == "read")
  }

  @Test func `goes over to another backend with a conversation of its own`() {
    var options = SessionState.Options.plain
    options.backends = ["work", "local"]
    var chat = PlainTranscript(options)
    #expect(chat.enter("/backend")[1] == "write   work⏎  local⏎")
    #expect(chat.enter("/backend local").last == "connect local")
    #expect(
      chat.enter("/backend lokal").dropFirst()
        == notice("the configuration has no backend 'lokal'; did you mean 'local'?")[...]
    )
    var none = PlainTranscript()
    #expect(
      none.enter("/backend x").dropFirst() == notice("the configuration names no backends")[...]
    )
  }

  @Test mutating func `sends the text of files with the next prompt and no other`() {
    #expect(
      chat.enter("/attach")[1]
        == "notify chat: no file goes with the next prompt⏎'/attach FILE' sends one along⏎"
    )
    #expect(chat.enter("/attach a/notes.md").last == "attach a/notes.md")
    #expect(
      chat.on(.acted(.reading(Array("one\n```\ntwo".utf8), from: "a/notes.md")))
        == ["write notes.md, 11 bytes, goes with the next prompt.⏎", "read"]
    )
    #expect(
      chat.enter("Sum up").last
        == "send Sum up\n\nnotes.md:\n\n````\none\n```\ntwo\n````"
    )
    _ = chat.reply(.text("b"), .finished(.stop))
    #expect(chat.enter("/attach -")[1].contains("no file goes with the next prompt"))
    #expect(chat.enter("More").last?.hasPrefix("send More after") == true)
  }

  @Test mutating func `takes what the editor made of the line`() {
    #expect(chat.enter("/editor a b") == ["remember /editor a b", "edit a b"])
    #expect(chat.on(.acted(.edited("one\ntwo"))) == ["read one\ntwo"])
    #expect(chat.enter("/editor").last == "edit")
    #expect(chat.on(.editor("half a line")) == ["edit half a line"])
  }

  @Test mutating func `gives the line back when the editor fails`() {
    _ = chat.on(.editor("half a\nline"))
    let failure = Diagnostic("the editor failed", exitStatus: .failed)
    #expect(chat.on(.acted(.failed(failure))).last == "read half a\nline")
    #expect(chat.on(.acted(.failed(failure))).last == "read")
  }

  @Test mutating func `shows the history`() {
    #expect(chat.enter("/history lea").last == "recall lea")
    #expect(
      chat.on(.acted(.recalled(["leave?", "two\nlines", "/history le"], holding: "le"))) == [
        "write   leave?⏎  two lines⏎", "read",
      ]
    )
    for lines in [[], ["/history le"]] {
      #expect(
        chat.on(.acted(.recalled(lines, holding: "le")))
          == notice("there is no such prompt in the history")
      )
    }
  }

  @Test mutating func `shows the newest of a long history, and all that hold a text`() {
    let lines = (1...60).map { "line \($0)" } + ["/history"]
    let some = chat.on(.acted(.recalled(lines, holding: "")))[0]
    #expect(some.hasPrefix("write the last 50 of 60; '/history TEXT' finds all others⏎  line 11⏎"))
    #expect(some.hasSuffix("  line 60⏎"))
    #expect(chat.on(.acted(.recalled(lines, holding: "i")))[0].hasPrefix("write   line 1⏎"))
  }

  @Test mutating func `shows the reply as data`() {
    chat.turn("a", "b")
    #expect(chat.enter("/json")[1].contains("\"content\""))
  }
}

/// A transcript of which the looks do not matter.
struct PlainTranscript {
  private var chat: Transcript

  init(
    _ options: SessionState.Options = .plain,
    width: Int? = nil,
    resuming record: ConversationRecord? = nil
  ) {
    chat = Transcript(options, width: width, resuming: record)
  }

  mutating func enter(_ line: String) -> [String] { plain(chat.enter(line)) }

  mutating func on(_ event: SessionEvent) -> [String] { plain(chat.on(event)) }

  mutating func turn(_ prompt: String, _ answer: String, followUps: String...) {
    _ = chat.enter(prompt)
    _ = chat.reply(.text(answer), .followUps(numbering(followUps)), .finished(.stop))
  }

  mutating func reply(_ events: ReplyEvent...) -> [String] { plain(chat.reply(events)) }

  /// A turn that fails behind these events.
  mutating func failing(_ failure: ExchangeFailure, _ events: ReplyEvent...) -> [String] {
    plain(chat.reply(events, failure: failure))
  }

  private func plain(_ lines: [String]) -> [String] {
    lines.map { line in
      ["[red]", "[bold]", "[faint]", "[yellow]", "[bold green]", "[/]"]
        .reduce(line) { $0.replacing($1, with: "") }
        .replacing("[[", with: "[")
    }
  }
}
