internal import Conversation

/// Members of an object that may be missing, or of another kind than they should be: both are `nil`.
extension JSONValue {
  /// The text of the value.
  var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The whole number that the value is.
  var int: Int? {
    guard case .number(let digits) = self else { return nil }
    return Int(digits) ?? Double(digits).flatMap { Int(exactly: $0) }
  }

  /// The elements of the value, as far as each can be read.
  func elements<Element>(_ read: (JSONValue) -> Element?) -> [Element] {
    guard case .array(let elements) = self else { return [] }
    return elements.compactMap(read)
  }

  func string(_ name: String) -> String? { self[name]?.string }

  func int(_ name: String) -> Int? { self[name]?.int }

  func double(_ name: String) -> Double? {
    guard case .number(let digits)? = self[name], let number = Double(digits) else { return nil }
    return number.isFinite ? number : nil
  }

  func bool(_ name: String) -> Bool? {
    if case .bool(let flag)? = self[name] { flag } else { nil }
  }

  func list<Element>(_ name: String, _ read: (JSONValue) -> Element?) -> [Element] {
    self[name]?.elements(read) ?? []
  }

  /// The member whose text is one of a list of words.
  func word<Word: RawRepresentable<String>>(_ name: String) -> Word? {
    string(name).flatMap { Word(rawValue: $0) }
  }

  /// The member of whatever kind, unless it is `null`.
  func given(_ name: String) -> JSONValue? {
    self[name].flatMap { $0 == .null ? nil : $0 }
  }
}
