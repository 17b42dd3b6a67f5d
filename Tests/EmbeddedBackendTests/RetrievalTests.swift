import Conversation
import EmbeddedBackend
import TestSupport
import Testing

/// How well the guide answers, measured with the questions of `Tests/Fixtures/retrieval`.
@Suite struct RetrievalTests {
  /// A question and the places of which one has to be cited.
  struct Row {
    var history: [String] = []
    var question: String
    var places: Set<String>
  }

  private static func rows(_ file: String, questions: Int) throws -> [Row] {
    try lines(of: file).map { line in
      let fields = line.split(separator: "\t").map(String.init)
      try #require(fields.count == questions + 1, "\(file): \(line)")
      return Row(
        history: Array(fields[..<(questions - 1)]),
        question: fields[questions - 1],
        places: Set(fields[questions].split(separator: " ").map(String.init))
      )
    }
  }

  private static func lines(of file: String) throws -> [String] {
    try fixture("retrieval/\(file)").split(separator: "\n").map(String.init)
  }

  @Test(arguments: ["questions.txt", "newcomers.txt"])
  func `cites the right section first for most questions, and among three for nearly all`(
    file: String
  ) throws {
    let backend = EmbeddedBackend.guide()
    let rows = try Self.rows(file, questions: 1)
    var first = 0
    var third = 0
    var misses: [String] = []
    for row in rows {
      let places = Asking(row.question, of: backend).places
      first += places.first.map(row.places.contains) == true ? 1 : 0
      third += row.places.isDisjoint(with: places) ? 0 : 1
      if places.first.map(row.places.contains) != true {
        misses.append("\(row.question) -> \(places), not \(row.places.sorted())")
      }
    }
    let report = "\(first) first, \(third) among three, of \(rows.count); not first:\n"
    #expect(rows.count >= 40)
    #expect(
      first * 100 >= rows.count * 70 && third * 100 >= rows.count * 90,
      "\(report)\(misses.joined(separator: "\n"))"
    )
  }

  @Test func `is not sure of an answer to what has nothing to do with it`() throws {
    let backend = EmbeddedBackend.guide()
    let questions = try Self.lines(of: "unrelated.txt")
    #expect(questions.count >= 10)
    for question in questions {
      let asking = Asking(question, of: backend)
      #expect(asking.reply.confidence?.level == .low, "\(question)")
      #expect(asking.reply.content == "Nothing was found in the user's guide.", "\(question)")
      #expect(asking.reply.citations.isEmpty && !asking.reply.followUps.isEmpty, "\(question)")
    }
  }

  @Test func `understands a question that goes on from the one before`() throws {
    let backend = EmbeddedBackend.guide()
    for row in try Self.rows("conversations.txt", questions: 2) {
      let places = Asking(row.question, after: row.history, of: backend).places
      #expect(!row.places.isDisjoint(with: places), "\(row.history) \(row.question): \(places)")
    }
  }
}
