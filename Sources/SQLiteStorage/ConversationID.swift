/// The ids of conversations: six letters and digits, without those that look like others (Crockford's Base32).
enum ConversationID {
  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

  /// An id out of a thousand million; it begins with a letter, so that it is never taken for a number.
  static func random(using generator: inout some RandomNumberGenerator) -> String {
    let first = alphabet[Int.random(in: 10..<alphabet.count, using: &generator)]
    let rest = (1..<6).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
    return String([first] + rest)
  }

  /// Whether it can be typed as it is shown: an id out of a file may be anything.
  static func isTypable(_ id: String) -> Bool {
    !id.isEmpty && id.utf8.count <= 64
      && id.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 }
  }
}
