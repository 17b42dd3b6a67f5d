/// Puts `***` in the place of a credential wherever it stands in a text: as it is, percent-encoded, or in Base64.
///
/// It is the last net: what is known to be a credential is not shown in the first place.
public struct SecretMask: Equatable, Sendable, CustomReflectable {
  /// What is looked for, the longest first, so that no part of it is left.
  private var forms: [[UInt8]] = []

  /// A credential that is shorter could be part of any word.
  private static let shortest = 4

  /// A mask that hides nothing.
  public init() {}

  /// A mask for one credential; for none where there is none.
  public init(_ secret: String?) {
    if let secret { add(secret) }
  }

  /// Hides another credential too.
  public mutating func add(_ secret: String) {
    guard secret.utf8.count >= Self.shortest else { return }
    let bytes = Array(secret.utf8)
    // A credential of name and password is sent in Base64, and the password alone is a secret as well.
    let encoded = Base64.encoded(bytes)
    let unpadded = String(encoded.prefix { $0 != "=" })
    let texts = [
      secret, Self.percentEncoded(bytes, digits: "0123456789ABCDEF"),
      Self.percentEncoded(bytes, digits: "0123456789abcdef"), encoded, unpadded,
      String(unpadded.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }),
    ]
    forms = Set(forms + texts.map { Array($0.utf8) }).sorted { $0.count > $1.count }
  }

  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }

  /// The text with every occurrence of a credential hidden.
  public func masking(_ text: String) -> String {
    guard !forms.isEmpty else { return text }
    var bytes = Array(text.utf8)
    var isChanged = false
    for form in forms {
      var start = bytes.startIndex
      while let found = bytes[start...].firstRange(of: form) {
        bytes.replaceSubrange(found, with: "***".utf8)
        start = found.lowerBound + 3
        isChanged = true
      }
    }
    return isChanged ? String(decoding: bytes, as: UTF8.self) : text
  }

  /// The text with every occurrence of a credential hidden, also of one that stands in several looks.
  public func masking(_ text: StyledText) -> StyledText {
    let plain = text.plainText
    guard !forms.isEmpty, masking(plain) != plain else { return text }
    let spans = StyledText(text.spans.map { Span(masking($0.text), role: $0.role) })
    let masked = spans.plainText
    // What no span has for itself alone costs the looks.
    return masking(masked) == masked ? spans : StyledText(masking(plain))
  }

  /// All but the unreserved characters of RFC 3986 §2.3.
  private static func percentEncoded(_ bytes: [UInt8], digits: String) -> String {
    let digits = Array(digits)
    return bytes.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        String(UnicodeScalar(byte))
      default: "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }.joined()
  }
}
