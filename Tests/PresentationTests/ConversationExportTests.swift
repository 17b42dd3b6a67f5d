import Conversation
import Presentation
import TestSupport
import Testing
import WireFormats

@Suite struct ConversationExportTests {
  private func summary(_ id: String, _ title: String) -> ConversationSummary {
    ConversationSummary(
      id: id,
      title: title,
      place: ConversationPlace(backend: "work", api: "glean", url: "https://chat.example.com"),
      createdAt: "2026-02-17T08:00:00.000Z",
      usedAt: "2026-02-17T08:05:00.000Z",
      turnCount: 1
    )
  }

  private var record: ConversationRecord {
    var turn = Turn(prompt: "How # much?", api: "glean", sentAt: "2026-02-17T08:00:00.000Z")
    turn.reply.content = "**20** days.\n"
    turn.reply.citations = [Citation(number: 1, title: "Policy", url: "https://docs.example.com")]
    turn.reply.confidence = Confidence(label: "Very High")
    turn.reply.followUps = [FollowUp(number: 1, prompt: "Who? *Me*")]
    return ConversationRecord(summary: summary("k7f2", "How # *much*?"), turns: [turn])
  }

  @Test func `writes a conversation as an object`() {
    let json = ConversationExport.json.document(of: [record], asList: false)
    let start =
      #"{"id":"k7f2","title":"How # *much*?","backend":"work","api":"glean","#
      + #""url":"https://chat.example.com","createdAt":"2026-02-17T08:00:00.000Z","#
      + #""usedAt":"2026-02-17T08:05:00.000Z","turnCount":1"#
    #expect(json == start + #","turns":["# + JSONWriter.compact(record.turns[0].json) + "]}\n")
    #expect(JSONWriter.compact(record.summary.json) == start + "}")
    #expect(ConversationExport.ndjson.document(of: [record], asList: true) == json)
    let list = ConversationExport.json.document(of: [record], asList: true)
    #expect(list == "[" + json.dropLast() + "]\n")
    #expect(ConversationExport.json.document(of: [], asList: false) == "[]\n")
    #expect(ConversationExport.ndjson.document(of: [record, record], asList: true) == json + json)
  }

  @Test func `writes Markdown with a heading for each conversation`() {
    var second = record
    second.summary.title = ""
    second.summary.place.backend = nil
    second.turns = [Turn(prompt: "a\nb", api: "glean")]
    #expect(
      ConversationExport.markdown.document(of: [record, second], asList: true) == """
        # How # \\*much\\*?

        *work · glean · 2026-02-17T08:00:00.000Z*

        > How # much?

        **20** days.

        Sources:

        - [1] [Policy](<https://docs.example.com>)

        Confidence ●●●●● Very High

        Follow-ups:

        1. Who? \\*Me\\*

        # Conversation k7f2

        *glean · 2026-02-17T08:00:00.000Z*

        > a
        > b

        """
    )
  }

  @Test(arguments: [
    ("k7f2", "How much leave?", "k7f2-how-much-leave.md"), ("k7f2", "", "k7f2.md"),
    ("", "../..//etc/passwd", "etc-passwd.md"), ("", "--rf", "rf.md"),
    ("", "日本語", "conversation.md"),
    ("../x", "Naïve don’t", "x-nave-don-t.md"), ("", "\0\n", "conversation.md"),
    (
      "a", "one two three four five six seven eight nine",
      "a-one-two-three-four-five-six-seven-eight.md"
    ),
    ("a", String(repeating: "x", count: 50), "a-" + String(repeating: "x", count: 40) + ".md"),
  ])
  func `names files in letters, digits and dashes`(id: String, title: String, name: String) {
    #expect(ConversationExport.markdown.fileName(for: summary(id, title)) == name)
  }

  @Test(arguments: 0..<5)
  func `any name is a safe one`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let summary = summary(random.hostileText(upTo: 3), random.hostileText())
      for form in ConversationExport.allCases {
        let name = form.fileName(for: summary)
        #expect(name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9-]*\.[a-z]+/) != nil)
      }
    }
  }

  @Test(arguments: 0..<20)
  func `any conversation reads back from its JSON`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<10 {
      let record = random.conversation()
      let read = try #require(ConversationRecord(json: record.json))
      #expect(read.summary == record.summary)
      #expect(read.turns.map(\.json) == record.turns.map(\.json))
      #expect(read.json == record.json)
    }
  }

  @Test func `takes what is missing from the turns`() throws {
    let json = """
      {"conversationId":"c1","turns":[1,{"prompt":" How\\nmuch? ","api":"glean","backend":"work",
      "createdAt":"2026-01-01T00:00:00Z"},{"prompt":"q","sentAt":"2026-01-02T00:00:00Z"}]}
      """
    let value = try JSONView(parsing: Array(json.utf8)).value
    let record = try #require(ConversationRecord(json: value))
    #expect(
      record.summary
        == ConversationSummary(
          id: "",
          title: "How much?",
          place: ConversationPlace(backend: "work", api: "glean"),
          createdAt: "2026-01-01T00:00:00Z",
          usedAt: "2026-01-02T00:00:00Z",
          turnCount: 2
        )
    )
    for other in ["{}", "[]", "1", #"{"turns":[]}"#, #"{"turns":[{}]}"#] {
      #expect(ConversationRecord(json: try JSONView(parsing: Array(other.utf8)).value) == nil)
    }
  }
}
