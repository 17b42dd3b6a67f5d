internal import CommandLine
internal import TerminalText

/// A backend's URL for people: on one line, and without the secrets that it may hold.
enum ShownURL {
  /// The whole of it.
  static func text(of url: String) -> String {
    Sanitizer.singleLine((try? BackendURL(url))?.description ?? "unreadable URL", limit: 200)
  }

  /// The whole of it, however long it is.
  static func unshortened(_ url: String) -> String {
    (try? BackendURL(url))?.description ?? "unreadable URL"
  }

  /// Where a redirect leads, which is a URL or only a path; of a path not what may hold a secret.
  static func text(ofLocation location: String) -> String {
    let masked = (try? BackendURL(location))?.description
    return Sanitizer.singleLine(
      masked ?? String(location.prefix { $0 != "?" && $0 != "#" }),
      limit: 200
    )
  }

  /// Its host, with the port where it names one.
  static func host(of url: String) -> String {
    let shown = text(of: url)
    guard let scheme = shown.firstRange(of: "://") else { return shown }
    let authority = shown[scheme.upperBound...].prefix { !"/?#".contains($0) }
    return String(authority.split(separator: "@").last ?? authority)
  }
}
