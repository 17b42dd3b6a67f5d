/// Where a proxy is: a URL of HTTP or SOCKS, or a host alone, which is one of HTTP.
public struct ProxyURL: Equatable, Sendable, CustomStringConvertible {
  /// The schemes that are understood; `socks5h` leaves the names of hosts to the proxy.
  public static let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]

  /// The URL as it was given, with its password: for the connection alone.
  public let text: String
  private let authority: Substring
  private let prefix: Substring

  /// The proxy in `text`; `nil` where there is no host, a scheme that is not understood, or what no URL can hold.
  public init?(_ text: String) {
    guard !text.holdsControlCharacter, !text.contains(where: { $0.isWhitespace || $0 == "\\" })
    else { return nil }
    let scheme = text.firstRange(of: "://")
    if let scheme, !Self.schemes.contains(text[..<scheme.lowerBound].lowercased()) { return nil }
    prefix = text[..<(scheme?.upperBound ?? text.startIndex)]
    authority = text[prefix.endIndex...].prefix { !"/?#".contains($0) }
    self.text = text
    let host = hostAndPort.hasPrefix("[") ? hostAndPort : hostAndPort.prefix { $0 != ":" }
    guard !host.isEmpty else { return nil }
  }

  /// The URL for people: user name and password are `***`.
  public var description: String {
    authority.contains("@") ? "\(prefix)***@\(hostAndPort)" : "\(prefix)\(hostAndPort)"
  }

  /// The host, and the port where it is given.
  public var hostAndPort: Substring {
    authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
  }
}
