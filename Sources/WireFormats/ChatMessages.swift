internal import Conversation

extension PromptRequest {
  /// The turns so far and the prompt, oldest first; what the model is told before all of them is a message too.
  ///
  /// - Parameters:
  ///   - hasSystem: Whether that message stands here, and not in a place of its own.
  ///   - message: What a message looks like, from its role, its text, and its place, counted from 0.
  /// - Returns: An array of messages.
  func messages(
    hasSystem: Bool = true,
    _ message: (_ role: String, _ text: String, _ place: Int) -> JSONValue = { role, text, _ in
      .object([.init("role", .string(role)), .init("content", .string(text))])
    }
  ) -> JSONValue {
    var all = history.flatMap { [("user", $0.prompt), ("assistant", $0.answer)] }
    all.append(("user", prompt))
    if hasSystem, let system = parameters.system { all.insert(("system", system), at: 0) }
    return .array(all.enumerated().map { message($1.0, $1.1, $0) })
  }
}

extension Endpoint {
  /// The endpoint, with a path where its URL has none, or ends with the part of it that clients of the API are given.
  func completed(with path: String, behind base: String) -> Endpoint {
    let parts = URLParts(url)
    guard parts.trimmedPath.hasSuffix(base) else { return completed(with: path) }
    var endpoint = self
    endpoint.url =
      String(parts.origin + parts.trimmedPath) + path.dropFirst(base.count) + parts.rest
    return endpoint
  }

  /// The endpoint, with its credential in a field of that name unless the person wants it otherwise.
  func sendingToken(in name: String) -> Endpoint {
    guard authHeader == nil, authScheme == nil else { return self }
    var endpoint = self
    endpoint.authHeader = name
    return endpoint
  }
}
