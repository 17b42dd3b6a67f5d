import Conversation
import TerminalText
import Testing

@testable import Presentation

/// Ratios in one run, so that the machine does not matter; the rest is the business of a benchmark.
@Suite(.serialized) struct CostTests {
  private func time(_ unit: String, bytes: Int, delta: Int) -> Duration {
    let text = Array(String(repeating: unit, count: bytes / unit.utf8.count).utf8)
    let deltas = stride(from: 0, to: text.count, by: delta).map {
      String(decoding: text[$0..<min(text.count, $0 + delta)], as: UTF8.self)
    }
    return ContinuousClock().measure { _ = streamed(deltas, width: 80) }
  }

  private func expectLinear(_ unit: String, bytes: Int, delta: Int) {
    expectLinear("\(unit.debugDescription)") { time(unit, bytes: bytes * $0, delta: delta) }
  }

  /// Eight times the input; a cost that grew with the square would be sixty-four times.
  private func expectLinear(_ name: String, _ time: (_ factor: Int) -> Duration) {
    // Again where it looks bad, because other work on the machine only ever adds.
    let isLinear = (0..<3).contains { _ in time(8) < time(1) * 24 + .milliseconds(20) }
    #expect(isLinear, "\(name)")
  }

  @Test(arguments: ["Leave is 20 days a year, and more. ", "words\n", "**a b** `c` "])
  func `a paragraph byte by byte costs the same per byte`(unit: String) {
    expectLinear(unit, bytes: 2_500, delta: 1)
  }

  @Test(arguments: [
    "*", "[", "`", ">", "<", "~", "_", "\\", "&", "#", "|", " ", "\n", "\t", "*a ", "[a](",
    "[a](b \"", "<a ", "![",
    "a*b_c ", "~~a ", "_a*", "`a``b", "www.", "a@b.c ", "[[a]](b)", "<!-- ", "**a", "a** ",
  ])
  func `signs without end cost the same per byte`(unit: String) {
    expectLinear(unit, bytes: 3_000, delta: 100)
  }

  @Test(arguments: [
    "- item\n", "- ", "1. ", "> ", "> - ", "- \n", "```\n", "~~~ ", "<b>\n", "| a |\n", "[a]: b\n",
    "    code\n",
    "- a\n    - b\n", "# a\n", "---\n",
  ])
  func `blocks without end cost the same per byte`(unit: String) {
    expectLinear(unit, bytes: 1_200, delta: 100)
  }

  @Test(arguments: [
    "if a1 ", "\"", "' ", "/* ", "(/", "(/\\", "${", "`a` ", "#[", "<a ", "&a", "r#\"", "<<A ",
    "a: ", "  ",
    "a\\", "{", "\"a\n", "/*\n", "if (a) { b = \"c\" } // d\n",
  ])
  func `code costs the same per byte`(unit: String) {
    let languages = Fixture.code.map(\.language)
    expectLinear("\(unit.debugDescription)") { factor in
      let code = String(repeating: unit, count: 400 * factor / unit.utf8.count)
      return ContinuousClock().measure { for name in languages { _ = highlighted(code, name) } }
    }
  }

  @Test func `a row that may be a table's costs the same per byte`() {
    expectLinear("dashes") { factor in
      ContinuousClock().measure {
        _ = streamed(["|a|\n|" + String(repeating: "-", count: 3_000 * factor)], width: 80)
      }
    }
  }

  @Test(arguments: ["|", "|-", "|a"])
  func `cells without end are text`(unit: String) {
    let row = String(repeating: unit, count: 20_000)
    let time = ContinuousClock().measure { _ = streamed(["\(row)\n\(row)\n"], width: nil) }
    #expect(time < .seconds(4))
  }

  @Test func `a table without end costs the same per row`() {
    expectLinear("rows") { factor in
      let rows = String(repeating: "| 1 | two words |\n", count: 100 * factor)
      return ContinuousClock().measure {
        _ = streamed(["| a | b |\n|---|---|\n" + rows], width: 80)
      }
    }
  }

  @Test(arguments: ["", "- ", "> ", "```\n", "| a |\n|--|\n| "])
  func `citations without end cost the same each`(start: String) {
    expectLinear(start) { factor in
      ContinuousClock().measure {
        var renderer = AnswerRenderer(Layout(width: 80))
        _ = renderer.add(.text(start))
        for number in 0..<100 * factor {
          _ = renderer.add(.text("a "))
          let range = TextRange(start: 0, end: .max)
          _ = renderer.add(.citations([Citation(number: number % 9, ranges: [range])]))
        }
        _ = renderer.finish()
      }
    }
  }

  @Test(arguments: [1, 2, 3, 20, 80, 1000, 0])
  func `ten kilobytes are shown at once at every width`(width: Int) {
    let text = String(repeating: Fixture.all.map(\.text).joined(separator: "\n"), count: 2)
    let document = String(text.prefix(10_000))
    #expect(ContinuousClock().measure { _ = streamed([document], width: width) } < .seconds(2))
  }
}
