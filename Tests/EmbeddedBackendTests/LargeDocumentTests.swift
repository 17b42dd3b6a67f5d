import Conversation
import Session
import TestSupport
import Testing

@testable import EmbeddedBackend

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Documents, sections and blocks that are large.
@Suite struct LargeDocumentTests {
  private let home: TemporaryHome
  private let folder: String

  init() throws {
    home = try TemporaryHome()
    folder = try home.makeFolder("documents")
  }

  private func backend(
    nextSignal: @escaping () -> Int32? = { nil }
  ) throws -> EmbeddedBackend {
    try .documents(in: folder, cache: "\(home.path)/cache", nextSignal: nextSignal)
  }

  private func ask(_ question: String) throws -> Asking {
    Asking(question, of: try backend())
  }

  private func sections(_ source: String, _ format: DocumentFormat) -> [Section] {
    Document(source, format: format, name: "name").sections
  }

  @Test func `a signal is noticed before much more is read`() throws {
    let text = String(repeating: "Nothing of note happens here.\n", count: 20_000)
    for number in 1...8 { _ = try home.write(text, to: "documents/\(number).txt") }
    var polls = 0
    let asking = Asking(
      "zebra",
      of: try backend {
        polls += 1
        return polls == 6 ? SIGINT : nil
      }
    )
    #expect(asking.end.failure == .transport(.cancelled(signal: SIGINT)))
    let done = asking.reply.steps.filter { $0.kind == "indexing" }
    #expect(!done.contains { $0.text == "8 of 8 files" })
    #expect(try ask("zebra").reply.steps.contains { $0.text.hasSuffix(" of 8 files") } == false)
  }

  @Test func `a signal ends the search for files`() throws {
    for number in 1...50 { _ = try home.makeFolder("documents/\(number)") }
    var polls = 0
    let asking = Asking(
      "zebra",
      of: try backend {
        polls += 1
        return polls == 20 ? SIGTERM : nil
      }
    )
    #expect(asking.end.failure == .transport(.cancelled(signal: SIGTERM)) && polls == 20)
  }

  @Test(arguments: ["table", "list", "code", "paragraph", "line", "quote"])
  func `a web page's long blocks are cut`(kind: String) {
    let filler = String(repeating: "some words ", count: 10)
    let rows = 1...2_000
    let body =
      switch kind {
      case "table": "<table>" + rows.map { "<tr><td>\($0)<td>\(filler)" }.joined() + "</table>"
      case "list": "<ul>" + rows.map { "<li>\($0) \(filler)" }.joined() + "</ul>"
      case "code": "<pre>" + rows.map { "\($0) \(filler)\n" }.joined() + "</pre>"
      case "paragraph": "<p>" + rows.map { "\($0) \(filler)<br>" }.joined()
      case "line": "<p>" + rows.map { "\($0) \(filler)" }.joined()
      default: "<blockquote>" + rows.map { "<p>\($0) \(filler)" }.joined()
      }
    let sections = sections("<h1>T</h1>" + body, .html)
    #expect(sections.count > 50)
    #expect(sections.allSatisfy { $0.body.utf8.count <= 2 * SectionBuilder.sectionBytes })
    #expect(sections.allSatisfy { $0.lines.lowerBound == 1 })
    let words = Set(
      sections.flatMap {
        $0.body.utf8.split { !(0x30...0x39).contains($0) }.compactMap(String.init)
      }
    )
    #expect(rows.allSatisfy { words.contains("\($0)") })
  }

  @Test func `long code stays code in each of its parts`() throws {
    let lines = (1...200).map { "echo step \($0) # a comment __dunder\($0)__ *star*" }
    let source = "# Script\n\n```sh\n" + lines.joined(separator: "\n") + "\n```\n"
    for section in sections(source, .markdown) {
      #expect(section.body.hasPrefix("```sh\n") && section.body.hasSuffix("\n```"))
    }
    _ = try home.write(source, to: "documents/a.md")
    let reply = try ask("__dunder150__").reply
    #expect(reply.content.contains(lines[149]) && reply.content.hasPrefix("```sh\n"))
    #expect(reply.content.split(separator: "\n").count { $0.hasPrefix("```") } % 2 == 0)
    #expect(reply.citations.first?.excerpt == lines[149])
    #expect(reply.citations.first?.lines?.contains(153) == true)
  }

  @Test func `rows of a long table keep its head`() {
    let rows = (1...400).map { "| row \($0) | some words of it |" }
    let source = "| name | words |\n|---|---|\n" + rows.joined(separator: "\n") + "\n"
    let parts = sections(source, .markdown)
    #expect(
      parts.count > 3 && parts.allSatisfy { $0.body.hasPrefix("| name | words |\n|---|---|\n") }
    )
    var next = 3
    for part in parts {
      #expect(part.lines.lowerBound == next && part.lines.count == part.body.lines.count - 2)
      next = part.lines.upperBound + 1
    }
    #expect(next == 403)
  }

  @Test func `an inner item of a list is quoted at the margin`() throws {
    let items = (1...40).map { number in
      String(repeating: "  ", count: number % 4) + "- item \(number)"
    }
    let source = items.joined(separator: "\n") + "\n"
    _ = try home.write(source.replacing("item 31", with: "echidna 31"), to: "documents/a.md")
    let reply = try ask("echidna").reply
    #expect(reply.content.contains("- echidna 31") && !reply.content.hasPrefix(" "))
  }

  @Test func `a large document is read like a small one`() {
    let part =
      "## Part\n\n" + String(repeating: "Some words in a line of text.\n", count: 40) + "\n"
    let parts = (1...1_000).map { part.replacing("Part", with: "Part \($0)") }
    let sections = sections("# Title\n\n" + parts.joined(), .markdown)
    #expect(sections.map(\.headings) == (1...1_000).map { ["Part \($0)"] })
    #expect(sections.map(\.lines.lowerBound) == (0..<1_000).map { 5 + 43 * $0 })
  }

  @Test func `a heading in a long block of code is none`() {
    let code = (1...9_000).map { "# comment \($0) of a script\n\n" }.joined()
    let sections = sections("# Title\n\n```\n\(code)```\n\n## Last\n\nEnd.\n", .markdown)
    #expect(Set(sections.map { $0.headings.joined() }) == ["", "Last"])
  }

  @Test func `a line of megabytes is cut and costs little`() {
    for format in [DocumentFormat.markdown, .plainText] {
      let sections = sections("# x\n\nneedle" + String(repeating: "w", count: 3 << 20), format)
      #expect(sections.count > 900)
      #expect(sections.allSatisfy { $0.body.utf8.count <= 2 * SectionBuilder.sectionBytes })
    }
  }

  @Test func `a follow-up leads to the document that was cited`() throws {
    for number in 1...8 {
      let source = "# Product p\(number)\n\n## Installation\n\nInstall p\(number) now.\n\n"
      _ = try home.write(
        source + "## Running\n\nStart gadget\(number) from the menu.\n",
        to: "documents/p\(number).md"
      )
    }
    let first = try ask("gadget7").reply
    let prompt = try #require(first.followUps.first?.prompt)
    #expect(prompt == "Product p7 › Installation")
    let backend = try backend()
    #expect(Asking(prompt, after: ["gadget7"], of: backend).titles.first == prompt)
  }

  @Test func `of documents that are called the same, a follow-up names the file`() throws {
    for name in ["a", "b"] {
      let source = "# Notes\n\n## Plan\n\nThe plan of \(name).\n\n## Rest\n\nA zebra\(name).\n"
      _ = try home.write(source, to: "documents/\(name).md")
    }
    let prompts = try ask("zebrab").reply.followUps.map(\.prompt)
    #expect(prompts == ["b.md › Plan"])
    #expect(try ask("b.md › Plan").reply.content.hasPrefix("The plan of b."))
  }

  @Test func `behind a long section the next one is offered`() throws {
    let long = (1...60).map {
      "Paragraph \($0) is about subject\($0), and is long enough to count.\n"
    }
    _ = try home.write(
      "# Book\n\n## Long\n\n\(long.joined(separator: "\n") + long.joined(separator: "\n"))\n## Tail\n\nThe end.\n",
      to: "documents/a.md"
    )
    #expect(try ask("subject3").reply.followUps.map(\.prompt) == ["Tail"])
  }

  @Test func `one word in the middle of a text is no great sign`() throws {
    _ = try home.write("# Trees\n\nA zebra never climbs.\n", to: "documents/a.md")
    #expect(try ask("zebra").reply.confidence?.level == .medium)
    #expect(try ask("trees").reply.confidence?.level == .veryHigh)
  }
}
