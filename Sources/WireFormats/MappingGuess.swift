internal import Conversation

/// What the filters of a mapping may be, by the names and kinds of what a reply has.
public struct MappingGuess: Equatable, Sendable {
  /// The filter `response`.
  public var response: String
  /// The filter `done`; `nil` where the end of the reply is clear without.
  public var done: String?
  /// The name under which the reply tells its conversation, which is likely that of the request too.
  public var conversationKey: String?

  /// The guess for a reply; `nil` where nothing in it looks like an answer.
  public init?(_ sample: ReplySample) {
    var branches: [(condition: String, object: String)] = []
    var hasText = false
    var flag: String?
    var ends: [String] = []
    for group in sample.groups {
      var found = FoundMembers(group.pieces)
      let isPiece =
        group.pieces.count > 1 && !found.isCumulative(group.pieces) || Self.isPiece(group.name)
      // A text behind pieces of it is the whole of it once more.
      if sample.groups.count > 1, Self.isStep(group.name), found.answer != nil {
        found.turnIntoStep()
      }
      hasText = hasText || found.answer != nil
      flag = flag ?? found.done
      conversationKey = conversationKey ?? found.conversationKey
      if Self.ends.contains(group.name.lowercased()) { ends.append(group.name) }
      let object = found.object(isPiece: isPiece)
      if object != "empty" { branches.append((Self.quoted(group.name), object)) }
    }
    guard hasText else { return nil }
    response = Self.filter(branches, by: sample.discriminator)
    if let flag {
      done = flag
    } else if let kind = sample.discriminator, !ends.isEmpty, !sample.saysDone {
      done = ends.map { "\(kind) == \(Self.quoted($0))" }.joined(separator: " or ")
    }
  }

  private static func quoted(_ text: String) -> String { JSONWriter.compact(.string(text)) }

  private static func filter(
    _ branches: [(condition: String, object: String)],
    by discriminator: String?
  ) -> String {
    guard let discriminator, branches.count > 1 || !branches[0].condition.elementsEqual("\"\"")
    else {
      return branches[0].object
    }
    let cases = branches.enumerated().map { index, branch in
      (index == 0 ? "if " : "elif ")
        + "\(discriminator) == \(branch.condition) then \(branch.object)"
    }
    return cases.joined(separator: " ") + " else empty end"
  }

  private static let ends: Set = [
    "done", "end", "complete", "completed", "finish", "finished", "final", "message_end",
    "stream_end", "message_stop",
  ]

  private static func isPiece(_ name: String) -> Bool {
    let name = name.lowercased()
    return ["delta", "token", "chunk"].contains { name.contains($0) }
  }

  private static func isStep(_ name: String) -> Bool {
    ["status", "progress", "step", "log", "thinking", "reasoning"].contains(name.lowercased())
  }
}

/// The members of a reply's pieces that look like something a reply has, as filters.
private struct FoundMembers {
  private(set) var answer: String?
  private(set) var done: String?
  private(set) var conversationKey: String?
  /// Keys of the reply with the filters for them.
  private var members: [(key: String, filter: String)] = []
  private var step: String?
  private var bestScore = 0

  /// Names that a text may have without being the answer.
  private static let others = [
    "id", "url", "uri", "link", "type", "role", "status", "event", "object", "model", "prompt",
    "question", "query", "input", "user", "language", "version", "time", "created", "updated",
    "date", "reason", "token", "key", "name", "title", "format", "author", "kind",
  ]
  private static let answers = [
    "answer", "response", "reply", "content", "text", "output", "completion", "generated",
    "message", "result", "delta", "token", "chunk",
  ]

  init(_ pieces: [JSONValue]) {
    for piece in pieces { look(at: piece, path: "", name: "", depth: 0) }
  }

  /// Whether each text is the beginning of the next, so that it is the whole answer so far.
  func isCumulative(_ pieces: [JSONValue]) -> Bool {
    let names = (answer ?? "").split(separator: ".").map(String.init)
    let texts = pieces.compactMap { piece -> String? in
      let value = names.reduce(Optional(piece)) { $0?[$1] }
      if case .string(let text) = value { return text }
      return nil
    }
    return texts.count > 1
      && zip(texts, texts.dropFirst()).allSatisfy { !$0.isEmpty && $1.hasPrefix($0) }
  }

  mutating func turnIntoStep() {
    step = answer
    answer = nil
  }

  /// The object that a filter gives for such a piece; `empty` where nothing was found in it.
  func object(isPiece: Bool) -> String {
    var parts: [String] = []
    if let answer { parts.append("\(isPiece ? "delta" : "content"): \(answer)") }
    if let step { parts.append("steps: [\(step)]") }
    parts += members.map { "\($0.key): \($0.filter)" }
    return parts.isEmpty ? "empty" : "{\(parts.joined(separator: ", "))}"
  }

  private mutating func add(_ key: String, _ filter: String) {
    guard !members.contains(where: { $0.key == key }) else { return }
    members.append((key, filter))
  }

  private mutating func look(at value: JSONValue, path: String, name: String, depth: Int) {
    guard depth < 6 else { return }
    switch value {
    case .object where name.contains("usage"): add("usage", path)
    case .object(let object):
      for member in object {
        look(
          at: member.value,
          path: path + JQPath.member(member.name),
          name: member.name.lowercased(),
          depth: depth + 1
        )
      }
    case .array(let elements): look(at: elements, path: path, name: name, depth: depth)
    case .string(let text): look(at: text, path: path.isEmpty ? "." : path, name: name)
    case .number where Self.isConfidence(name): add("confidence", path)
    case .bool
    where ["done", "finished", "is_final", "isfinal", "final", "completed"].contains(name):
      done = done ?? path
    default: break
    }
  }

  private static func isConfidence(_ name: String) -> Bool {
    ["confid", "certain", "probab"].contains { name.contains($0) }
      || ["score", "conf"].contains(name)
  }

  private mutating func look(at text: String, path: String, name: String) {
    let isConversation = ["conversation", "session", "thread", "chat"].contains {
      name.contains($0)
    }
    if isConversation, name.contains("id") || !text.contains(" "), !text.isEmpty {
      conversationKey = conversationKey ?? path.split(separator: ".").last.map(String.init)
      add("conversationId", path)
    } else if Self.isConfidence(name) {
      add("confidence", path)
    } else if ["finish_reason", "finishreason", "stop_reason", "done_reason"].contains(name) {
      add("finishReason", path)
    } else if name == "model" {
      add("model", path)
    } else {
      rate(text, path: path, name: name)
    }
  }

  /// Takes a text for the answer if no better one was found: by its name, and then by its length.
  private mutating func rate(_ text: String, path: String, name: String) {
    let isOther = Self.others.contains {
      name == $0 || name.hasSuffix("_" + $0) || name.hasSuffix("id")
    }
    let rank = Self.answers.firstIndex { name.contains($0) }
    guard rank != nil || !isOther, !text.isEmpty else { return }
    let score = (rank.map { 1_000 - 20 * $0 } ?? 0) + min(text.utf8.count, 400)
    guard score > bestScore else { return }
    bestScore = score
    answer = path
  }

  private mutating func look(at elements: [JSONValue], path: String, name: String, depth: Int) {
    guard let first = elements.first else { return }
    let isProposals = ["follow", "suggest", "next", "related", "question"].contains {
      name.contains($0)
    }
    let isSources = [
      "source", "citation", "reference", "doc", "context", "evidence", "passage", "link",
    ]
    .contains { name.contains($0) }
    switch first {
    case .string where isProposals: add("followUps", path)
    case .string where isSources: add("citations", path)
    case .object(let members) where isProposals:
      if let prompt = Self.name(
        in: members,
        ["prompt", "question", "text", "query", "title", "label"]
      ) {
        add("followUps", "[\(path)[]? | \(prompt)]")
      }
    case .object(let members) where isSources || Self.looksLikeSource(members):
      add("citations", "[\(path)[]? | \(Self.citation(members))]")
    default:
      // The pieces of one answer, or the messages of a conversation.
      let place = name.contains("messages") ? "[-1]" : "[0]"
      let element = place == "[0]" ? first : elements[elements.count - 1]
      look(at: element, path: (path.isEmpty ? "." : path) + place, name: name, depth: depth + 1)
    }
  }

  private static func name(in members: [JSONValue.Member], _ names: [String]) -> String? {
    names.lazy.compactMap { name in members.first { $0.name.lowercased().contains(name) } }
      .first.map { JQPath.member($0.name) }
  }

  private static func looksLikeSource(_ members: [JSONValue.Member]) -> Bool {
    members.contains { member in
      if case .string(let text) = member.value { return text.hasPrefix("http") }
      return false
    }
  }

  /// The members of a source under the names that ours have.
  private static func citation(_ members: [JSONValue.Member]) -> String {
    let wanted: [(key: String, names: [String])] = [
      ("title", ["title", "heading", "filename", "file_name", "name", "label"]),
      ("url", ["url", "link", "href", "uri", "address"]),
      ("excerpt", ["snippet", "excerpt", "quote", "passage", "content", "text"]),
      ("page", ["page"]), ("score", ["score", "relevance", "similarity"]),
    ]
    var left = members.filter { if case .object = $0.value { false } else { true } }
    var parts: [String] = []
    for (key, names) in wanted {
      guard
        let found = names.lazy.compactMap({ name in
          left.first { $0.name.lowercased().contains(name) }
        }).first
      else { continue }
      left.removeAll { $0.name == found.name }
      parts.append("\(key): \(JQPath.member(found.name))")
    }
    return parts.isEmpty ? "." : "{\(parts.joined(separator: ", "))}"
  }
}
