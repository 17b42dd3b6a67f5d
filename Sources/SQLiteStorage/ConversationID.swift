/// The ids of conversations: six letters and digits, without those that look like others (Crockford's Base32).
enum ConversationID {
  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

  /// An id out of a thousand million; it begins with a letter, so that it is never taken for a number.
  static func random(using generator: inout some RandomNumberGenerator) -> String {
    let first = alphabet[Int.random(in: 10..<alphabet.count, using: &generator)]
    let rest = (1..<6).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
    return String([first] + rest)
  }
}
