/// A value of a JSON5 text (spec.json5.org), with the place at which it begins.
struct JSON5Value: Equatable {
  /// What it is.
  enum Content: Equatable {
    case null
    case bool(Bool)
    /// A number, and how it was written.
    case number(Double, text: String)
    case string(String)
    case array([JSON5Value])
    case object([Member])
  }

  /// A name with its value.
  struct Member: Equatable {
    var name: String
    /// Where the name begins.
    var place: TextPlace
    var value: JSON5Value
  }

  var content: Content
  var place: TextPlace

  /// What people call such a value.
  var kind: String {
    switch content {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// A place in a text, from 1, in Unicode scalars.
public struct TextPlace: Equatable, Comparable, Sendable {
  /// The line.
  public var line: Int
  /// The column in that line.
  public var column: Int

  /// A place.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Whether one place comes before another.
  public static func < (left: TextPlace, right: TextPlace) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
