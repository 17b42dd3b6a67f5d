internal import Conversation

/// The body of one reply of a backend that no API here knows, looked at to describe it.
public struct ReplySample: Sendable {
  /// Pieces of one kind, told apart by the names of their events or by their own `type`.
  struct Group {
    /// What `$event` or the discriminating member says; empty where nothing does.
    var name: String
    /// The JSON values of the pieces, in their order; texts as strings.
    var pieces: [JSONValue]
  }

  /// The kinds of pieces in the order in which they came first.
  private(set) var groups: [Group] = []
  /// The filter that tells the kind of a piece; `nil` where all are of one kind.
  private(set) var discriminator: String?
  /// Whether the reply says `[DONE]`.
  private(set) var saysDone = false

  /// The most pieces of one kind that are kept: what they look like is seen in fewer.
  private static let mostPieces = 200

  /// The sample that a body is; its pieces are cut by what it begins with.
  public init(body: [UInt8]) {
    var frames: [Frame] = []
    var cutter = FrameCutter()
    do throws(WireError) {
      try cutter.receive(body) { frames.append($0) }
      _ = try cutter.finish { frames.append($0) }
    } catch {
      // What came before the fault is the sample.
    }
    let isNamed = frames.contains { !$0.name.isEmpty }
    let member = ["type", "event", "kind"].first { name in
      frames.count > 1 && frames.contains { $0.json?.words(name) != nil }
    }
    if isNamed { discriminator = "$event" } else if let member { discriminator = ".\(member)" }
    for frame in frames {
      add(frame, named: isNamed ? frame.name : member.flatMap { frame.json?.words($0) } ?? "")
    }
  }

  /// Whether there was anything to look at.
  public var isEmpty: Bool { groups.isEmpty }

  private mutating func add(_ frame: Frame, named name: String) {
    let value: JSONValue
    switch frame.content {
    case .json(let view): value = view.value
    case .text(let text) where text.trimmed == "[DONE]":
      saysDone = true
      return
    case .text(let text): value = .string(text)
    case .bad: return
    }
    guard let place = groups.firstIndex(where: { $0.name == name }) else {
      groups.append(Group(name: name, pieces: [value]))
      return
    }
    if groups[place].pieces.count < Self.mostPieces { groups[place].pieces.append(value) }
  }
}

// MARK: - Its shape

extension ReplySample {
  /// A line of the shape of a reply.
  public struct Line: Equatable, Sendable {
    /// Where a value is, as jq has it, such as `.sources[].title`.
    public var path: String
    /// What kind of value it is.
    public var kind: String
    /// An example; outside text.
    public var example: String
  }

  /// The shape of the reply: for each kind of piece its name, how many there were, and its values.
  public var shape: [(name: String, count: Int, lines: [Line])] {
    groups.map { group in
      var lines: [Line] = []
      for piece in group.pieces { Self.add(piece, at: "", to: &lines) }
      return (group.name, group.pieces.count, lines)
    }
  }

  private static func add(_ value: JSONValue, at path: String, to lines: inout [Line]) {
    switch value {
    case .object(let members) where !members.isEmpty:
      for member in members { add(member.value, at: path + JQPath.member(member.name), to: &lines) }
    case .array(let elements) where !elements.isEmpty:
      // Of a list, the first elements show what the others are like.
      for element in elements.prefix(3) { add(element, at: path + "[]", to: &lines) }
    default:
      let path = path.isEmpty ? "." : path
      let kind = value.kindName
      guard !lines.contains(where: { $0.path == path && ($0.kind == kind || kind == "null") })
      else { return }
      let example = if case .string(let text) = value { text } else { JSONWriter.compact(value) }
      lines.append(Line(path: path, kind: kind, example: example))
    }
  }
}

/// Names as jq has them.
public enum JQPath {
  /// A key of an object that is made: without quotes where it is an identifier.
  public static func key(_ name: String) -> String {
    isIdentifier(name) ? name : JSONWriter.compact(.string(name))
  }

  /// A member: `.name`, or `."a name"` where it is no identifier.
  static func member(_ name: String) -> String {
    isIdentifier(name) ? ".\(name)" : ".\(JSONWriter.compact(.string(name)))"
  }

  private static func isIdentifier(_ name: String) -> Bool {
    let isName = name.utf8.allSatisfy {
      0x61...0x7A ~= $0 | 0x20 || 0x30...0x39 ~= $0 || $0 == 0x5F
    }
    return isName && name.utf8.first.map { !(0x30...0x39 ~= $0) } ?? false
  }
}

extension JSONValue {
  /// What people call such a value.
  fileprivate var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "number"
    case .string: "text"
    case .array: "list"
    case .object: "object"
    }
  }
}
