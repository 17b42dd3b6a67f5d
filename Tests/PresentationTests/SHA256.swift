/// The digest that a policy names a style sheet by (FIPS 180-4).
enum SHA256 {
  static func digest(of message: [UInt8]) -> [UInt8] {
    var hash = roots(2, of: 8)
    let constants = roots(3, of: 64)
    var bytes = message + [0x80]
    while bytes.count % 64 != 56 { bytes.append(0) }
    let bits = UInt64(message.count) * 8
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
    for start in stride(from: 0, to: bytes.count, by: 64) {
      mix(Array(bytes[start..<start + 64]), into: &hash, constants)
    }
    return hash.flatMap { word in
      (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32($0))) }
    }
  }

  private static func mix(_ block: [UInt8], into hash: inout [UInt32], _ constants: [UInt32]) {
    var words = (0..<16).map { index in
      block[index * 4..<index * 4 + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    for index in 16..<64 {
      let (early, late) = (words[index - 15], words[index - 2])
      let first = turned(early, 7) ^ turned(early, 18) ^ early >> 3
      let second = turned(late, 17) ^ turned(late, 19) ^ late >> 10
      words.append(words[index - 16] &+ first &+ words[index - 7] &+ second)
    }
    var state = hash
    for index in 0..<64 {
      let (a, e) = (state[0], state[4])
      let choice = (e & state[5]) ^ (~e & state[6])
      let sum = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
      let first = state[7] &+ sum &+ choice &+ constants[index] &+ words[index]
      let majority = (a & state[1]) ^ (a & state[2]) ^ (state[1] & state[2])
      let second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) &+ majority
      state = [first &+ second] + state[0..<7]
      state[4] = state[4] &+ first
    }
    hash = zip(hash, state).map { $0 &+ $1 }
  }

  private static func turned(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  /// The first 32 bits behind the point of the square or cube roots of the first primes.
  private static func roots(_ degree: Int, of count: Int) -> [UInt32] {
    let primes = (2...311).filter { number in !(2..<number).contains { number % $0 == 0 } }
    return primes.prefix(count).map { prime in
      var (low, high) = (UInt64(0), UInt64(1) << 40)
      while low + 1 < high {
        let middle = (low + high) / 2
        if power(middle, degree, isAtMost: UInt64(prime)) { low = middle } else { high = middle }
      }
      return UInt32(truncatingIfNeeded: low)
    }
  }

  /// Whether a number with 32 bits behind its point has a power that is at most `limit`.
  private static func power(_ number: UInt64, _ degree: Int, isAtMost limit: UInt64) -> Bool {
    var product: [UInt64] = [1]
    for _ in 0..<degree { product = multiplied(product, number) }
    var bound = Array(repeating: UInt64(0), count: degree) + [limit]
    while bound.count < product.count { bound.append(0) }
    while product.count < bound.count { product.append(0) }
    for (left, right) in zip(product.reversed(), bound.reversed()) where left != right {
      return left < right
    }
    return true
  }

  /// A number in digits of 32 bits, the lowest first, times one of at most 41 bits.
  private static func multiplied(_ digits: [UInt64], _ factor: UInt64) -> [UInt64] {
    var result: [UInt64] = Array(repeating: 0, count: digits.count + 2)
    for (place, digit) in digits.enumerated() {
      for (shift, part) in [factor & 0xFFFF_FFFF, factor >> 32].enumerated() {
        var carry = digit * part
        var index = place + shift
        while carry > 0 {
          let sum = result[index] + (carry & 0xFFFF_FFFF)
          result[index] = sum & 0xFFFF_FFFF
          carry = (carry >> 32) + (sum >> 32)
          index += 1
        }
      }
    }
    return result
  }
}
