import TerminalText
import TestSupport
import Testing

@Suite struct UTF8DecoderTests {
  private func decoded(_ pieces: [[UInt8]]) -> String {
    var decoder = UTF8Decoder()
    var text = ""
    for piece in pieces { text += decoder.add(piece) }
    return text + decoder.finish()
  }

  private func expectSame(_ bytes: [UInt8], cut pieces: [[UInt8]]) {
    let whole = String(decoding: bytes, as: UTF8.self)
    #expect(Array(decoded(pieces).utf8) == Array(whole.utf8), "\(bytes) cut \(pieces)")
  }

  @Test(
    arguments: [
      Array("aé€😀z".utf8), [0xF0, 0x9F, 0x98], [0xE2, 0x82, 0x41], [0xC3], [0xC0, 0xAF],
      [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0x80, 0xBF], [0xFF, 0xFE],
      [0xF1, 0x80, 0x80, 0xC3, 0xA9], [0xF0, 0x9F, 0xF0, 0x9F, 0x98, 0x80],
      [0xE1, 0x80, 0xE2, 0xF0, 0x91],
    ] as [[UInt8]]
  )
  func `decodes the same for every cut`(bytes: [UInt8]) {
    for pieces in everySplit(of: bytes) { expectSame(bytes, cut: pieces) }
  }

  @Test func `decodes random bytes the same for random cuts`() {
    let pool: [UInt8] = [
      0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF,
      0xF0, 0xF1,
      0xF4, 0xF5, 0xFF,
    ]
    var generator = SeededGenerator(seed: 5)
    for round in 0..<4000 {
      let bytes = (0..<20).map { _ in
        round.isMultiple(of: 2)
          ? UInt8.random(in: 0...255, using: &generator)
          : pool[Int.random(in: 0..<pool.count, using: &generator)]
      }
      expectSame(bytes, cut: randomSplit(of: bytes, using: &generator))
    }
  }

  @Test func `gives out a character as soon as its last byte is there`() {
    var decoder = UTF8Decoder()
    #expect(decoder.add([0x61, 0xE2, 0x82]) == "a")
    #expect(decoder.add([0xAC]) == "€")
    #expect(decoder.add([0xE2]) == "")
    #expect(decoder.add([0x41]) == "\u{FFFD}A")
    #expect(decoder.finish() == "")
  }
}
