/// The host and the path of an absolute URL (RFC 3986 §3), as far as telling backends apart needs them.
struct URLParts {
  /// In lower case, without user information and port.
  var host = ""
  /// With its leading slash, without query and fragment; empty where the URL ends with its host.
  var path = ""

  init(_ url: String) {
    var rest = Substring(url)
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    rest = rest.prefix { $0 != "?" && $0 != "#" }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    path = String(rest[slash...])
    var authority = rest[..<slash]
    authority = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? authority
    if let bracket = authority.lastIndex(of: "]") {
      authority = authority[...bracket]
    } else if let colon = authority.firstIndex(of: ":") {
      authority = authority[..<colon]
    }
    host = authority.lowercased()
  }
}
