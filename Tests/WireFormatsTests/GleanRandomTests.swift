import Conversation
import TestSupport
import Testing
import WireFormats

@Suite struct GleanRandomTests {
  @Test func `keeps places inside the answer and numbers without gaps, for random replies`() {
    var random = SeededGenerator(seed: 21)
    for _ in 0..<1_000 {
      let body = RandomGlean.body(&random)
      let whole = Decoding(of: [body])
      expectSound(whole, body)
      let half = Int.random(in: 0...body.count, using: &random)
      #expect(Decoding(of: [Array(body[..<half]), Array(body[half...])]) == whole)
      expectSound(Decoding(of: [Array(body[..<half])]), body)
    }
  }

  @Test func `survives damaged replies`() {
    var random = SeededGenerator(seed: 22)
    for _ in 0..<500 {
      var body = RandomGlean.body(&random)
      for _ in 0..<Int.random(in: 1...4, using: &random) where !body.isEmpty {
        body[Int.random(in: body.indices, using: &random)] = UInt8.random(
          in: 0...255,
          using: &random
        )
      }
      expectSound(Decoding(of: [body]), body)
    }
  }

  private func expectSound(_ decoding: Decoding, _ body: [UInt8]) {
    var reply = Reply()
    for event in decoding.events {
      reply.apply(event)
      let length = reply.content.unicodeScalars.count
      if case .citations(let cited) = event {
        let ranges = cited.flatMap(\.ranges)
        #expect(ranges.allSatisfy { 0 <= $0.start && $0.start <= $0.end && $0.end <= length })
      }
      if case .followUps(let proposed) = event {
        #expect(proposed.map(\.number) == Array(1...proposed.count))
      }
    }
    #expect(reply.citations.map(\.number) == Array(1..<reply.citations.count + 1))
    #expect(Set(reply.citations.compactMap(\.id)).count == reply.citations.count { $0.id != nil })
    let endings = decoding.events.count { $0 == .finished(.stop) }
    let isFailed = reply.error != nil
    #expect(endings == (isFailed || decoding.error != nil ? 0 : 1))
    #expect(endings == 0 || decoding.events.last == .finished(.stop))
  }
}
