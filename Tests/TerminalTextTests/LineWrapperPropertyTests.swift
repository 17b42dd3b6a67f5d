import TerminalText
import TestSupport
import Testing

@Suite struct LineWrapperPropertyTests {
  private static let widths: [Int?] = [1, 2, 3, 4, 7, 20, 80, 1000, nil]
  private static let prefixes: [StyledText] = [
    "", "- ", StyledText("│ ", role: .aside), "中中 ", "a prefix that is too wide ",
  ]

  private struct Case {
    var scalars: [(scalar: Unicode.Scalar, role: Role, link: String?)]
    var width: Int?
    var first: StyledText
    var next: StyledText
  }

  private func randomCase(count: Int, using generator: inout SeededGenerator) -> Case {
    var role = Role.plain
    var link: String?
    let scalars = randomScalars(count: count, using: &generator).map { scalar in
      if Int.random(in: 0..<8, using: &generator) == 0 {
        role = Bool.random(using: &generator) ? .strong : .plain
        link = Int.random(in: 0..<6, using: &generator) == 0 ? "https://example.com" : nil
      }
      return (scalar, role, link)
    }
    return Case(
      scalars: scalars,
      width: Self.widths[Int.random(in: 0..<Self.widths.count, using: &generator)],
      first: Self.prefixes[Int.random(in: 0..<Self.prefixes.count, using: &generator)],
      next: Self.prefixes[Int.random(in: 0..<Self.prefixes.count, using: &generator)]
    )
  }

  private func wrapped(
    _ test: Case,
    _ pieces: [[(scalar: Unicode.Scalar, role: Role, link: String?)]]
  ) -> StyledText {
    var wrapper = LineWrapper(width: test.width, firstPrefix: test.first, nextPrefix: test.next)
    var result = StyledText()
    for piece in pieces {
      var text = StyledText()
      for (scalar, role, link) in piece { text.append(String(scalar), role: role, link: link) }
      result += wrapper.add(text)
    }
    result += wrapper.finish()
    return result
  }

  @Test func `wraps the same for every cut of random text`() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let test = randomCase(count: 50, using: &generator)
      let whole = wrapped(test, [test.scalars])
      let parts = wrapped(test, randomSplit(of: test.scalars, using: &generator))
      #expect(whole.notation == parts.notation)
      #expect(whole.notation == wrapped(test, test.scalars.map { [$0] }).notation)
    }
  }

  @Test func `wraps a short text the same for every cut`() {
    let scalars = Array("ab 中é://x\ty".unicodeScalars).map {
      (scalar: $0, role: Role.plain, link: String?.none)
    }
    for width in Self.widths {
      let test = Case(scalars: scalars, width: width, first: "- ", next: "  ")
      let whole = wrapped(test, [scalars])
      for pieces in everySplit(of: scalars) { #expect(wrapped(test, pieces) == whole) }
    }
  }

  @Test func `keeps every line within the width, and without spaces at its end`() {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<600 {
      var test = randomCase(count: 80, using: &generator)
      test.scalars = test.scalars.map { ($0.scalar == ":" ? "." : $0.scalar, $0.role, nil) }
      guard let width = test.width else { continue }
      let widest = [test.first, test.next].map { DisplayWidth.cells(of: $0) }.max() ?? 0
      let text = wrapped(test, [test.scalars]).plainText
      for line in text.split(separator: "\n") {
        #expect(DisplayWidth.cells(of: line) <= max(width, widest + 2))
        #expect(line.last != " " && line.last != "\u{3000}", "\(line)")
      }
    }
  }

  @Test func `loses and invents nothing but white space`() {
    var generator = SeededGenerator(seed: 9)
    let spaces: [Unicode.Scalar] = [" ", "\t", "\n", "\u{3000}"]
    for _ in 0..<600 {
      var test = randomCase(count: 80, using: &generator)
      test.first = ""
      test.next = ""
      // The looks stay out of it: a CR or a flag ends where the look changes.
      test.scalars = test.scalars.map { ($0.scalar, Role.plain, nil) }
      let output = wrapped(test, [test.scalars]).plainText
      let input = Sanitizer.sanitized(text(of: test.scalars.map(\.scalar)), in: .prose)
      #expect(
        output.unicodeScalars.filter { !spaces.contains($0) }
          == input.unicodeScalars.filter { !spaces.contains($0) }
      )
    }
  }

  @Test func `fills each line before it begins the next`() {
    var generator = SeededGenerator(seed: 10)
    for _ in 0..<500 {
      let words = (0..<30).map { _ in
        String(repeating: "x", count: Int.random(in: 1...7, using: &generator))
      }
      let width = Int.random(in: 7...30, using: &generator)
      var wrapper = LineWrapper(width: width)
      let lines = (wrapper.add(StyledText(words.joined(separator: " "))) + wrapper.finish())
        .plainText.split(separator: "\n").map { $0.split(separator: " ") }
      #expect(lines.flatMap { $0 }.map(String.init) == words)
      for (line, next) in zip(lines, lines.dropFirst()) {
        let cells = line.joined(separator: " ").count
        #expect(cells <= width && cells + 1 + next[0].count > width)
      }
    }
  }

  private func timeToWrap(_ piece: String, times count: Int, width: Int) -> Duration {
    var wrapper = LineWrapper(width: width, firstPrefix: "- ")
    let text = StyledText(piece)
    return ContinuousClock().measure {
      for _ in 0..<count { _ = wrapper.add(text) }
      _ = wrapper.finish()
    }
  }

  @Test(arguments: ["a", "a ", "中", "\u{301}", " ", "\t", "\n", "://", "\u{200D}\u{301}", "é"])
  func `costs the same per byte for long input that comes in small pieces`(piece: String) {
    for width in [1, 1000] {
      let short = timeToWrap(piece, times: 500, width: width)
      let long = timeToWrap(piece, times: 10_000, width: width)
      // Twenty times the input; a cost that grew with the square would be four hundred times.
      #expect(long < short * 100 + .milliseconds(100))
    }
  }
}
