import Testing
import WireFormats

/// All sequences of up to four code units, surrogates among them; the standard library's own repair of UTF-16
/// says what they are to read as.
@Suite struct JSONSurrogateTests {
  private static let units: [UInt16] = [0xD83D, 0xDE00, 0x41, 0xDBFF, 0xDC00]

  private static let sequences: [[UInt16]] = (1...4).flatMap { length in
    (1...length).reduce([[]] as [[UInt16]]) { shorter, _ in
      shorter.flatMap { sequence in units.map { sequence + [$0] } }
    }
  }

  @Test func `reads each half that is alone as U+FFFD`() throws {
    #expect(Self.sequences.count == 780)
    for sequence in Self.sequences {
      #expect(try view(of: sequence).string == text(of: sequence))
    }
  }

  @Test func `refuses in strict mode each text that holds a half alone`() {
    for sequence in Self.sequences {
      let isStrict = (try? view(of: sequence, mode: .strict)) != nil
      #expect(isStrict == !text(of: sequence).contains("\u{FFFD}"))
    }
  }

  @Test func `joins pairs that were cut between deltas`() throws {
    for sequence in Self.sequences {
      for cut in 0...sequence.count {
        for second in cut...sequence.count {
          let deltas = [sequence[..<cut], sequence[cut..<second], sequence[second...]]
          #expect(try joined(deltas) == text(of: sequence), "\(sequence) \(cut) \(second)")
        }
      }
    }
  }

  @Test func `holds back half a pair only`() throws {
    var joiner = JSONDeltaJoiner()
    let deltas = [
      #""a\n\ud83d""#, "1", #""""#, #""\ude00b""#, #""\\ud83d""#, #""\ude00""#, #""\ud83d""#,
    ]
    let texts = try deltas.map { joiner.join(try read($0)) }
    #expect(texts == ["a\n", nil, "", "\u{1F600}b", #"\ud83d"#, "\u{FFFD}", ""])
    let rest = [joiner.finish(), joiner.finish()]
    #expect(rest == ["\u{FFFD}", ""])
  }

  private func joined(_ deltas: [ArraySlice<UInt16>]) throws -> String {
    var joiner = JSONDeltaJoiner()
    let texts = try deltas.compactMap { joiner.join(try view(of: Array($0))) }
    return texts.joined() + joiner.finish()
  }

  private func text(of units: [UInt16]) -> String {
    String(decoding: units, as: UTF16.self)
  }

  private func view(of units: [UInt16], mode: JSONMode = .answer) throws -> JSONView {
    let escapes = units.map { unit in
      unit == 0x41 ? "A" : "\\u" + String(unit, radix: 16)
    }
    return try JSONView(parsing: Array("\"\(escapes.joined())\"".utf8), mode: mode)
  }

  private func read(_ text: String) throws -> JSONView {
    try JSONView(parsing: Array(text.utf8))
  }
}
