/// What a URL says of a Mix server: where its root is, and which session is meant.
struct MixPlace: Equatable {
  /// The URL of the root, without a slash at its end.
  let root: String
  /// The rest of the URL's query, which goes along with every request; empty where there is none.
  let query: String
  /// The id of the session, where the URL names one.
  let session: String?

  /// Takes the root itself, its `/api`, `/api/sessions` and what is below it, and `/stream?sessionId=…`.
  init(_ url: String) {
    let parts = URLParts(url)
    let segments = parts.path.split(separator: "/")
    var session: Substring?
    var count = segments.count
    if let sessions = Self.sessions(in: segments) {
      count = sessions - 1
      session = segments.dropFirst(sessions + 1).first
    } else if segments.last == "stream" {
      count -= 1
      session = Self.sessionId(in: parts.rest)
    } else if segments.last == "api" {
      count -= 1
    }
    root = parts.origin + segments.prefix(count).map { "/" + $0 }.joined()
    self.session = session.map(\.percentDecoded).flatMap { $0.isEmpty ? nil : $0 }
    query = Self.parameters(in: parts.rest).filter { !$0.hasPrefix(Self.sessionName) }
      .joined(separator: "&")
  }

  /// The URL of a path of the server's, which may have a query of its own.
  func url(of path: String) -> String {
    guard !query.isEmpty else { return root + path }
    return root + path + (path.contains("?") ? "&" : "?") + query
  }

  /// Whether the URL leads to the sessions of a Mix server, to one of them, or to its messages.
  static func isSessions(_ url: String) -> Bool {
    let segments = URLParts(url).path.split(separator: "/")
    guard let sessions = sessions(in: segments) else { return false }
    let rest = segments.dropFirst(sessions + 1)
    return rest.count < 2 || rest.count == 2 && rest.last == "messages"
  }

  /// Where `sessions` stands behind `api`.
  private static func sessions(in segments: [Substring]) -> Int? {
    segments.indices.dropFirst().last { segments[$0] == "sessions" && segments[$0 - 1] == "api" }
  }

  private static let sessionName = "sessionId="

  private static func sessionId(in rest: Substring) -> Substring? {
    parameters(in: rest).first { $0.hasPrefix(sessionName) }?.dropFirst(sessionName.count)
  }

  private static func parameters(in rest: Substring) -> [Substring] {
    guard rest.first == "?" else { return [] }
    return rest.dropFirst().prefix { $0 != "#" }.split(separator: "&")
  }
}
