/// The base 64 of RFC 4648 section 4.
public enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )

  /// Four digits for three bytes; the last ones are filled up with `=`.
  public static func encoded(_ bytes: some Collection<UInt8>) -> String {
    var rest = Array(bytes)[...]
    var encoded: [UInt8] = []
    while !rest.isEmpty {
      let group = rest.prefix(3)
      rest = rest.dropFirst(3)
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        encoded.append(place > group.count ? 0x3D : digits[bits >> (18 - 6 * place) & 0x3F])
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
