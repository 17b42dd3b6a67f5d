internal import Conversation

/// An object of which unknown members are left out.
struct ObjectBuilder {
  private var members: [JSONValue.Member] = []

  var value: JSONValue { .object(members) }

  var isEmpty: Bool { members.isEmpty }

  mutating func add(_ name: String, _ value: JSONValue?) {
    // What has no word in JSON, such as a score that is no number, is not known either.
    if let value, value != .null { members.append(.init(name, value)) }
  }

  mutating func add(_ name: String, _ text: String?) {
    add(name, text.map(JSONValue.string))
  }

  mutating func add(_ name: String, _ number: Int?) {
    add(name, number.map { .integer($0) })
  }

  mutating func add(_ name: String, _ elements: [JSONValue]) {
    if !elements.isEmpty { add(name, .array(elements)) }
  }
}
