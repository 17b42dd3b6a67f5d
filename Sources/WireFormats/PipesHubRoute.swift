internal import Conversation

/// What a URL leads to in PipesHub, and the URLs beside it.
struct PipesHubRoute {
  enum Service {
    /// Conversations, of an agent or not.
    case conversations
    /// The query service, which keeps none.
    case query
  }

  let service: Service
  /// The conversation that the URL itself names, as it is written in it.
  private let namedConversation: String?
  /// The URL up to `/conversations`, or up to `/chat`.
  private let root: String
  private let isAgents: Bool
  /// Query and fragment.
  private let rest: Substring

  /// Takes the URL of an instance, of its `/api/v1`, of its conversations, one of these, an agent, or the query service.
  init(_ url: String) {
    let parts = URLParts(url)
    rest = parts.rest
    var names = parts.path.split(separator: "/").map(String.init)
    let conversations = names.lastIndex(of: "conversations")
    var conversation: String?
    if conversations == nil, Self.isQuery(names) {
      service = .query
      if names.last == "stream" { names.removeLast() }
    } else {
      service = .conversations
      if let conversations {
        let behind = names[(conversations + 1)...].first
        conversation = behind.flatMap { ["create", "stream"].contains($0) ? nil : $0 }
        names = Array(names[...conversations])
      } else {
        let isBelowAPI = names.last == "v1" || Self.isAgent(names)
        names += isBelowAPI ? ["conversations"] : ["api", "v1", "conversations"]
      }
    }
    namedConversation = conversation
    isAgents = Self.isAgent(names.dropLast())
    root = ([String(parts.origin)] + names).joined(separator: "/")
  }

  /// The conversation that a prompt goes on with, as it stands in a URL.
  func conversation(_ prompt: PromptRequest) -> String? {
    prompt.conversationId?.pathSegment ?? namedConversation
  }

  /// Where a prompt is sent.
  func url(for prompt: PromptRequest) -> String {
    let stream = prompt.stream ? "/stream" : ""
    let path: String
    if service == .query {
      path = stream
    } else if let conversation = conversation(prompt) {
      path = "/\(conversation)/messages" + stream
    } else {
      // The conversations of an agent are begun at their own URL.
      path = prompt.stream || isAgents ? stream : "/create"
    }
    return root + path + rest
  }

  /// Where feedback on a message is sent; `nil` where nothing keeps messages.
  func feedbackURL(_ conversation: String?, _ message: String) -> String? {
    guard service == .conversations,
      let conversation = conversation?.pathSegment ?? namedConversation
    else { return nil }
    return root + "/\(conversation)/message/\(message.pathSegment)/feedback" + rest
  }

  private static func isQuery(_ names: [String]) -> Bool {
    names.last == "chat" || names.suffix(2) == ["chat", "stream"]
  }

  private static func isAgent(_ names: some BidirectionalCollection<String>) -> Bool {
    names.dropLast().last == "agents"
  }
}
