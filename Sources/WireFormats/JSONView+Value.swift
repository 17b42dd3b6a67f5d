public import Conversation

extension JSONView {
  /// The whole subtree, decoded.
  ///
  /// A member's name that comes twice keeps its first place and its last value.
  public var value: JSONValue {
    var open: [OpenContainer] = []
    var next = index
    while true {
      var finished: JSONValue?
      let view = self.view(at: next)
      next += 1
      switch view.kind {
      case .array, .object: open.append(OpenContainer(view))
      default: finished = view.scalarValue
      }
      // Each turn gives a finished value to its container, which may be finished by that itself.
      while true {
        if let value = finished {
          guard !open.isEmpty else { return value }
          open[open.count - 1].append(value)
        }
        guard let container = open.last, container.end == next else { break }
        finished = container.value
        open.removeLast()
      }
      if let container = open.last, container.isObject {
        let name = self.view(at: next)
        open[open.count - 1].name = name.text
        next += 1
      }
    }
  }

  private var scalarValue: JSONValue {
    switch kind {
    case .bool: .bool(bool == true)
    case .string: .string(text)
    case .number: .number(numberText ?? "")
    default: .null
    }
  }
}

/// An array or object whose parts are still being collected.
private struct OpenContainer {
  let isObject: Bool
  /// The index of the node behind the container.
  let end: Int
  /// The name that the next value belongs to.
  var name = ""
  private var elements: [JSONValue] = []
  private var members = JSONMembers()

  init(_ view: JSONView) {
    isObject = view.kind == .object
    end = view.node.end
  }

  var value: JSONValue { isObject ? .object(members.list) : .array(elements) }

  mutating func append(_ value: JSONValue) {
    if isObject { members.put(name, value) } else { elements.append(value) }
  }
}
