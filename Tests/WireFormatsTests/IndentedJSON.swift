import Conversation

extension JSONValue {
  /// The value over several lines, for goldens; arrays and objects that hold no others stay on one.
  func indented(by indent: String = "") -> String {
    let inner = indent + "  "
    let parts: [String]
    let marks: (String, String)
    switch self {
    case .array(let elements):
      parts = elements.map { $0.indented(by: inner) }
      marks = ("[", "]")
    case .object(let members):
      parts = members.map {
        JSONWriter.compact(.string($0.name)) + ": " + $0.value.indented(by: inner)
      }
      marks = ("{", "}")
    default: return JSONWriter.compact(self)
    }
    guard !isFlat else { return "\(marks.0) \(parts.joined(separator: ", ")) \(marks.1)" }
    return "\(marks.0)\n\(inner)\(parts.joined(separator: ",\n" + inner))\n\(indent)\(marks.1)"
  }

  private var isFlat: Bool {
    switch self {
    case .array(let elements): elements.allSatisfy(\.isScalar)
    case .object(let members): members.allSatisfy(\.value.isScalar) && members.count < 5
    default: true
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }
}
