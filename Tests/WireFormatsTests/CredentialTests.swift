import Testing

@testable import WireFormats

/// In what header field a token is sent.
@Suite struct CredentialTests {
  @Test(
    arguments: [
      (nil, nil, "Authorization: Bearer t"), ("Basic", nil, "Authorization: Basic t"),
      ("", nil, "Authorization: t"), (nil, "X-Api-Key", "X-Api-Key: t"),
      ("Token", "X-Key", "X-Key: Token t"), (nil, "authorization", "authorization: Bearer t"),
    ] as [(String?, String?, String)]
  )
  func `goes as the backend wants it, and is a secret`(
    scheme: String?,
    name: String?,
    field: String
  ) throws {
    var endpoint = Endpoint(url: "https://rag.example.com/chat", token: "t")
    endpoint.authScheme = scheme
    endpoint.authHeader = name
    for api in KnownAPIs.all {
      let request = try api.request(for: PromptRequest(prompt: "x"), to: endpoint)
      let secrets = request.headerFields.filter(\.isSecret).map { "\($0.name): \($0.value)" }
      let isOwn = api is AnthropicAPI && scheme == nil && name == nil
      #expect(secrets == [isOwn ? "X-Api-Key: t" : field], "\(api.name)")
    }
    endpoint.token = nil
    #expect(endpoint.credential == nil)
  }

  @Test func `a person's own field takes its place`() throws {
    var endpoint = Endpoint(url: "https://rag.example.com/chat", token: "t")
    endpoint.authHeader = "X-Api-Key"
    endpoint.headerFields = [HTTPHeaderField(typed: "x-api-key", "mine")]
    let request = PlainAPI().request(for: PromptRequest(prompt: "x"), to: endpoint)
    #expect(request.headerFields.filter(\.isSecret).map(\.value) == ["mine"])
  }
}
