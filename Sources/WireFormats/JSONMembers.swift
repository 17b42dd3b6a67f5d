internal import Conversation

/// The members of an object while they are collected: a name that comes twice keeps its first place and its last value.
struct JSONMembers {
  private(set) var list: [JSONValue.Member] = []
  private var places: [[UInt8]: Int] = [:]

  mutating func put(_ name: String, _ value: JSONValue) {
    // By bytes: strings compare equal when only their composition differs, names do not (RFC 8259 §8.3).
    let key = Array(name.utf8)
    if let place = places[key] {
      list[place].value = value
    } else {
      places[key] = list.count
      list.append(JSONValue.Member(name, value))
    }
  }
}
