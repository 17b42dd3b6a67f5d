import Conversation
import TestSupport
import Testing
import WireFormats

/// What is sent to the backends whose formats have a name.
@Suite struct NamedBackendRequestTests {
  private static let apis = NamedBackendFixtureTests.apis

  @Test(arguments: apis)
  func `a request has the turns, the model, the system prompt and the values in their places`(
    _ api: any ChatAPI
  ) throws {
    var parameters = RequestParameters(
      model: api.modelKey == nil ? nil : "model-x",
      system: api.takesSystem ? "Answer briefly." : nil
    )
    parameters.set("temperature", typed: "0.2")
    parameters.set("context.overrides.top", typed: "3")
    let turns = [
      PastTurn(prompt: "How much?", answer: "20 days."), PastTurn(prompt: "Who?", answer: "Kim."),
    ]
    // Where ids are made here, no prompt goes without one.
    let id = api.namesConversations ? "conversation-1" : nil
    let first = PromptRequest(
      prompt: "How much leave?",
      conversationId: id,
      parameters: RequestParameters(model: parameters.model)
    )
    let later = PromptRequest(
      prompt: "And next year?",
      conversationId: id,
      history: turns,
      stream: false,
      parameters: parameters
    )
    var kept = PromptRequest(
      prompt: "And next year?",
      conversationId: "conversation-1",
      parameters: parameters
    )
    kept.sessionToken = #"{"turn":1}"#
    let golden = try [("first", first), ("with turns", later), ("in a conversation", kept)]
      .map { name, prompt in
        "# \(name)\n" + Self.text(of: try api.request(for: prompt, to: Self.bare))
      }
      .joined(separator: "\n")
    expectGolden(golden, named: "requests/\(api.name).txt")
  }

  private static let bare: Endpoint = {
    var endpoint = Endpoint(url: "https://rag.example.com", token: "secret-1")
    endpoint.headerFields = [HTTPHeaderField("X-Own", "1")]
    return endpoint
  }()

  private static func text(of request: HTTPRequest) -> String {
    let fields = request.headerFields.map {
      "\($0.name): \($0.value)\($0.isSecret ? " (secret)" : "")"
    }
    let body = (try? JSONView(parsing: request.body).value.indented()) ?? "no JSON"
    return (["\(request.method) \(request.url)"] + fields + ["", body, ""]).joined(separator: "\n")
  }

  @Test(arguments: [
    ("openai", "https://a.example.com/v1", "https://a.example.com/v1/chat/completions"),
    ("openai", "https://a.example.com/v1/?k=1", "https://a.example.com/v1/chat/completions?k=1"),
    ("openai", "https://a.example.com/x", "https://a.example.com/x"),
    ("openai-responses", "https://a.example.com/v1", "https://a.example.com/v1/responses"),
    ("perplexity", "https://a.example.com", "https://a.example.com/chat/completions"),
    ("azure", "https://a.example.com", "https://a.example.com/chat/stream"),
    ("azure", "https://a.example.com/api/chat/?a=1", "https://a.example.com/api/chat/stream?a=1"),
    ("azure", "https://a.example.com/chat/stream", "https://a.example.com/chat/stream"),
    ("azure", "https://a.example.com/ask", "https://a.example.com/ask"),
    ("cohere", "https://a.example.com/", "https://a.example.com/v2/chat"),
    ("ollama", "http://localhost:11434/api", "http://localhost:11434/api/chat"),
    ("onyx", "https://a.example.com/api", "https://a.example.com/api/chat/send-chat-message"),
    ("onyx", "https://a.example.com", "https://a.example.com/api/chat/send-chat-message"),
    ("vercel", "https://a.example.com", "https://a.example.com/api/chat"),
    ("langserve", "https://a.example.com/rag", "https://a.example.com/rag/stream"),
    ("langserve", "https://a.example.com/rag/invoke/", "https://a.example.com/rag/stream"),
    ("langserve", "https://a.example.com/rag/stream?a=1", "https://a.example.com/rag/stream?a=1"),
    ("anthropic", "https://a.example.com/v1", "https://a.example.com/v1/messages"),
  ]) func `a stream is asked for at the right path`(
    _ name: String,
    _ url: String,
    _ expected: String
  ) throws {
    let api = try #require(KnownAPIs.named(name))
    let request = try api.request(for: PromptRequest(prompt: "x"), to: Endpoint(url: url))
    #expect(request.url == expected)
  }

  @Test(arguments: [
    ("azure", "https://a.example.com/chat/stream?a=1", "https://a.example.com/chat?a=1"),
    ("azure", "https://a.example.com/chat", "https://a.example.com/chat"),
    ("langserve", "https://a.example.com/rag/stream", "https://a.example.com/rag/invoke"),
    ("langserve", "https://a.example.com/", "https://a.example.com/invoke"),
  ]) func `a whole reply is asked for at the path beside it`(
    _ name: String,
    _ url: String,
    _ expected: String
  ) throws {
    let api = try #require(KnownAPIs.named(name))
    let prompt = PromptRequest(prompt: "x", stream: false)
    #expect(try api.request(for: prompt, to: Endpoint(url: url)).url == expected)
  }

  @Test(arguments: [
    ("https://api.openai.com", "openai"), ("https://api.openai.com/v1/chat/completions", "openai"),
    ("https://acme.openai.azure.com/openai/deployments/d/chat/completions?api-version=1", "openai"),
    ("http://localhost:8000/v1/chat/completions", "openai"),
    ("https://api.openai.com/v1/responses", "openai-responses"),
    ("https://api.perplexity.ai", "perplexity"),
    ("https://api.perplexity.ai/chat/completions", "perplexity"),
    ("https://api.cohere.com/v2/chat", "cohere"), ("https://api.cohere.ai/", "cohere"),
    ("http://localhost:11434", "ollama"), ("http://localhost:11434/api/chat", "ollama"),
    ("https://ollama.com/api", "ollama"), ("http://localhost:11434/v1/messages", "anthropic"),
    ("http://localhost:11434/v1/chat/completions", "openai"),
    ("https://onyx.example.com/api/chat/send-chat-message", "onyx"),
    ("https://rag.example.com/chain/invoke", "langserve"),
    ("https://api.anthropic.com", "anthropic"),
    ("https://api.anthropic.com/v1/messages", "anthropic"), ("https://api.openai.com/v2", "auto"),
    ("https://rag.example.com/v2/chat", "auto"), ("https://rag.example.com/chat/stream", "auto"),
    ("https://cohere.com.example.com/v2/chat", "auto"), ("https://rag.example.com/v1", "auto"),
  ]) func `a URL tells the API, or leaves it to the reply`(_ url: String, _ name: String) {
    #expect(KnownAPIs.recognised(by: url).name == name)
  }

  @Test func `a model that is needed is asked for before anything is sent`() {
    let needy = ["openai", "openai-responses", "perplexity", "cohere", "ollama", "anthropic"]
    #expect(KnownAPIs.all.filter(\.needsModel).map(\.name) == needy)
    for api in KnownAPIs.all {
      let words = api.refusal(of: RequestParameters())
      #expect((words != nil) == needy.contains(api.name), "\(api.name)")
      var set = RequestParameters()
      set.set("model", typed: "x")
      #expect(api.refusal(of: set) == nil, "\(api.name)")
    }
    #expect(
      OllamaAPI().refusal(of: RequestParameters())
        == "a request of the API 'ollama' needs a model: --model NAME says which, and 'chat models' may list them"
    )
    #expect(LangServeAPI().refusal(of: RequestParameters(system: "x"))?.contains("system") == true)
    #expect(OpenAIAPI().refusal(of: RequestParameters(model: "m", system: "x")) == nil)
  }

  @Test func `the limit of Anthropic's answers can be set, and its system prompt is a member`()
    throws
  {
    var parameters = RequestParameters(model: "m", system: "Be brief.")
    parameters.set("max_tokens", typed: "99")
    let prompt = PromptRequest(prompt: "x", parameters: parameters)
    let body = try JSONView(
      parsing: AnthropicAPI().request(for: prompt, to: Self.bare).body
    )
    #expect(body["max_tokens"]?.int == 99 && body["system"]?.string == "Be brief.")
    #expect(body["messages"]?[1] == nil)
  }

  @Test func `Azure's service of OpenAI's gets the key in its own field`() {
    let url = "https://acme.openai.azure.com/openai/deployments/d/chat/completions?api-version=1"
    var endpoint = Endpoint(url: url, token: "t")
    let prompt = PromptRequest(prompt: "x")
    let fields = OpenAIAPI().request(for: prompt, to: endpoint).headerFields
    #expect(fields.last == HTTPHeaderField("api-key", "t", isSecret: true))
    endpoint.authScheme = "Bearer"
    let bearer = OpenAIAPI().request(for: prompt, to: endpoint).headerFields
    #expect(bearer.last == HTTPHeaderField("Authorization", "Bearer t", isSecret: true))
  }

  @Test func `a response or a conversation of OpenAI's is gone on from`() throws {
    let api = OpenAIResponsesAPI()
    for (id, key) in [("resp_1", "previous_response_id"), ("conv_1", "conversation")] {
      let prompt = PromptRequest(prompt: "x", conversationId: id)
      let body = try JSONView(parsing: api.request(for: prompt, to: Self.bare).body)
      #expect(body[key]?.string == id && body["input"]?.string == "x")
    }
  }

  @Test func `a message to an app of the AI SDK keeps its id where others are left out`() throws {
    var prompt = PromptRequest(prompt: "c", history: [PastTurn(prompt: "b", answer: "y")])
    prompt.omittedTurns = 1
    prompt.parameters.system = "Be brief."
    let body = try JSONView(parsing: VercelAPI().request(for: prompt, to: Self.bare).body)
    let ids = body.elements(of: "messages").map { $0["id"]?.string }
    #expect(ids == ["m0", "m3", "m4", "m5"])
  }

  @Test func `what is not stored at OpenAI is told again, by no id`() throws {
    var prompt = PromptRequest(prompt: "c", conversationId: "resp_1")
    prompt.history = [PastTurn(prompt: "a", answer: "x")]
    prompt.parameters.set("store", typed: "false")
    let api = OpenAIResponsesAPI()
    #expect(api.needsTurns(with: prompt.parameters))
    let body = try JSONView(parsing: api.request(for: prompt, to: Self.bare).body)
    #expect(
      body["previous_response_id"] == nil && body.elements(of: "input").map(\.kind).count == 3
    )
    prompt.parameters.set("store", typed: "true")
    #expect(!api.needsTurns(with: prompt.parameters))
  }

  @Test func `what a new session of Onyx is to be is not told to an old one`() throws {
    var prompt = PromptRequest(prompt: "a")
    prompt.parameters.set("chat_session_info.persona_id", typed: "3")
    let first = try JSONView(parsing: OnyxAPI().request(for: prompt, to: Self.bare).body)
    #expect(first["chat_session_info"]?["persona_id"]?.int == 3)
    prompt.conversationId = "s1"
    let next = try JSONView(parsing: OnyxAPI().request(for: prompt, to: Self.bare).body)
    #expect(next["chat_session_info"] == nil && next["chat_session_id"]?.string == "s1")
  }

  @Test func `Onyx is told to stop beside where prompts go`() {
    for path in ["", "/api", "/api/chat/send-chat-message/"] {
      let endpoint = Endpoint(url: "https://a.example.com" + path, token: "t")
      let stop = OnyxAPI().stopRequest(conversationId: "a/b", to: endpoint)
      #expect(stop?.url == "https://a.example.com/api/chat/stop-chat-session/a%2Fb")
      #expect(stop?.method == "POST" && stop?.body == [])
      #expect(
        stop?.headerFields.last == HTTPHeaderField("Authorization", "Bearer t", isSecret: true)
      )
    }
    let other = Endpoint(url: "https://a.example.com/x")
    #expect(OnyxAPI().stopRequest(conversationId: "s", to: other) == nil)
  }

  @Test(arguments: [
    (#""session_state":"tok""#, "tok"), (#""session_state":"123""#, "123"),
    (#""session_state":"null""#, "null"), (#""session_state":{"a":1}"#, #"{"a":1}"#),
    (#""session_state":12"#, #"{"session_state":12}"#),
    (#""session_state":"{\"k\":1}""#, #"{"session_state":"{\"k\":1}"}"#),
    (#""session_state":{"session_state":1}"#, #"{"session_state":{"session_state":1}}"#),
    (#""sessionState":"tok""#, #"{"sessionState":"tok"}"#),
    (#""sessionState":{"a":1}"#, #"{"sessionState":{"a":1}}"#),
  ])
  func `the state of a session of Azure's chat goes back as it came`(
    _ state: String,
    _ token: String
  ) throws {
    let reply = #"{"message":{"content":"A"},"context":{},\#(state)}"#
    let told = Decoding(of: reply, by: AzureAPI()).reply.facts.sessionToken
    #expect(told == token)
    let prompt = PromptRequest(prompt: "x", sessionToken: told)
    let request = AzureAPI().request(for: prompt, to: Self.bare)
    #expect(String(decoding: request.body, as: UTF8.self).hasSuffix(",\(state)}"))
  }

  private static let failures: [(body: String, message: String, code: String?)] = [
    (
      #"{"error":{"message":"No such model","type":"invalid_request_error","code":"model_not_found"}}"#,
      "No such model", "model_not_found"
    ),
    (
      #"{"error":{"message":"slow down","type":"rate_limit","code":null}}"#, "slow down",
      "rate_limit"
    ),
    (#"{"error":{"code":401,"message":"Invalid key"}}"#, "Invalid key", "401"),
    (#"{"error":"The app encountered an error"}"#, "The app encountered an error", nil),
    (#"{"message":"invalid api token"}"#, "invalid api token", nil),
    (#"{"error":"model 'x' not found"}"#, "model 'x' not found", nil),
    (#"{"error_code":"RATE_LIMITED","detail":"too fast"}"#, "too fast", "RATE_LIMITED"),
    ("Bad Request", "Bad Request", nil),
    (
      #"{"detail":[{"loc":["body","input"],"msg":"field required","type":"missing"}]}"#,
      "input: field required", "missing"
    ),
    (
      #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#, "Overloaded",
      "overloaded_error"
    ),
  ]

  @Test(arguments: failures.indices)
  func `the body of an error response tells its words`(_ index: Int) {
    let (body, message, code) = Self.failures[index]
    let head = HTTPResponseHead(status: 429, isSelfDelimited: true)
    let error = BackendError(head: head, body: Array(body.utf8))
    #expect(error.message == message && error.code == code && error.status == 429, "\(error)")
  }
}
