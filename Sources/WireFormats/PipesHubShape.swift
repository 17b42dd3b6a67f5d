internal import Conversation

/// What a JSON object of PipesHub's is, as far as its own members tell.
enum PipesHubShape {
  /// A conversation; of one inside an object of its own also that object.
  case conversation(PipesHubObject, envelope: PipesHubObject?)
  /// A message by itself.
  case message(PipesHubObject)
  /// An answer of the query service.
  case answer(PipesHubObject)

  /// The message types of 2026.
  private static let messageTypes: Set<String> = [
    "user_query", "bot_response", "error", "feedback", "system", "tool_call",
  ]

  /// Members of other backends' answers that look like one of the query service.
  private static let foreign = ["citation_info", "data_points", "choices"]

  /// What the object is; `nil` where nothing says that it is PipesHub's.
  init?(_ view: JSONView) {
    guard let object = PipesHubObject(view) else { return nil }
    if let conversation = object.object("conversation"), Self.hasMessages(conversation) {
      self = .conversation(conversation, envelope: object)
    } else if Self.hasMessages(object) {
      self = .conversation(object, envelope: nil)
    } else if Self.isMessage(object) {
      self = .message(object)
    } else if Self.isAnswer(object) {
      self = .answer(object)
    } else {
      return nil
    }
  }

  private static func hasMessages(_ object: PipesHubObject) -> Bool {
    object.objects("messages").contains(where: isMessage)
  }

  private static func isMessage(_ object: PipesHubObject) -> Bool {
    object.words("messageType").map(messageTypes.contains) == true
  }

  /// Whether it is `{answer, citations, …}` with citations that are objects.
  private static func isAnswer(_ object: PipesHubObject) -> Bool {
    guard object["answer"]?.string != nil, object["citations"]?.kind == .array else { return false }
    return object.elements("citations").allSatisfy { $0.kind == .object }
      && !foreign.contains { object[$0] != nil }
  }
}
