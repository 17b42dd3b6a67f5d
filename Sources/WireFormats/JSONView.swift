/// A value in a JSON text that has been read: a place in the text, not yet decoded.
///
/// A question that does not fit the kind of value is answered with `nil` or an empty sequence, so that
/// questions can be chained: `view["error"]?["message"]?.string`.
public struct JSONView: Sendable {
  /// The six kinds of JSON values.
  public enum Kind: Sendable {
    case null
    case bool
    case number
    case string
    case array
    case object
  }

  /// The text and where its values stand, in one object: a view is made at every step into it.
  private final class Source: Sendable {
    let bytes: [UInt8]
    let nodes: [JSONNode]

    init(_ bytes: [UInt8], _ nodes: [JSONNode]) {
      self.bytes = bytes
      self.nodes = nodes
    }
  }

  private let source: Source
  let index: Int

  /// The first value of a text that has been read.
  init(bytes: [UInt8], nodes: [JSONNode]) {
    source = Source(bytes, nodes)
    index = 0
  }

  private init(_ source: Source, at index: Int) {
    self.source = source
    self.index = index
  }

  /// The view of another node of the same text.
  func view(at index: Int) -> JSONView { JSONView(source, at: index) }

  var bytes: [UInt8] { source.bytes }

  var nodes: [JSONNode] { source.nodes }

  /// Reads `bytes` as one JSON text.
  public init(parsing bytes: [UInt8], mode: JSONMode = .answer) throws(JSONError) {
    var document = JSONDocument()
    self = try document.parse(bytes, mode: mode)
  }

  var node: JSONNode { nodes[index] }

  /// The byte that the value begins with.
  var firstByte: UInt8 { bytes[Int(node.start)] }

  /// What kind of value this is.
  public var kind: Kind {
    switch firstByte {
    case UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "I"): .null
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
    case JSONByte.quote: .string
    case JSONByte.openBracket: .array
    case JSONByte.openBrace: .object
    default: .number
    }
  }

  /// Whether this is `null`.
  public var isNull: Bool { kind == .null }

  /// The truth value; `nil` for any other kind.
  public var bool: Bool? {
    switch firstByte {
    case UInt8(ascii: "t"): true
    case UInt8(ascii: "f"): false
    default: nil
    }
  }

  /// The last member of that name, compared scalar by scalar; `nil` when there is none.
  public subscript(name: String) -> JSONView? {
    guard firstByte == JSONByte.openBrace else { return nil }
    var name = name
    // The buffer is not used outside the closure.
    let found = name.withUTF8 { indexOfMember(named: unsafe $0.span) }
    return found.map { view(at: $0) }
  }

  /// The element at `position`, counted from 0; takes as many steps.
  public subscript(position: Int) -> JSONView? {
    guard position >= 0 else { return nil }
    return elements.dropFirst(position).first { _ in true }
  }

  /// The elements of an array; none for any other kind.
  public var elements: Elements {
    Elements(of: self, ifFirst: JSONByte.openBracket)
  }

  /// The elements of the array that the member `name` is; none when there is no such array.
  public func elements(of name: String) -> Elements {
    self[name]?.elements ?? Elements(of: self, ifFirst: 0)
  }

  /// The members of an object in their order, a name that comes twice included; none for any other kind.
  public var members: Members {
    Members(of: self)
  }

  private func indexOfMember(named name: Span<UInt8>) -> Int? {
    var found: Int?
    var member = index + 1
    let end = node.end
    while member < end {
      if isName(at: member, name) { found = member + 1 }
      member = behind(member + 1)
    }
    return found
  }

  private func isName(at member: Int, _ name: Span<UInt8>) -> Bool {
    let node = nodes[member]
    guard node.link & JSONNode.escaped == 0 else {
      let decoded = Array(view(at: member).text.utf8)
      return Self.holds(decoded, at: decoded.indices, name)
    }
    return Self.holds(bytes, at: Int(node.start) + 1..<node.end - 1, name)
  }

  private static func holds(_ bytes: [UInt8], at range: Range<Int>, _ name: Span<UInt8>) -> Bool {
    guard range.count == name.count else { return false }
    for offset in 0..<name.count where bytes[range.lowerBound + offset] != name[offset] {
      return false
    }
    return true
  }

  /// The index of the node behind the subtree of the one at `index`.
  fileprivate func behind(_ index: Int) -> Int {
    let node = nodes[index]
    let first = bytes[Int(node.start)]
    let isContainer = first == JSONByte.openBrace || first == JSONByte.openBracket
    return isContainer ? node.end : index + 1
  }
}

extension JSONView {
  /// The elements of an array.
  public struct Elements: Sequence, IteratorProtocol {
    private let array: JSONView
    private var position: Int
    private let end: Int

    fileprivate init(of view: JSONView, ifFirst byte: UInt8) {
      array = view
      position = view.index + 1
      end = view.firstByte == byte ? view.node.end : position
    }

    /// The element behind the last one handed out.
    public mutating func next() -> JSONView? {
      guard position < end else { return nil }
      defer { position = array.behind(position) }
      return array.view(at: position)
    }
  }

  /// The members of an object.
  public struct Members: Sequence, IteratorProtocol {
    private let object: JSONView
    private var position: Int
    private let end: Int

    fileprivate init(of view: JSONView) {
      object = view
      position = view.index + 1
      end = view.firstByte == JSONByte.openBrace ? view.node.end : position
    }

    /// The member behind the last one handed out.
    public mutating func next() -> (name: String, value: JSONView)? {
      guard position < end else { return nil }
      let name = object.view(at: position)
      let value = object.view(at: position + 1)
      position = object.behind(position + 1)
      return (name.text, value)
    }
  }
}
