import Testing

@testable import SQLiteStorage

@Suite struct ConversationIDTests {
  @Test func `an id is six letters and digits and begins with a letter`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<1_000 {
      let id = ConversationID.random(using: &generator)
      #expect(id.count == 6 && id.first?.isLetter == true)
      #expect(id.allSatisfy { "0123456789abcdefghjkmnpqrstvwxyz".contains($0) })
    }
  }
}
