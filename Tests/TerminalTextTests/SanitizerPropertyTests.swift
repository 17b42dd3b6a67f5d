import TerminalText
import TestSupport
import Testing

@Suite struct SanitizerPropertyTests {
  private static let contexts: [Sanitizer.Context] = [.prose, .exact]

  private func streamed(_ pieces: [[Unicode.Scalar]], in context: Sanitizer.Context) -> [String] {
    var sanitizer = Sanitizer(in: context)
    return pieces.map { sanitizer.add(text(of: $0)) } + [sanitizer.finish()]
  }

  private func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }

  private func check(_ scalars: [Unicode.Scalar], cut pieces: [[Unicode.Scalar]]) {
    for context in Self.contexts {
      let whole = Sanitizer.sanitized(text(of: scalars), in: context)
      let parts = streamed(pieces, in: context)
      #expect(parts.flatMap(\.unicodeScalars) == self.scalars(whole))
      for part in parts {
        let again = Sanitizer.sanitized(part, in: context)
        #expect(self.scalars(again) == self.scalars(part))
      }
    }
  }

  @Test(arguments: [
    "a\r\nb\rc\r\r\n\u{1B}[m", "🏴󠁧󠁢󠁥󠁮󠁧󠁿x\r", "🏴󠁧󠁢󠁥󠁮󠁧x\n", "é\u{FE0F}\u{FE0F}\u{200B}\u{FE0F}\r",
    "👩🏽‍🚀🇩🇪\u{202E}\t", "\u{1F3F4}\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E007F}\r\n\u{1F3F4}",
  ])
  func `does not depend on where the text is cut`(input: String) {
    let scalars = scalars(input)
    #expect(scalars.count <= 12)
    for pieces in everySplit(of: scalars) { check(scalars, cut: pieces) }
  }

  @Test func `does not depend on where the bytes are cut`() {
    let bytes = Array("é\r\n\u{1B}🏴\u{9B}".utf8)
    let whole = Sanitizer.sanitized(String(decoding: bytes, as: UTF8.self), in: .prose)
    for pieces in everySplit(of: bytes) {
      var decoder = UTF8Decoder()
      var sanitizer = Sanitizer(in: .prose)
      var shown = ""
      for piece in pieces { shown += sanitizer.add(decoder.add(piece)) }
      shown += sanitizer.add(decoder.finish())
      #expect(shown + sanitizer.finish() == whole)
    }
  }

  @Test func `does not depend on where random text is cut`() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<1500 {
      let scalars = randomScalars(count: 60, using: &generator)
      check(scalars, cut: randomSplit(of: scalars, using: &generator))
    }
  }

  @Test func `changes nothing the second time`() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<1500 {
      let input = text(of: randomScalars(count: 100, using: &generator))
      for context in Self.contexts {
        let once = Sanitizer.sanitized(input, in: context)
        #expect(scalars(Sanitizer.sanitized(once, in: context)) == scalars(once))
        // What was masked exactly goes through the encoder, which masks as prose, unchanged.
        if context == .exact {
          #expect(scalars(Sanitizer.sanitized(once, in: .prose)) == scalars(once))
        }
      }
    }
  }

  @Test func `lets no control or deceptive code point through`() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      let input = text(of: randomScalars(count: 200, using: &generator))
      for scalar in Sanitizer.sanitized(input, in: .prose).unicodeScalars {
        switch scalar.value {
        case 0x09, 0x0A: break
        case 0...0x1F, 0x7F...0x9F, 0x202A...0x202E: Issue.record("U+\(scalar.value)")
        default: break
        }
      }
    }
  }

  @Test func `holds back nothing but CR and what may become a flag`() {
    var sanitizer = Sanitizer(in: .prose)
    #expect(sanitizer.add("a\u{1B}e\u{301}👩") == "a^[e\u{301}👩")
    #expect(sanitizer.add("b\r") == "b")
    #expect(sanitizer.add("\n🏴") == "\n")
    #expect(sanitizer.add("c") == "🏴c")
    #expect(sanitizer.finish() == "")
  }
}
