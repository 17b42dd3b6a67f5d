internal import Conversation

/// The models of a backend, as the known APIs list them.
public enum ModelList {
  /// The names in the body of a response: under `data` or `models`, or in an array of its own, each a text or an object with
  /// an `id`, a `name` or a `model`; `nil` where it is no such list.
  ///
  /// Source: OpenAI and Anthropic, `GET /v1/models`; Ollama, `GET /api/tags`; Cohere, `GET /v1/models`.
  public static func names(in body: [UInt8]) -> [String]? {
    guard let view = try? JSONView(parsing: body) else { return nil }
    let list = view.kind == .array ? view : view["data"] ?? view["models"]
    guard let list, list.kind == .array else { return nil }
    return list.elements.compactMap { element in
      element.nonEmpty ?? element.words("id") ?? element.words("name") ?? element.words("model")
    }
  }
}

extension HTTPRequest {
  /// The request without a body for another path of the same backend; `nil` where the URL does not end as its prompts' does.
  func getting(_ path: String, insteadOf own: String) -> HTTPRequest? {
    let parts = URLParts(url)
    guard parts.trimmedPath.hasSuffix(own) else { return nil }
    let fields = headerFields.filter { $0.name.lowercased() != "content-type" }
    return HTTPRequest(
      method: "GET",
      url: parts.origin + parts.trimmedPath.dropLast(own.count) + path + parts.rest,
      headerFields: fields,
      body: []
    )
  }
}
