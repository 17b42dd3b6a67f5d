import TerminalText
import TestSupport
import Testing

@testable import Presentation

@Suite struct TableTests {
  private func lines(_ table: String, _ width: Int?) -> [Substring] {
    streamed([table], width: width).plainText
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  private static let leave = """
    | Kind | What is said about it |
    |---|---|
    | Annual | carried over until March |
    | Sick | none |
    """

  @Test func `is as wide as its widest cells where there is room`() {
    let expected = [
      "Kind    What is said about it", "──────  ────────────────────────",
      "Annual  carried over until March", "Sick    none",
    ]
    #expect(lines(Self.leave, 32) == expected.map { $0[...] })
    #expect(lines(Self.leave, nil) == expected.map { $0[...] })
  }

  @Test func `wraps the cells of its widest column, with a rule beside rows that are wrapped`() {
    #expect(
      lines(Self.leave, 24) == [
        "Kind    What is said", "        about it", "──────  ────────────────",
        "Annual  carried over", "        until March", "──────  ────────────────",
        "Sick    none",
      ]
    )
  }

  @Test func `wraps all columns that are wider than their share`() {
    let table = """
      | one two three four five | a | six seven eight nine ten |
      |---|---|---|
      | 1 | 2 | 3 |
      """
    #expect(
      lines(table, 25) == [
        "one two     a  six seven", "three four     eight nine", "five           ten",
        "──────────  ─  ──────────", "1           2  3",
      ]
    )
  }

  @Test func `turns into a list where columns would not be readable`() {
    let head = "|" + (1...12).map { " column number \($0) |" }.joined()
    let rule = "|" + String(repeating: "---|", count: 12)
    let row = "|" + (1...12).map { " the value \($0) |" }.joined()
    let shown = lines([head, rule, row].joined(separator: "\n"), 60)
    #expect(shown.first == "column number 1: the value 1")
    #expect(shown.count == 12)
  }

  @Test func `turns into a list where a URL does not fit`() {
    let table = "| Source | Where |\n|---|---|\n| Policy | https://docs.example.com/policies |"
    #expect(lines(table, 30).first == "Source: Policy")
    #expect(lines(table, 41).first == "Source  Where")
  }

  @Test func `sets the cells of a column where the table says`() {
    let table = "| l | c | r |\n|:--|:-:|--:|\n| left | centre | right |\n| 1 | 2 | 3 |\n| | 4 | |"
    #expect(
      lines(table, 40) == [
        "l       c         r", "────  ──────  ─────", "left  centre  right", "1       2         3",
        "        4",
      ]
    )
  }

  @Test func `lines up wide characters and emoji, wrapped or not`() {
    let table = "| 種類 | 👩‍👩‍👧 |\n|---|---|\n| 病気休暇の規程 | 三日を超える場合は |\n| a | b |"
    #expect(
      lines(table, 24) == [
        "種類         👩‍👩‍👧", "───────────  ───────────", "病気休暇の   三日を超え", "規程         る場合は",
        "───────────  ───────────", "a            b",
      ]
    )
  }

  @Test(arguments: [1, 2, 3, 8, 17, 20, 33, 40, 80])
  func `is never wider than the page and leaves no spaces at a line's end`(width: Int) {
    for seed in 0..<150 {
      var random = SeededGenerator(seed: UInt64(seed))
      let table = Self.table(&random)
      for line in lines(table, width) where !line.contains("://") && width > 3 {
        #expect(DisplayWidth.cells(of: line) <= width, "\(line) of \(table)")
      }
      #expect(lines(table, width).allSatisfy { !$0.hasSuffix(" ") }, "\(table)")
    }
  }

  @Test func `loses no word, whatever the width`() {
    for seed in 0..<60 {
      var random = SeededGenerator(seed: UInt64(seed))
      let table = Self.table(&random)
      let letters = Self.letters(table)
      for width in [9, 20, 40] {
        let text = streamed([table], width: width).plainText
        #expect(letters.subtracting(Self.letters(text)).isEmpty, "\(table)")
      }
    }
  }

  private static func letters(_ text: String) -> Set<Character> {
    Set(text.filter { $0.isLetter || $0.isNumber })
  }

  private static func table(_ random: inout SeededGenerator) -> String {
    let columns = Int.random(in: 1...7, using: &random)
    let words = [
      "a", "leave", "20", "extraordinarily-long-compound-word", "日本語の文書", "👩‍👩‍👧", "**b**",
      "[x](https://example.com)", "https://www.example.com/a", "é",
    ]
    func row() -> String {
      "|"
        + (0..<columns).map { _ in
          let count = Int.random(in: 0...6, using: &random)
          return (0..<count).map { _ in random.pick(words) }.joined(separator: " ") + "|"
        }.joined()
    }
    let head = row()
    let rule = "|" + (0..<columns).map { _ in random.pick(["---|", ":-:|", "--:|"]) }.joined()
    let rows = (0..<Int.random(in: 0...4, using: &random)).map { _ in row() }
    return ([head, rule] + rows).joined(separator: "\n")
  }
}
