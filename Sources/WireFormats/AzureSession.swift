internal import Conversation

/// The state of a session, which goes back as it came: with its kind, and under its name.
struct AzureSession {
  /// The sample's name for it, and the protocol's.
  private static let names = ["session_state", "sessionState"]

  let member: JSONValue.Member

  /// The state that an object has.
  init?(of object: JSONView) {
    let told = Self.names.lazy.compactMap { name in object.given(name).map { (name, $0.value) } }
    guard let (name, value) = told.first else { return nil }
    member = JSONValue.Member(name, value)
  }

  /// The state that a token is.
  init(token: String) {
    let value = (try? JSONView(parsing: Array(token.utf8)))?.value
    member =
      switch value {
      case .object(let members) where members.count == 1 && Self.names.contains(members[0].name):
        members[0]
      case .object, .array: JSONValue.Member(Self.names[0], value ?? .null)
      default: JSONValue.Member(Self.names[0], .string(token))
      }
  }

  /// The value alone where that says all, and else an object that has it under its name.
  var token: String {
    let value =
      if case .string(let text) = member.value { text } else { JSONWriter.compact(member.value) }
    let isEnough = AzureSession(token: value).member == member
    return isEnough ? value : JSONWriter.compact(.object([member]))
  }
}
