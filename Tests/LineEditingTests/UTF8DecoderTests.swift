import Testing

@testable import LineEditing

@Suite struct UTF8DecoderTests {
  @Test func `decodes every length as soon as it is complete`() {
    var decoder = UTF8Decoder()
    for scalar in ["a", "é", "日", "👍", "\u{10FFFF}", "\u{0}"] as [Unicode.Scalar] {
      for byte in Array(String(scalar).utf8) {
        #expect(decoder.next() == nil)
        decoder.push(byte)
      }
      #expect(decoder.next() == scalar)
    }
  }

  @Test func `agrees with the standard library on every pair of bytes`() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        // An ASCII byte ends whatever is open.
        let bytes = [first, second, 0x61]
        #expect(decoded(bytes) == expected(bytes), "\(bytes)")
      }
    }
  }

  @Test func `agrees with the standard library on long mixtures`() {
    let alphabet: [UInt8] = [
      0x41, 0x80, 0x9F, 0xA0, 0xBF, 0xC2, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF4, 0xFF,
    ]
    var state: UInt64 = 42
    for _ in 0..<5_000 {
      let bytes =
        (0..<8).map { _ -> UInt8 in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return alphabet[Int(state >> 33) % alphabet.count]
        } + [0x61]
      #expect(decoded(bytes) == expected(bytes), "\(bytes)")
    }
  }

  private func decoded(_ bytes: [UInt8]) -> String {
    var decoder = UTF8Decoder()
    var text = String.UnicodeScalarView()
    for byte in bytes {
      decoder.push(byte)
      while let scalar = decoder.next() { text.append(scalar) }
    }
    return String(text)
  }

  private func expected(_ bytes: [UInt8]) -> String {
    String(
      String.UnicodeScalarView(
        String(decoding: bytes, as: UTF8.self).unicodeScalars.map {
          (0x80...0x9F).contains($0.value) ? "\u{FFFD}" : $0
        }
      )
    )
  }
}
