internal import Conversation

extension Inquiry {
  /// The question of a `permission` event; `nil` where it has no id to be answered under.
  init?(permission data: JSONView) {
    guard let id = data.words("id") else { return nil }
    let action = data.words("action").map { "action: " + $0 }
    let path = data.words("path").map { "path: " + $0 }
    let details = [action, path].compactMap(\.self) + Self.lines(of: data.given("params"))
    self.init(
      id: id,
      kind: .permission,
      title: data.words("toolName") ?? "the agent",
      message: data.words("description") ?? "",
      details: details.isEmpty ? nil : details.joined(separator: "\n")
    )
  }

  /// The question of a `notification` event; `nil` where it has no id to be answered under.
  init?(notification data: JSONView) {
    guard let id = data.words("id") else { return nil }
    let choices = data.elements(of: "choices").compactMap(\.string)
    let kind: Kind =
      switch data.words("responseType") {
      case "choice" where !choices.isEmpty: .choice(choices)
      case "text", "choice": .text
      default: .acknowledgement
      }
    self.init(
      id: id,
      kind: kind,
      title: data.words("title") ?? data.words("notificationType") ?? "notification",
      message: data.words("message") ?? ""
    )
  }

  /// What a tool would be given, a line for each part.
  private static func lines(of params: JSONView?) -> [String] {
    guard let params else { return [] }
    guard params.kind == .object else { return [params.string ?? JSONWriter.compact(params.value)] }
    return params.members.map { name, value in
      "\(name): " + (value.string ?? JSONWriter.compact(value.value))
    }
  }
}
