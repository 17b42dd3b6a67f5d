import Conversation
import TerminalText
import TestSupport
import Testing

@testable import Presentation

@Suite struct StreamingTests {
  /// Says where two renderings of a document begin to differ.
  private func expectSame(
    _ actual: String,
    _ expected: String,
    _ document: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard actual != expected else { return }
    let common = zip(actual, expected).prefix { $0 == $1 }.count
    let found = actual.dropFirst(max(0, common - 20)).prefix(60).debugDescription
    let wanted = expected.dropFirst(max(0, common - 20)).prefix(60).debugDescription
    Issue.record(
      "found \(found), not \(wanted), in \(document.debugDescription)",
      sourceLocation: sourceLocation
    )
  }

  private func documents(_ count: Int) -> [String] {
    Fixture.all.map(\.text)
      + (0..<count).flatMap { seed in
        var generator = MarkdownGenerator(seed: seed)
        return [generator.document(), generator.soup(), generator.inlineSoup()]
      }
  }

  @Test(arguments: [nil, 1, 17, 80])
  func `looks the same however it is cut into deltas`(width: Int?) {
    for document in documents(60) {
      let expected = streamed([document], width: width).notation
      let parts = streamed(scalars(of: document), width: width).notation
      expectSame(parts, expected, document)
    }
  }

  @Test func `looks the same with citations at any place however it is cut`() {
    var random = SeededGenerator(seed: 3)
    for document in documents(60) {
      let pieces = scalars(of: document).split { _ in random.chance(12) }.map { $0.joined() }
      let whole = render(pieces.map { [$0] }).notation
      #expect(render(pieces.map(scalars)).notation == whole, "\(pieces)")
    }
  }

  /// The parts of an answer, each in its deltas, with a citation behind each part.
  private func render(_ parts: [[String]]) -> StyledText {
    var renderer = AnswerRenderer(Layout(width: 40))
    var text = StyledText()
    for (index, part) in parts.enumerated() {
      for delta in part { text += renderer.add(.text(delta)) }
      let range = TextRange(start: 0, end: .max)
      text += renderer.add(.citations([Citation(number: index % 7 + 1, ranges: [range])]))
    }
    return text + renderer.finish()
  }

  @Test func `shows every citation`() {
    for document in documents(60) where !document.contains("[") {
      var renderer = AnswerRenderer(Layout(width: nil))
      var text = StyledText()
      for (index, delta) in document.split(separator: "", maxSplits: 5).enumerated() {
        text += renderer.add(.text(String(delta)))
        text += renderer.add(
          .citations([Citation(number: 90 + index, ranges: [TextRange(start: 0, end: .max)])])
        )
      }
      text += renderer.finish()
      #expect(text.plainText.contains("[90]"), "\(document.debugDescription)")
    }
  }

  @Test func `shows what the whole document would show`() {
    for document in documents(700) where !isShownDifferently(document) {
      expectSame(shown(streamed([document])), shown(whole(document)), document)
    }
  }

  @Test func `shows what the whole document would show in the looks it would have`() {
    for document in documents(100) where !isShownDifferently(document) {
      let looks = streamed([document], width: 60).notation
      expectSame(looks, whole(document, width: 60).notation, document)
    }
  }

  @Test(arguments: [20, 40, 80])
  func `keeps every line within the width but for what must stay whole`(width: Int) {
    for document in documents(80) {
      let text = streamed([document], width: width)
      let code = codeLines(of: document)
      for line in lines(of: text, code: code) where !line.isUnbreakable {
        #expect(DisplayWidth.cells(of: line.text) <= width, "\(line.text)")
      }
    }
  }

  @Test func `leaves no spaces at the end of a line`() {
    for document in documents(80) {
      let text = streamed([document], width: 40)
      let code = codeLines(of: document)
      for line in lines(of: text, code: code) where !line.isUnbreakable {
        #expect(!line.text.hasSuffix(" "), "\(line.text.debugDescription)")
      }
    }
  }

  /// The lines of a text; one that holds code or an address may be as long as it is.
  private func lines(
    of text: StyledText,
    code: Set<String>
  ) -> [(text: String, isUnbreakable: Bool)] {
    var lines = [(text: "", isUnbreakable: false)]
    for span in text.spans {
      let parts = span.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { lines.append(("", false)) }
        lines[lines.count - 1].text += part
        if span.role.contains(.code), !part.isEmpty {
          lines[lines.count - 1].isUnbreakable = true
        }
        if part.contains("://") || !part.isEmpty && span.link?.contains(part) == true {
          lines[lines.count - 1].isUnbreakable = true
        }
      }
    }
    for index in lines.indices where code.contains(lines[index].text) {
      lines[index].isUnbreakable = true
    }
    return lines
  }

  @Test(arguments: [nil, 1, 40])
  func `sends no control character`(width: Int?) {
    for document in documents(80) {
      let bytes = ANSIEncoder().encode(streamed([document], width: width))
      #expect(bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A || $0 == 0x09 })
      #expect(
        !String(decoding: bytes, as: UTF8.self).unicodeScalars.contains {
          (0x80..<0xA0).contains($0.value)
        }
      )
    }
  }

  @Test func `loses no word`() {
    for document in Fixture.all.map(\.text) {
      let shown = streamed([document]).plainText
      for word in words(of: document) { #expect(shown.contains(word), "\(word)") }
    }
  }

  /// The words of a source but for what Markdown itself keeps from showing: titles, entities and info strings.
  private func words(of source: String) -> [Substring] {
    source.split(separator: "\n").filter { !$0.contains("```") && !$0.contains("&#") }.flatMap {
      line in
      line.split { !$0.isLetter && !$0.isNumber }
    }.filter { !["amp", "copy", "x41", "x1b", "Leave", "x", "X"].contains($0) }
  }

  @Test(arguments: [1, 2, 3, 20, 80, 1000, 0])
  func `survives every width`(width: Int) {
    for fixture in Fixture.all { #expect(!streamed([fixture.text], width: width).isEmpty) }
  }

  @Test func `starts again below a rule when the answer is replaced`() {
    var renderer = AnswerRenderer(Layout(width: 40))
    var text = renderer.add(.text("An **old"))
    text += renderer.add(.textReplaced("A new one"))
    text += renderer.finish()
    #expect(text.notation == "An **old\n[faint]── the answer starts again ──\n\n[/]A new one\n")
  }

  @Test func `an answer that is replaced before anything was shown needs no rule`() {
    var renderer = AnswerRenderer(Layout(width: 40))
    let text = renderer.add(.textReplaced("A new one")) + renderer.finish()
    #expect(text.plainText == "A new one\n")
  }
}
