import Conversation
import TestSupport
import Testing
import WireFormats

/// Bodies that are damaged anywhere become the same events however they are split, and never a trap.
@Suite struct DamagedBodyTests {
  @Test(
    arguments: [
      ("plain", PlainAPI()), ("servoy", ServoyAPI()), ("glean-platform", GleanPlatformAPI()),
      ("plain", AutoAPI()), ("servoy", AutoAPI()),
    ] + NamedBackendFixtureTests.apis.map { ($0.name, $0) } as [(String, any ChatAPI)]
  )
  func `survive wherever they are split`(_ name: String, _ api: any ChatAPI) {
    var random = SeededGenerator(seed: 17)
    let fixtures = WireFixture.all(of: name)
    for fixture in fixtures where !fixture.body.isEmpty {
      for _ in 0..<8 {
        let body = Self.damaged(fixture.body, by: random.pick(fixtures).body, &random)
        let whole = Decoding(of: [body], by: api)
        let split = Decoding(of: body.map { [$0] }, by: api)
        #expect(split == whole, "\(fixture.name): \(String(decoding: body, as: UTF8.self))")
      }
    }
  }

  @Test(arguments: [
    "{\"answer\":\"Ye", "{\n \"response\": \"Ye", "{\"object\":\"RESPONSE\",", "data: {\"de",
  ])
  func `a document that is cut is an incomplete answer`(_ body: String) {
    for api in [PlainAPI(), ServoyAPI(), GleanPlatformAPI(), AutoAPI()] as [any ChatAPI] {
      let decoding = Decoding(of: body, by: api, isSelfDelimited: true)
      #expect(decoding.error == .incomplete, "\(api.name)")
      #expect(decoding.reply.content == "")
    }
  }

  private static func damaged(
    _ body: [UInt8],
    by other: [UInt8],
    _ random: inout SeededGenerator
  ) -> [UInt8] {
    var body = body
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      guard !body.isEmpty else { break }
      let place = Int.random(in: 0..<body.count, using: &random)
      let end = min(place + Int.random(in: 0...20, using: &random), body.count)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: body[place] = random.pick(Array("{}[]\":,\n\r 0dé\u{0}".utf8))
      case 1: body.removeSubrange(place..<end)
      case 2: body.insert(contentsOf: body[place..<end], at: place)
      default: body.insert(contentsOf: other.prefix(60), at: place)
      }
    }
    return body
  }
}
