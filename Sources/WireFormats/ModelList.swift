public import Conversation

/// The models of a backend, as the known APIs list them.
public enum ModelList {
  /// The names in the body of a response: under `data` or `models`, or in an array of its own, each a text or an object with
  /// an `id`, a `name` or a `model`; `nil` where it is no such list.
  ///
  /// No name comes twice. Throws what the body reports in place of a list.
  ///
  /// Source: OpenAI and Anthropic, `GET /v1/models`; Ollama, `GET /api/tags`; Cohere, `GET /v1/models`.
  public static func names(in body: [UInt8]) throws(BackendError) -> [String]? {
    guard let view = try? JSONView(parsing: body) else { return nil }
    if let error = BackendError(reportedBy: view) { throw error }
    guard let list = view.kind == .array ? view : view["data"] ?? view["models"],
      list.kind == .array || list.isNull
    else { return nil }
    var seen: Set<String> = []
    return list.elements.compactMap { element in
      element.nonEmpty ?? element.words("id") ?? element.words("name") ?? element.words("model")
    }.filter { seen.insert($0).inserted }
  }
}

extension HTTPRequest {
  /// The request without a body for another path of the same backend; `nil` where the URL does not end as its prompts' does.
  func getting(_ path: String, insteadOf own: String, query: String = "") -> HTTPRequest? {
    let parts = URLParts(url)
    guard parts.trimmedPath.hasSuffix(own) else { return nil }
    var url = String(parts.origin + parts.trimmedPath.dropLast(own.count) + path + parts.rest)
    if !query.isEmpty { url += (parts.rest.contains("?") ? "&" : "?") + query }
    let fields = headerFields.filter { $0.name.lowercased() != "content-type" }
    return HTTPRequest(method: "GET", url: url, headerFields: fields, body: [])
  }
}
