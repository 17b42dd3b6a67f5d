internal import Conversation

// The parts of a reply as the filter `response` of a mapping gives them, read loosely.

extension JSONView {
  /// The elements of a member; a member that is no array is one element.
  func list(_ name: String) -> [JSONView] {
    guard let member = given(name) else { return [] }
    return member.kind == .array ? member.elements.filter { !$0.isNull } : [member]
  }

  /// A string's text, and of any other value its JSON.
  var plainText: String { string ?? JSONWriter.compact(value) }
}

extension MessageFacts {
  init(mapped view: JSONView) {
    let content = view.given("content")?.kind
    let isData = content == .object || content == .array
    self.init(
      id: view["id"]?.idText,
      conversationId: view["conversationId"]?.idText,
      sessionToken: view.words("sessionToken"),
      model: view.words("model"),
      role: view.words("role").flatMap(Role.init),
      type: view.words("type").flatMap(MessageType.init),
      contentFormat: view.words("contentFormat").flatMap(ContentFormat.init)
        ?? (isData ? .json : nil),
      backendTimeMillis: view["backendTimeMillis"]?.double
        .flatMap { 0...1e12 ~= $0 ? Int($0) : nil },
      createdAt: view["createdAt"]?.moment,
      updatedAt: view["updatedAt"]?.moment,
      metadata: view.given("metadata").flatMap { $0.kind == .object ? $0.value : nil }
    )
  }
}

extension Step {
  /// A text alone, or with its kind.
  init?(mapped view: JSONView) {
    let text = view.string ?? view.words("text") ?? ""
    guard !text.trimmed.isEmpty else { return nil }
    self.init(kind: view.words("kind") ?? "update", text: text)
  }
}

extension Reasoning {
  init?(mapped view: JSONView?) {
    guard let view else { return nil }
    let text = view.string ?? view.words("text") ?? ""
    let millis = view["durationMillis"]?.int
    guard !text.isEmpty || millis != nil else { return nil }
    self.init(text: text, durationMillis: millis)
  }
}

extension ToolCall {
  /// The tool's name alone, or an object, with what is known of the call where it leaves something out.
  init?(mapped view: JSONView, completing known: ToolCall?) {
    guard let name = view.nonEmpty ?? view.words("name") ?? known?.name else { return nil }
    self.init(
      id: view["id"]?.idText,
      name: name,
      input: view["input"].flatMap(MixTools.input) ?? known?.input,
      status: view.words("status") ?? known?.status,
      result: view.given("result")?.plainText ?? known?.result,
      isError: view["isError"]?.bool ?? known?.isError,
      metadata: view.given("metadata").map(\.value) ?? known?.metadata
    )
  }
}

extension CallbackResult {
  init?(mapped view: JSONView) {
    guard view.kind == .object else { return nil }
    self.init(
      toolCallId: view["toolCallId"]?.idText ?? "",
      toolName: view.words("toolName") ?? "",
      type: view.words("type") ?? ""
    )
    name = view.words("name")
    success = view["success"]?.bool
    error = view.words("error")
    exitCode = view["exitCode"]?.int
    stdout = view["stdout"]?.string
    stderr = view["stderr"]?.string
    subagentId = view["subagentId"]?.idText
    subagentResult = view["subagentResult"]?.string
    isExcludedFromContext = view["excludedFromContext"]?.bool
  }
}

extension Feedback {
  init?(mapped view: JSONView) {
    self.init(
      helpful: view["helpful"]?.bool,
      ratings: view["ratings"]?.members.compactMap { name, value in
        value.int.map { Rating(name, $0) }
      } ?? [],
      categories: view.elements(of: "categories").compactMap(\.string),
      comment: view.words("comment"),
      metadata: view.given("metadata").map(\.value)
    )
    guard self != Feedback() else { return nil }
  }
}

extension Citation {
  func numbered(_ number: Int) -> Citation {
    var citation = self
    citation.number = number
    return citation
  }

  /// With what only the documented shape has a place for.
  func completed(bySchemaOf view: JSONView) -> Citation {
    var citation = self
    citation.ranges = view.elements(of: "ranges").compactMap { range in
      guard let start = range["start"]?.int, let end = range["end"]?.int, 0 <= start, start <= end
      else { return nil }
      return TextRange(start: start, end: end)
    }
    if let first = view["lines"]?["start"]?.int, let last = view["lines"]?["end"]?.int,
      first <= last
    {
      citation.lines = first...last
    }
    return citation
  }
}
