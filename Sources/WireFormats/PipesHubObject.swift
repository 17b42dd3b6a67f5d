internal import Conversation

/// An object of PipesHub's: its keys may come in camelCase or in snake_case, its id as `_id` or `id`.
struct PipesHubObject {
  let view: JSONView

  /// The object; `nil` where there is none, or something else.
  init?(_ view: JSONView?) {
    guard let view, view.kind == .object else { return nil }
    self.view = view
  }

  /// The member of that name in camelCase, unless it is missing or `null`.
  subscript(name: String) -> JSONView? {
    view.given(name) ?? view.given(Self.snakeCase(name))
  }

  var id: String? { words("_id") ?? words("id") }

  /// The text of a member; `nil` when it is none or empty.
  func words(_ name: String) -> String? {
    self[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }

  func object(_ name: String) -> PipesHubObject? {
    PipesHubObject(self[name])
  }

  /// The elements of an array; none where there is no array.
  func elements(_ name: String) -> [JSONView] {
    self[name].map { Array($0.elements) } ?? []
  }

  /// The objects in an array; one that stands in the place of the array is its only element.
  func objects(_ name: String) -> [PipesHubObject] {
    object(name).map { [$0] } ?? elements(name).compactMap(PipesHubObject.init)
  }

  /// A moment in either of the ways PipesHub writes it: RFC 3339, or milliseconds since 1970.
  func time(_ name: String) -> String? {
    if let millis = self[name]?.int { return Timestamp.text(epochMillis: millis) }
    guard let text = words(name) else { return nil }
    let moment = text.hasSuffix("+00:00") ? text.dropLast(6) + "Z" : text
    return moment.timestamp
  }

  /// The members that say something, without those of these names in camelCase.
  func rest(without names: Set<String>) -> [JSONValue.Member] {
    view.members.compactMap { name, value in
      value.isNull || names.contains(Self.camelCase(name)) ? nil : .init(name, value.value)
    }
  }

  private static func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { text, letter in
      if letter.isUppercase { text += "_" }
      text += letter.lowercased()
    }
  }

  private static func camelCase(_ name: String) -> String {
    let words = name.split(separator: "_")
    guard name.first != "_", words.count > 1 else { return name }
    return words[0] + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
