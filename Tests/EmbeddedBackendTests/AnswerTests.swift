import Conversation
import EmbeddedBackend
import Guide
import Session
import TestSupport
import Testing

/// What an answer consists of.
@Suite struct AnswerTests {
  private static let questions = [
    "How do I stop an answer?", "jq", "token", "exit status 5", "--timeout",
    "Which keys edit the line?",
    "colors in a pipe", "Where is the index kept?", "citations JSON lines", "reference options",
  ]

  /// The guide as it is searched, page by page.
  private static let sources = UsersGuide.pages.map(\.source)

  @Test(arguments: questions)
  func `quotes word for word, with markers where the passages end`(question: String) throws {
    let reply = Asking(question, of: .guide()).reply
    let scalars = Array(reply.content.unicodeScalars)
    #expect(!reply.citations.isEmpty)
    for citation in reply.citations {
      let range = try #require(citation.ranges.first)
      var quoted = String.UnicodeScalarView()
      quoted.append(contentsOf: scalars[range.start..<range.end])
      guard citation.url?.hasPrefix("guide:reference") == false else { continue }
      for block in String(quoted).split(separator: "\n\n") {
        // Of a table, the rows in between may be left out.
        let parts = block.hasPrefix("|") ? block.split(separator: "\n") : [block]
        for part in parts {
          #expect(Self.sources.contains { $0.contains(part) }, "\(part)")
        }
      }
    }
  }

  @Test(arguments: questions)
  func `says in which lines of which page a passage stands`(question: String) throws {
    for citation in Asking(question, of: .guide()).reply.citations {
      let lines = try #require(citation.lines)
      let id = try #require(citation.id)
      let name = id.prefix { $0 != ":" }
      guard let page = UsersGuide.pages.first(where: { $0.name == name }) else { continue }
      let source = page.source.split(separator: "\n", omittingEmptySubsequences: false)
      let cited = source[lines.lowerBound - 1..<lines.upperBound].joined(separator: " ")
      let excerpt = try #require(citation.excerpt)
      #expect(cited.contains(excerpt.prefix(60)), "\(excerpt) in \(cited)")
    }
  }

  @Test(arguments: questions + ["capital of France", "what is it", ""])
  func `comes as the events of any backend`(question: String) {
    let asking = Asking(question, of: .guide())
    #expect(asking.end == AnswerEnd())
    #expect(asking.events.first == .started(MessageFacts()))
    #expect(asking.events.last == .finished(.stop))
    #expect(asking.events.count { if case .confidence = $0 { true } else { false } } == 1)
    #expect(asking.reply.steps.first == Step(kind: "searching", text: "the user's guide"))
    #expect(asking.reply.confidence?.score != nil && !asking.reply.content.isEmpty)
    #expect(Set(asking.reply.followUps.map(\.prompt)).count == asking.reply.followUps.count)
  }

  @Test(arguments: questions)
  func `each follow-up leads to the section that it names`(question: String) {
    let backend = EmbeddedBackend.guide()
    for followUp in Asking(question, of: backend).reply.followUps {
      let next = Asking(followUp.prompt, after: [question], of: backend)
      #expect(next.titles.first?.hasSuffix(followUp.prompt) == true, "\(followUp.prompt)")
      #expect([.high, .veryHigh].contains(next.reply.confidence?.level), "\(followUp.prompt)")
    }
  }

  @Test func `of a question of only common words says so and offers the pages`() {
    let reply = Asking("what is it", of: .guide()).reply
    #expect(reply.content.hasPrefix("Nothing was found: the question has only common words"))
    #expect(reply.confidence?.level == .low)
    #expect(reply.followUps.map(\.prompt).first == "Getting started")
  }

  @Test func `ends where its rest is not wanted`() {
    let asking = Asking("How do I stop an answer?", of: .guide()) { event in
      if case .text = event { true } else { false }
    }
    #expect(asking.end == AnswerEnd() && !asking.events.contains(.finished(.stop)))
    #expect(asking.reply.citations.isEmpty && !asking.reply.content.isEmpty)
  }

  @Test func `every section of the guide is found by its heading`() {
    let backend = EmbeddedBackend.guide()
    for page in UsersGuide.pages {
      for line in page.source.split(separator: "\n") where line.hasPrefix("## ") {
        let heading = String(line.dropFirst(3)).replacing("`", with: "")
        let asking = Asking(heading, of: backend)
        #expect(asking.titles.first?.hasSuffix(heading) == true, "\(heading): \(asking.titles)")
      }
    }
  }
}
