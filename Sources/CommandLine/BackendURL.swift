/// An absolute `http` or `https` URL with a host (RFC 3986 §3), as far as it has to be understood before it is used.
public struct BackendURL: Equatable, Sendable, CustomStringConvertible {
  /// Why a text is no such URL; what may hold a secret is never among the facts.
  public enum Problem: Error, Equatable, Sendable {
    case empty
    /// White space, a control character or a backslash, which parsers disagree about.
    case forbiddenCharacter
    /// There is no scheme; the URL that was probably meant.
    case noScheme(suggestion: String?)
    case otherScheme(String)
    case noHost
    case badPort
  }

  /// The URL as it was given, with whatever secrets it holds: for the request alone.
  public let text: String
  /// `http` or `https`.
  public let scheme: String
  /// The host in lower case; an IPv6 address without its brackets.
  public let host: String

  /// The URL in `text`, checked.
  public init(_ text: String) throws(Problem) {
    guard !text.isEmpty else { throw .empty }
    guard !text.holdsControlCharacter, !text.contains(where: { $0.isWhitespace || $0 == "\\" })
    else { throw .forbiddenCharacter }
    let parts = Parts(text)
    scheme = try Self.scheme(of: parts, in: text)
    (host, _) = try Self.hostAndPort(in: parts.hostAndPort)
    self.text = text
  }

  /// The URL for people: a user name with password, and the values of a query whose names speak of secrets, are `***`.
  public var description: String {
    let parts = Parts(text)
    let userInfo = parts.userInfo == nil ? "" : "***@"
    return "\(parts.scheme ?? "")://\(userInfo)\(parts.hostAndPort)\(parts.path)"
      + Self.masked(query: parts.query) + parts.fragment
  }

  /// The URL of the server itself: scheme, host and port, and `/` as the path.
  public var origin: String { "\(scheme)://\(Parts(text).hostAndPort)/" }

  private static func scheme(of parts: Parts, in text: String) throws(Problem) -> String {
    guard let scheme = parts.scheme?.lowercased() else {
      throw .noScheme(suggestion: suggestion(for: text))
    }
    guard scheme == "http" || scheme == "https" else { throw .otherScheme(scheme) }
    return scheme
  }

  /// The text with the scheme that suits its host; `nil` where it may hold a secret or is no URL either way.
  private static func suggestion(for text: String) -> String? {
    guard !text.contains(where: { "@?#".contains($0) }), !text.lowercased().hasPrefix("http"),
      let first = text.first, first.isLetter || first.isNumber || first == "["
    else { return nil }
    let url = try? BackendURL("https://" + text)
    return url.map { ($0.isLoopback ? "http://" : "https://") + text }
  }

  /// Whether the host is this machine, by its name or by an address of RFC 1122 §3.2.1.3 or RFC 4291 §2.5.3.
  public var isLoopback: Bool {
    if host == "localhost" || host == "::1" { return true }
    let bytes = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return bytes.count == 4 && bytes[0] == 127 && !bytes.contains(nil)
  }

  private static func hostAndPort(in text: Substring) throws(Problem) -> (String, Substring) {
    let isBracketed = text.first == "["
    let end =
      isBracketed
      ? text.firstIndex(of: "]").map(text.index(after:)) ?? text.startIndex
      : text.firstIndex(of: ":") ?? text.endIndex
    let host = isBracketed ? text[..<end].dropFirst().dropLast() : text[..<end]
    guard !host.isEmpty else { throw .noHost }
    let port = text[end...]
    guard port.isEmpty || port == ":" || isPort(port) else { throw .badPort }
    return (host.lowercased(), port)
  }

  /// Whether the text is a colon and a port number.
  private static func isPort(_ text: Substring) -> Bool {
    let digits = text.dropFirst()
    guard text.first == ":", digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return false }
    return UInt16(digits).map { $0 > 0 } ?? false
  }

  private static func masked(query: Substring) -> String {
    let fields = query.split(separator: "&", omittingEmptySubsequences: false)
    return fields.map { field in
      guard let equals = field.firstIndex(of: "=") else { return String(field) }
      return SecretName.matches(field[..<equals]) ? "\(field[...equals])***" : String(field)
    }.joined(separator: "&")
  }
}

/// A URL cut at its delimiters, each part with the delimiter that introduces it, except scheme and user information.
private struct Parts {
  var scheme: Substring?
  var userInfo: Substring?
  var hostAndPort: Substring
  var path: Substring
  var query: Substring
  var fragment: Substring

  init(_ text: String) {
    var rest = text[...]
    let first = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
    if !first.isEmpty, rest[first.endIndex...].hasPrefix("://") {
      scheme = first
      rest = rest[first.endIndex...].dropFirst(3)
    }
    let authority = rest.prefix { !"/?#".contains($0) }
    let at = authority.lastIndex(of: "@")
    userInfo = at.map { authority[..<$0] }
    hostAndPort = at.map { authority[$0...].dropFirst() } ?? authority
    path = rest[authority.endIndex...].prefix { !"?#".contains($0) }
    query = rest[path.endIndex...].prefix { $0 != "#" }
    fragment = rest[query.endIndex...]
  }
}
