internal import Conversation

/// A request as it goes over the wire.
public struct HTTPRequest: Equatable, Sendable {
  /// `POST` for every prompt.
  public var method: String
  /// An absolute `http` or `https` URL.
  public var url: String
  /// In the order in which they are sent.
  public var headerFields: [HTTPHeaderField]
  /// The bytes behind the header fields.
  public var body: [UInt8]

  /// A request with all its parts.
  public init(method: String, url: String, headerFields: [HTTPHeaderField], body: [UInt8]) {
    self.method = method
    self.url = url
    self.headerFields = headerFields
    self.body = body
  }
}

extension HTTPRequest {
  /// A `POST` of a JSON value, with the endpoint's own header fields in place of those of the same name.
  static func post(
    _ body: JSONValue,
    to endpoint: Endpoint,
    headerFields: [HTTPHeaderField]
  ) -> HTTPRequest {
    let own = Set(endpoint.headerFields.map { $0.name.lowercased() })
    let fields = headerFields.filter { !own.contains($0.name.lowercased()) }
    return HTTPRequest(
      method: "POST",
      url: endpoint.url,
      headerFields: fields + endpoint.headerFields,
      body: Array(JSONWriter.compact(body).utf8)
    )
  }
}

/// One header field (RFC 9110 §5).
public struct HTTPHeaderField: Equatable, Sendable {
  /// The field's name; compared without regard to case.
  public var name: String
  /// The field's value.
  public var value: String
  /// Whether the value must never be shown.
  public var isSecret: Bool

  /// A field; mark it secret when the value holds a credential.
  public init(_ name: String, _ value: String, isSecret: Bool = false) {
    self.name = name
    self.value = value
    self.isSecret = isSecret
  }
}

extension HTTPHeaderField {
  /// Names, or ends of names, of fields that carry credentials.
  private static let secretNames = [
    "authorization", "cookie", "api-key", "apikey", "token", "secret", "password",
  ]

  /// A field that a person typed: secret when its name says so.
  public init(typed name: String, _ value: String) {
    let lower = name.lowercased()
    self.init(name, value, isSecret: Self.secretNames.contains { lower.hasSuffix($0) })
  }
}

extension [HTTPHeaderField] {
  /// The fields of a JSON request with the credential, which asks for a stream or for one document.
  static func json(_ endpoint: Endpoint, stream: Bool) -> [HTTPHeaderField] {
    let streamed = "text/event-stream, application/x-ndjson, application/json"
    return json(endpoint, accepting: stream ? streamed : "application/json")
  }

  /// The fields of a JSON request with the credential, which asks for one type of answer; without a body it has no type.
  static func json(
    _ endpoint: Endpoint,
    accepting type: String = "application/json",
    hasBody: Bool = true
  ) -> [HTTPHeaderField] {
    var fields = hasBody ? [HTTPHeaderField("Content-Type", "application/json")] : []
    fields.append(HTTPHeaderField("Accept", type))
    return fields + [endpoint.credential].compactMap(\.self)
  }
}

/// The status and header fields of a response, before its body.
public struct HTTPResponseHead: Equatable, Sendable {
  /// The status code, such as 200.
  public var status: Int
  /// In the order in which they came; values are outside text.
  public var headerFields: [HTTPHeaderField]
  /// Whether the protocol itself tells where the body ends (a length, chunks, HTTP/2), so that a body that
  /// ends early is noticed; otherwise the body ends when the connection does.
  public var isSelfDelimited: Bool
  /// When it arrived, in seconds since 1970 by this machine's clock; `nil` where nobody looked.
  public var receivedAt: Int?

  /// A response head with all its parts, but without a time.
  public init(status: Int, headerFields: [HTTPHeaderField] = [], isSelfDelimited: Bool) {
    self.status = status
    self.headerFields = headerFields
    self.isSelfDelimited = isSelfDelimited
  }

  /// The value of the first field of that name, whatever its case.
  public subscript(name: String) -> String? {
    headerFields.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}
