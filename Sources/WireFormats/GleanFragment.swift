internal import Conversation

/// What a `ChatMessageFragment` may hold beside plain text.
enum GleanFragment {
  /// The text of all fragments of a message, with queries and the titles of documents in place.
  static func text(of message: JSONView) -> String {
    var text = ""
    for fragment in message.elements(of: "fragments") {
      text += fragment.words("text") ?? fragment["querySuggestion"]?.words("query") ?? ""
      let titles = fragment.elements(of: "structuredResults").compactMap(title)
      text += titles.joined(separator: ", ")
    }
    return text.trimmed
  }

  /// What of a fragment names sources without citing them: its results, and itself where it holds a file.
  static func listings(in fragment: JSONView) -> [JSONView] {
    Array(fragment.elements(of: "structuredResults"))
      + (fragment.given("file") == nil ? [] : [fragment])
  }

  /// The tool calls of all fragments of a message.
  static func toolCalls(of message: JSONView) -> [ToolCall] {
    message.elements(of: "fragments").compactMap(toolCall)
  }

  /// The prompts that a generated answer among the results proposes.
  static func followUps(in fragment: JSONView) -> [String] {
    fragment.elements(of: "structuredResults").flatMap { result in
      result["generatedQna"]?.elements(of: "followUpPrompts").compactMap(\.string) ?? []
    }
  }

  /// The action, tool request or tool response of a fragment.
  static func toolCall(in fragment: JSONView) -> ToolCall? {
    if let action = fragment.given("action") { return self.action(action) }
    if let request = fragment.given("serverToolRequest") {
      let kind = request.words("requestType")
      return serverTool(request, status: kind?.lowercased() ?? "requested")
    }
    guard let response = fragment.given("serverToolResponse") else { return nil }
    let isGranted = response["isGranted"]?.bool
    return serverTool(response, status: isGranted.map { $0 ? "granted" : "denied" } ?? "answered")
  }

  private static func action(_ action: JSONView) -> ToolCall? {
    let metadata = action["metadata"]
    guard let name = metadata?.words("displayName") ?? metadata?.words("name") else {
      return nil
    }
    let parameters = action.given("parameters")?.members.compactMap { name, parameter in
      parameter.given("value").map { JSONValue.Member(name, $0.value) }
    }
    return ToolCall(
      id: metadata?.words("toolId"),
      name: name,
      input: parameters.map(JSONValue.object)
    )
  }

  private static func serverTool(_ tool: JSONView, status: String) -> ToolCall? {
    guard let id = tool.words("requestId") else { return nil }
    let name = tool.words("toolDisplayName") ?? tool.words("toolName") ?? id
    return ToolCall(id: id, name: name, input: tool.given("actionPreview")?.value, status: status)
  }

  private static func title(of result: JSONView) -> String? {
    for (kind, key) in [
      ("document", "title"), ("person", "name"), ("meeting", "title"), ("app", "title"),
      ("collection", "name"), ("answer", "question"), ("team", "name"), ("customer", "name"),
    ] {
      if let title = result[kind]?.words(key) { return title }
    }
    return nil
  }
}
