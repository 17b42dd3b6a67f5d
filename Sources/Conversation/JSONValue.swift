/// A JSON value as RFC 8259 defines it, with what other readers lose kept: the order of an object's
/// members and the text of a number.
public indirect enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  /// The digits as they came or as they are to be written, such as `1e-400`; never rounded.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// One `"name": value` pair of an object.
  public struct Member: Equatable, Sendable {
    /// The member's name.
    public var name: String
    /// What the name stands for.
    public var value: JSONValue

    /// Pairs a name with its value.
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// A whole number.
  public static func integer(_ value: some BinaryInteger) -> JSONValue {
    .number(String(value))
  }

  /// A finite number in the shortest form that reads back the same; `null` for one that is not finite,
  /// because JSON has no word for it.
  public static func double(_ value: Double) -> JSONValue {
    guard value.isFinite else { return .null }
    if let whole = Int64(exactly: value) { return .integer(whole) }
    return .number(String(value))
  }

  /// The value of the last member called `name`, compared scalar by scalar; `nil` when there is none.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    // Strings are equal when they look the same; names only when they are spelled the same (RFC 8259 §8.3).
    return members.last { $0.name.unicodeScalars.elementsEqual(name.unicodeScalars) }?.value
  }
}
