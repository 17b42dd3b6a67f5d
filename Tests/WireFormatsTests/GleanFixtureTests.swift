import Conversation
import Presentation
import TestSupport
import Testing
import WireFormats

@Suite struct GleanFixtureTests {
  @Test func `has fixtures`() {
    #expect(GleanFixture.all.count >= 30)
  }

  @Test(arguments: GleanFixture.all)
  func `becomes the expected events and the expected reply`(_ fixture: GleanFixture) {
    let decoding = Decoding(of: [fixture.body])
    expectGolden(decoding.notation, named: "glean/\(fixture.name)/events")
    let turn = Turn(prompt: "How much leave do I have?", api: "glean", reply: decoding.reply)
    expectGolden(turn.json.indented() + "\n", named: "glean/\(fixture.name)/reply.json")
  }

  @Test(arguments: GleanFixture.all)
  func `gives the same events wherever its bytes are split`(_ fixture: GleanFixture) {
    let whole = Decoding(of: [fixture.body])
    #expect(Decoding(of: fixture.body.map { [$0] }) == whole)
    var random = SeededGenerator(seed: 11)
    for _ in 0..<50 { #expect(Decoding(of: pieces(of: fixture.body, &random)) == whole) }
  }

  @Test(arguments: GleanFixture.all)
  func `invents nothing when it is cut, and is complete only behind a whole line`(
    _ fixture: GleanFixture
  ) {
    let whole = Decoding(of: [fixture.body])
    for cut in Cut.every(of: fixture.body) {
      let isBeginning = whole.events.starts(with: cut.genuineEvents)
      #expect(isBeginning, "cut at \(cut.position): \(cut.end.notation)")
      guard cut.end.events.last == .finished(.stop) else { continue }
      let came = lines(of: fixture.body.prefix(cut.position))
      let line = lines(of: fixture.body)[came.count - 1]
      // Of a line that is none of Glean's, a part may look whole, such as `1` of `12`.
      let isResponse = (try? JSONView(parsing: line))?.kind == .object
      #expect(came.last == line || !isResponse, "cut at \(cut.position)")
    }
  }

  @Test(arguments: ["announces-more", "step-last", "bad-line-last-open"])
  func `believes the protocol where that tells the end`(_ name: String) throws {
    let body = try #require(GleanFixture.all.first { $0.name == name }).body
    #expect(Decoding(of: [body], isSelfDelimited: false).error == .incomplete)
    let delimited = Decoding(of: [body], isSelfDelimited: true)
    #expect(delimited.error == nil)
    #expect(delimited.events.last == .finished(.stop))
  }

  @Test(arguments: ["no-answer", "cut-line"])
  func `is incomplete whatever the protocol tells`(_ name: String) throws {
    let body = try #require(GleanFixture.all.first { $0.name == name }).body
    #expect(Decoding(of: [body], isSelfDelimited: true).error == .incomplete)
  }

  /// The lines that are not blank, without white space at their ends.
  private func lines(of body: some Sequence<UInt8>) -> [[UInt8]] {
    body.split(separator: 0x0A).compactMap { line in
      let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      return words.isEmpty ? nil : Array(words.joined(separator: " ").utf8)
    }
  }

  private func pieces(of bytes: [UInt8], _ random: inout SeededGenerator) -> [[UInt8]] {
    let longest = [3, 40, 400, 4_000].randomElement(using: &random) ?? 3
    var pieces: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let length = Int.random(in: 0...min(longest, rest.count), using: &random)
      pieces.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return pieces
  }
}
