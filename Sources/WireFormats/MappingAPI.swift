internal import Conversation

/// A backend by the description that a person has written for it; what the description leaves out is as in ``PlainAPI``.
public struct MappingAPI: ChatAPI {
  private let mapping: Mapping
  private let plain = PlainAPI()

  /// The API that a description makes.
  public init(_ mapping: Mapping) {
    self.mapping = mapping
  }

  /// What a reply's JSON calls it; `--api` does not take it.
  public var name: String { "mapping" }

  /// No URL is known to be this API's.
  public func recognises(url: String) -> Bool { false }

  /// That of the plain request; a `request` filter is given the model, and may leave it out.
  public var modelKey: String? { plain.modelKey }

  /// That of the plain request; a `request` filter is given the system prompt, and may leave it out.
  public var systemKey: String? { plain.systemKey }

  /// The request that the filters make, with the values that a person sets put into its body.
  public func request(
    for prompt: PromptRequest,
    to endpoint: Endpoint
  ) throws(FilterFailure) -> HTTPRequest {
    var prompt = prompt
    if mapping.streaming == .json { prompt.stream = false }
    let input = JSONValueText(bytes: JSONWriter.compactBytes(prompt.filterInput))
    var endpoint = endpoint
    endpoint.url = try url(endpoint.url, input)
    guard let body = try mapping.value(of: .request, for: input)?.value else {
      var request = plain.request(for: prompt, to: endpoint)
      request.method = mapping.method
      request.accept(accepted(prompt.stream), unless: endpoint)
      return mapping.method == "GET" ? request.withQuery() : request
    }
    let needsObject = mapping.method == "GET" || !prompt.parameters.settings.isEmpty
    if case .object = body {
    } else if needsObject {
      throw FilterFailure(
        filter: mapping.name(of: .request),
        reason: "it has to give an object, for a query or for the values that are set",
        input: input.start
      )
    }
    var request = HTTPRequest.post(
      RequestParameters.body(body, with: prompt.parameters.settings),
      to: endpoint,
      headerFields: .json(endpoint, accepting: accepted(prompt.stream))
    )
    request.method = mapping.method
    return mapping.method == "GET" ? request.withQuery() : request
  }

  /// A decoder that has the pieces of the reply go through the filter `response`.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    guard mapping.parts.contains(.response) else { return plain.decoder(for: head) }
    return FramedDecoder(MappingTranslator(mapping))
  }

  private func accepted(_ stream: Bool) -> String {
    switch mapping.streaming {
    case _ where !stream: "application/json"
    case .sse: "text/event-stream"
    case .ndjson: "application/x-ndjson"
    case .json: "application/json"
    case .auto: "text/event-stream, application/x-ndjson, application/json"
    }
  }

  /// The URL with what the path puts behind its own.
  private func url(_ url: String, _ input: JSONValueText) throws(FilterFailure) -> String {
    var path = mapping.path
    if let told = try mapping.value(of: .path, for: input) {
      guard let text = told.string, ["/", "?", ""].contains(text.prefix(1)) else {
        throw FilterFailure(
          filter: mapping.name(of: .path),
          reason: "it has to give a text that begins with '/' or '?'",
          input: input.start
        )
      }
      path = text
    }
    guard let path, !path.isEmpty else { return url }
    let own = path.prefix { $0 != "?" }
    // What a backend or a prompt has put into it must not lead to another place of the host.
    let segments = own.split(separator: "/").map(\.percentDecoded)
    guard !segments.contains(where: { $0 == "." || $0 == ".." }) else {
      throw FilterFailure(
        filter: mapping.name(of: .path),
        reason: "it leads elsewhere by '.' or '..'; '@uri' makes a text one part of a path",
        input: input.start
      )
    }
    let parts = URLParts(url)
    let known = parts.rest.prefix { $0 != "#" }.dropFirst()
    let queries = [known, path[own.endIndex...].dropFirst()].filter { !$0.isEmpty }
    let query = queries.isEmpty ? "" : "?" + queries.joined(separator: "&").encodedForURL
    let base = own.isEmpty ? parts.path : parts.trimmedPath
    return parts.origin + base + String(own).encodedForURL + query
  }
}

extension PromptRequest {
  /// What the filters `request` and `path` are given.
  fileprivate var filterInput: JSONValue {
    var members: [JSONValue.Member] = [.init("prompt", .string(prompt))]
    if let id = conversationId { members.append(.init("conversationId", .string(id))) }
    let turns = history.flatMap { [("user", $0.prompt), ("assistant", $0.answer)] }
    let messages = (turns + [("user", prompt)]).map { role, text in
      JSONValue.object([.init("role", .string(role)), .init("content", .string(text))])
    }
    members.append(.init("messages", .array(messages)))
    if let model = parameters.model { members.append(.init("model", .string(model))) }
    if let system = parameters.system { members.append(.init("system", .string(system))) }
    members.append(.init("stream", .bool(stream)))
    return .object(members)
  }
}

extension HTTPRequest {
  /// Asks for a type of answer in place of the usual ones, unless the person asks for another.
  fileprivate mutating func accept(_ type: String, unless endpoint: Endpoint) {
    guard !endpoint.headerFields.contains(where: { $0.name.lowercased() == "accept" }) else {
      return
    }
    for index in headerFields.indices where headerFields[index].name == "Accept" {
      headerFields[index].value = type
    }
  }

  /// The request with the members of its body as a query, for a method that has no body.
  fileprivate func withQuery() -> HTTPRequest {
    let members = (try? JSONView(parsing: body))?.members.map { $0 } ?? []
    let pairs = members.compactMap { name, value -> String? in
      if value.isNull { return nil }
      let text = value.string ?? JSONWriter.compact(value.value)
      return name.percentEncoded + "=" + text.percentEncoded
    }
    var request = self
    request.body = []
    request.headerFields.removeAll { $0.name == "Content-Type" }
    if !pairs.isEmpty {
      request.url += (url.contains("?") ? "&" : "?") + pairs.joined(separator: "&")
    }
    return request
  }
}

extension String {
  /// The text with what cannot stand in a URL at all percent-encoded; delimiters and encoded bytes stay (RFC 3986 §2).
  fileprivate var encodedForURL: String {
    unicodeScalars.reduce(into: "") { text, scalar in
      let isForbidden =
        scalar.value <= 0x20 || scalar.value >= 0x7F
        || "\"#<>\\^`{|}".unicodeScalars.contains(scalar)
      text += isForbidden ? String(scalar).percentEncoded : String(scalar)
    }
  }
}
