public import Conversation

extension ConversationSummary {
  /// What is known of the conversation as one object in the documented order of keys, facts that are not known left
  /// out.
  public var json: JSONValue { object.value }

  fileprivate var object: ObjectBuilder {
    var object = ObjectBuilder()
    object.add("id", id)
    object.add("title", title)
    object.add("backend", place.backend)
    object.add("api", place.api)
    object.add("url", place.url)
    object.add("documents", place.documents)
    object.add("model", place.model)
    object.add("createdAt", createdAt)
    object.add("usedAt", usedAt)
    object.add("turnCount", turnCount)
    return object
  }
}

extension ConversationRecord {
  /// The conversation as one object: what is known of it, and under `turns` each turn as ``Turn/json`` writes it.
  public var json: JSONValue {
    var object = summary.object
    object.add("turns", .array(turns.map(\.json)))
    return object.value
  }

  /// The conversation that such an object tells of; `nil` for what has no turn that can be read.
  ///
  /// What is not told beside the turns is taken from them, so that what `/save` writes can be read too.
  public init?(json: JSONValue) {
    let turns = json.list("turns", Turn.init)
    guard let first = turns.first, let last = turns.last else { return nil }
    let api = json.string("api")
    let place = ConversationPlace(
      backend: json.string("backend") ?? (api == nil ? first.backend : nil),
      api: api ?? first.api,
      url: json.string("url"),
      documents: json.string("documents"),
      model: json.string("model")
    )
    self.init(
      summary: ConversationSummary(
        id: json.string("id") ?? "",
        title: json.string("title") ?? ConversationTitle.text(of: first.prompt),
        place: place,
        createdAt: json.string("createdAt") ?? first.knownTime,
        usedAt: json.string("usedAt") ?? last.knownTime,
        turnCount: turns.count
      ),
      turns: turns
    )
  }
}

extension Turn {
  /// When the prompt was sent, or else the answer made; empty where neither is known.
  fileprivate var knownTime: String { sentAt ?? reply.facts.createdAt ?? "" }
}
