internal import Conversation

extension Feedback {
  private static let known: Set<String> = ["isHelpful", "ratings", "categories", "comments"]

  /// A `MessageFeedback`; what has no place of its own stays as metadata.
  init(pipesHub feedback: PipesHubObject) {
    let comments = feedback.object("comments")
    let texts = ["positive", "negative", "suggestions"].compactMap { comments?.words($0) }
    var known = Self.known
    // Of several comments, only their names tell which is which.
    if texts.count > 1 { known.remove("comments") }
    let rest = feedback.rest(without: known)
    self.init(
      helpful: feedback["isHelpful"]?.bool,
      ratings: feedback["ratings"]?.members.compactMap { name, value in
        (value.int ?? value.string.flatMap { Int($0) }).map { Rating(name, $0) }
      } ?? [],
      categories: feedback.elements("categories").compactMap(\.string),
      comment: feedback.words("comments") ?? (texts.isEmpty ? nil : texts.joined(separator: "\n")),
      metadata: rest.isEmpty ? nil : .object(rest)
    )
  }

  /// The body that tells PipesHub of it.
  var pipesHubBody: JSONValue {
    var body: [JSONValue.Member] = []
    if let helpful { body.append(.init("isHelpful", .bool(helpful))) }
    if !ratings.isEmpty {
      let values = ratings.map { JSONValue.Member($0.name, .integer($0.value)) }
      body.append(.init("ratings", .object(values)))
    }
    if !categories.isEmpty {
      body.append(.init("categories", .array(categories.map(JSONValue.string))))
    }
    if let comment, !comment.isEmpty {
      let kind = helpful.map { $0 ? "positive" : "negative" } ?? "suggestions"
      body.append(.init("comments", .object([.init(kind, .string(comment))])))
    }
    return .object(body)
  }
}
