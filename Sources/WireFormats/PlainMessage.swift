internal import Conversation

/// One object of a plain reply: finds what it says under any of the usual names.
///
/// The answer is the first text that is not empty under `answer`, `response`, `reply`, `text`, `content`, `output`,
/// which may also be arrays of parts with a text; then under `delta`, `token`, `chunk`, where it is a piece; then
/// inside the objects under `data`, `result`, `message` and these names; and at last `message`, `result` and `data`
/// themselves, because a `message` beside an answer is the prompt once more, or a remark such as `OK`.
/// Everything else is looked for beside the answer and around it.
struct PlainMessage {
  /// A text that is, or belongs to, the answer.
  struct Answer {
    var text: String
    /// The string it stands in; `nil` when it is put together of parts.
    var string: JSONView?
    /// Whether its name says that it is a piece.
    var isDelta = false
  }

  private(set) var answer: Answer?
  /// The object, and those inside it on the way to the answer.
  private let scopes: [JSONView]
  /// The names of each of them that were understood.
  private var used: [Set<String>]

  init(_ view: JSONView) {
    let place = Self.place(in: view, depth: 3)
    answer = place?.answer
    scopes = [view] + (place?.inner ?? [])
    used = Array(repeating: [], count: scopes.count)
    for (index, name) in (place?.names ?? []).enumerated() { used[index].insert(name) }
  }

  /// The first member of one of these names that the closure can read; it counts as understood.
  mutating func first<Value>(_ names: [String], _ read: (JSONView) -> Value?) -> Value? {
    for (index, scope) in scopes.enumerated() {
      for name in names {
        guard let value = scope.given(name).flatMap(read) else { continue }
        used[index].insert(name)
        return value
      }
    }
    return nil
  }

  /// What was read by all the names, each of which counts as understood.
  mutating func all<Value>(_ names: [String], _ read: (JSONView) -> [Value]) -> [Value] {
    var values: [Value] = []
    for (index, scope) in scopes.enumerated() {
      for name in names {
        let found = scope.given(name).map(read) ?? []
        if !found.isEmpty { used[index].insert(name) }
        values += found
      }
    }
    return values
  }

  /// Members that only tell how the reply is sent.
  private static let framing: Set = [
    "type", "event", "object", "index", "stream", "success", "ok", "error",
  ]

  /// Whether there is nothing beside the answer, as in most pieces of a stream: then no name need be looked for.
  var isAnswerAlone: Bool {
    zip(scopes, used).allSatisfy { scope, used in
      scope.members.allSatisfy { used.contains($0.name) || Self.framing.contains($0.name) }
    }
  }

  /// The members that nothing was read from, as they came.
  var rest: [JSONValue.Member] {
    zip(scopes, used).flatMap { scope, used in
      scope.members.compactMap { name, value in
        let isKnown = used.contains(name) || Self.framing.contains(name) || value.isNull
        return isKnown ? nil : JSONValue.Member(name, value.value)
      }
    }
  }
}

// MARK: - The answer

extension PlainMessage {
  private struct Place {
    var answer: Answer
    /// The names that lead to it.
    var names: [String]
    /// The objects under these names.
    var inner: [JSONView] = []
  }

  private static let answers = ["answer", "response", "reply", "text", "content", "output"]
  private static let deltas = ["delta", "token", "chunk"]
  private static let wrappers = ["data", "result", "message"] + answers + deltas
  private static let lastResort = ["message", "result", "data"]

  private static func place(in view: JSONView, depth: Int) -> Place? {
    let isUsers = ["user", "human"].contains(view.words("role"))
    guard depth > 0, !isUsers else { return nil }
    let found = [answers, deltas].compactMap { text(in: view, $0) }
    if let full = found.first(where: { !$0.answer.text.isEmpty }) { return full }
    for name in wrappers where view[name]?.kind == .object {
      guard let object = view[name], var place = place(in: object, depth: depth - 1) else {
        continue
      }
      if deltas.contains(name) { place.answer.isDelta = true }
      place.names.insert(name, at: 0)
      place.inner.insert(object, at: 0)
      return place
    }
    return text(in: view, lastResort) ?? found.first
  }

  /// The first of these that is a text, rather one that is not empty.
  private static func text(in view: JSONView, _ names: [String]) -> Place? {
    let found = names.compactMap { name -> Place? in
      guard let member = view[name], let text = text(of: member) else { return nil }
      let string = member.kind == .string ? member : nil
      let answer = Answer(text: text, string: string, isDelta: deltas.contains(name))
      return Place(answer: answer, names: [name])
    }
    return found.first { !$0.answer.text.isEmpty } ?? found.first
  }

  /// A string, or the texts of an array of parts; `nil` for anything else.
  private static func text(of view: JSONView) -> String? {
    if let text = view.string { return text }
    let parts = view.elements.compactMap { part -> String? in
      if let text = part.string { return text }
      guard PlainKind(name: "", part).isAnswer else { return nil }
      return ["text", "content"].lazy.compactMap { part.words($0) }.first
    }
    return parts.isEmpty ? nil : parts.joined()
  }
}
