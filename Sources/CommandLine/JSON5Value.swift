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

  /// The value as JSON (RFC 8259); a number that JSON has no word for is null.
  var json: String {
    switch content {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number, let text): Self.json(number, text)
    case .string(let text): Self.json(text)
    case .array(let elements): "[" + elements.map(\.json).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.json($0.name) + ":" + $0.value.json }.joined(separator: ",") + "}"
    }
  }

  private static func json(_ number: Double, _ text: String) -> String {
    guard number.isFinite else { return "null" }
    return Int(exactly: number).map(String.init) ?? "\(number)"
  }

  /// A text as JSON.
  static func json(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case _ where scalar.value < 0x20:
        "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }

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
