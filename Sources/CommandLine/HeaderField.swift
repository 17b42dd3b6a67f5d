/// A header field that a person adds to the request (RFC 9110 §5).
public struct HeaderField: Equatable, Sendable {
  /// Why a text is no header field; the value, which may be a secret, is never among the facts.
  public enum Problem: Error, Equatable, Sendable {
    case noColon
    case noName
    case badName
    /// The program itself says how long the body is.
    case framing(name: String)
    case badValue(name: String)
  }

  /// The name: a token of RFC 9110 §5.6.2, thus ASCII.
  public let name: String
  /// The value, without spaces around it and without control characters; may be empty.
  public let value: String

  /// The field in a text such as `Name: value`.
  public init(parsing text: String) throws(Problem) {
    guard let colon = text.firstIndex(of: ":") else { throw .noColon }
    let name = text[..<colon]
    guard !name.isEmpty else { throw .noName }
    guard Self.isName(name) else { throw .badName }
    guard !["content-length", "transfer-encoding"].contains(name.lowercased()) else {
      throw .framing(name: String(name))
    }
    var value = text[text.index(after: colon)...].drop { $0 == " " }
    while value.last == " " { value.removeLast() }
    self.name = String(name)
    self.value = String(value)
    if self.value.holdsControlCharacter { throw .badValue(name: self.name) }
  }

  /// Whether a text is a token of RFC 9110 §5.6.2, as names and schemes are.
  static func isName(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(isTokenByte)
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default:
      "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
