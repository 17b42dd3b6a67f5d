/// An absolute URL cut at its delimiters (RFC 3986 §3), as far as telling backends apart needs it.
struct URLParts {
  /// Scheme, user information, host and port as they are written.
  let origin: Substring
  /// In lower case, without user information and port.
  let host: String
  /// The digits behind the host's colon; empty where there are none.
  let port: Substring
  /// With its leading slash; empty where the URL ends with its host.
  let path: Substring
  /// Query and fragment, each with the delimiter that introduces it.
  let rest: Substring

  init(_ url: String) {
    let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
    let authority = url[start...].prefix { !"/?#".contains($0) }
    origin = url[..<authority.endIndex]
    path = url[authority.endIndex...].prefix { $0 != "?" && $0 != "#" }
    rest = url[path.endIndex...]

    let at = authority.lastIndex(of: "@")
    let hostAndPort = at.map { authority[$0...].dropFirst() } ?? authority
    let end = hostAndPort.lastIndex(of: "]").map(hostAndPort.index(after:))
    let hostEnd = end ?? hostAndPort.firstIndex(of: ":") ?? hostAndPort.endIndex
    host = hostAndPort[..<hostEnd].lowercased()
    port = hostAndPort[hostEnd...].dropFirst()
  }

  /// The path without the slash at its end.
  var trimmedPath: Substring { path.hasSuffix("/") ? path.dropLast() : path }

  /// Whether there is no path, which is the same as `/` alone (RFC 9110 §4.2.3).
  var isBare: Bool { path.isEmpty || path == "/" }
}
