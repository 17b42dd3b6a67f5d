/// A link target that may be given to a terminal (OSC 8).
///
/// Only `http`, `https` and `mailto`, only printable ASCII after percent-encoding, at most 2,083
/// bytes. A host that is not ASCII, user information before a host, and anything odd in a host make
/// no link at all: the text then stands for itself. A host in Punycode is ASCII and passes.
public struct Hyperlink: Hashable, Sendable {
  /// The longest target, in bytes: what the oldest common limit of browsers allows.
  public static let maximumLength = 2083

  /// The target: bytes 0x21 to 0x7E only.
  public let uri: String
  /// The host that the link leads to, in lower case, without a port; `nil` for `mailto`.
  public let host: String?

  /// The link to a target, or `nil` when it must not be one.
  public init?(_ target: String) {
    guard target.utf8.count <= Self.maximumLength, let colon = target.utf8.firstIndex(of: 0x3A)
    else { return nil }
    let rest = target[target.index(after: colon)...]
    switch target[..<colon].lowercased() {
    case "http", "https":
      guard rest.utf8.starts(with: "//".utf8) else { return nil }
      let authority = rest.utf8.dropFirst(2).prefix { !"/?#".utf8.contains($0) }
      guard let host = Self.host(of: Substring(authority)) else { return nil }
      self.host = host
    case "mailto":
      guard !rest.isEmpty else { return nil }
      host = nil
    default:
      return nil
    }
    uri = Self.percentEncoded(target)
    guard uri.utf8.count <= Self.maximumLength else { return nil }
  }

  /// Whether `label`, the text shown for the link, names another host than the one it leads to.
  ///
  /// The real host is then to be shown beside it.
  public func isMisnamed(by label: String) -> Bool {
    guard let host else { return false }
    let words = label.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "-" }
    return words.contains { word in
      let name = word.split(separator: ".").joined(separator: ".")
      guard Self.looksLikeHost(name) else { return false }
      return Self.withoutPrefix(name) != Self.withoutPrefix(host)
    }
  }

  /// Lower case without the port, if every byte may stand in a host.
  private static func host(of authority: Substring) -> String? {
    var name = authority
    if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
      guard authority[authority.index(after: colon)...].utf8.allSatisfy(isDigit) else { return nil }
      name = authority[..<colon]
    }
    if name.hasPrefix("["), name.hasSuffix("]") {
      let address = name.dropFirst().dropLast()
      guard !address.isEmpty, address.utf8.allSatisfy(mayStandInAddress) else { return nil }
    } else {
      guard !name.isEmpty, name.utf8.allSatisfy(mayStandInName) else { return nil }
    }
    return name.lowercased()
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func mayStandInName(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x2D || byte == 0x2E
      || byte == 0x5F
  }

  private static func mayStandInAddress(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66) || byte == 0x2E || byte == 0x3A
  }

  private static func percentEncoded(_ target: String) -> String {
    if target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return target }
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in target.utf8 {
      if byte > 0x20 && byte < 0x7F {
        bytes.append(byte)
      } else {
        bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Two labels or more, the last of at least two letters: `example.com`, but not `2.5` or `e.g`.
  private static func looksLikeHost(_ name: String) -> Bool {
    let labels = name.split(separator: ".")
    guard labels.count >= 2, let last = labels.last else { return false }
    return last.count >= 2 && last.allSatisfy { $0.isLetter || $0 == "-" }
  }

  private static func withoutPrefix(_ host: String) -> Substring {
    host.hasPrefix("www.") ? host.dropFirst(4) : host[...]
  }
}
