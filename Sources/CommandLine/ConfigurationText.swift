/// The text of a configuration, changed with everything else in it left as it was written.
public enum ConfigurationText {
  /// A text with a backend added in front of those that there are.
  ///
  /// - Parameters:
  ///   - name: What it is called; no backend of the text is called so.
  ///   - members: Its keys with their values, each value as JSON.
  ///   - text: JSON5 without a mistake; empty for a new one.
  /// - Returns: The text with the backend in it.
  public static func adding(
    backend name: String,
    _ members: [(key: String, json: String)],
    to text: String
  ) -> String {
    let entry = entry(name, members)
    guard let root = try? JSON5Reader.value(of: text), case .object(let known) = root.content else {
      // Comments alone stay, in front of it.
      let isBlank = text.allSatisfy { $0.isWhitespace || $0 == "\u{FEFF}" }
      let start = isBlank ? "" : text.hasSuffix("\n") ? text : text + "\n"
      return start + "{\n  backends: {\n\(entry)  },\n}\n"
    }
    if let backends = known.first(where: { $0.name == "backends" })?.value,
      case .object = backends.content
    {
      return inserting("\n" + entry.dropLast(), behind: backends.place, in: text)
    }
    return inserting("\n  backends: {\n\(entry)  },", behind: root.place, in: text)
  }

  /// A text of a configuration without a `default`, with one added.
  public static func adding(default name: String, to text: String) -> String {
    guard let root = try? JSON5Reader.value(of: text), case .object = root.content else {
      return text
    }
    return inserting("\n  default: \(JSON5Value.json(name)),", behind: root.place, in: text)
  }

  /// A text as JSON.
  public static func json(_ text: String) -> String { JSON5Value.json(text) }

  /// The lines that a backend takes, each ended.
  public static func entry(_ name: String, _ members: [(key: String, json: String)]) -> String {
    let lines = members.map { "      \($0.key): \($0.json),\n" }
    return "    \(key(name)): {\n\(lines.joined())    },\n"
  }

  /// A name as it stands in front of a colon: without quotes where it is a word.
  private static func key(_ name: String) -> String {
    let isWord = name.utf8.allSatisfy {
      0x61...0x7A ~= $0 | 0x20 || 0x30...0x39 ~= $0 || $0 == 0x5F
    }
    let startsWell = name.utf8.first.map { !(0x30...0x39 ~= $0) } ?? false
    return isWord && startsWell ? name : JSON5Value.json(name)
  }

  /// The text with more behind the brace at a place.
  private static func inserting(_ more: String, behind place: TextPlace, in text: String) -> String
  {
    var scalars = Array(text.unicodeScalars)
    let starts = [0] + scalars.indices.filter { scalars[$0] == "\n" }.map { $0 + 1 }
    let index = starts[place.line - 1] + place.column
    // What stands behind the brace on its line begins a line of its own.
    let rest = scalars[index...].prefix { $0 != "\n" }
    let isAlone = rest.allSatisfy { $0 == " " || $0 == "\t" || $0 == "\r" }
    scalars.insert(contentsOf: (more + (isAlone ? "" : "\n")).unicodeScalars, at: index)
    return String(String.UnicodeScalarView(scalars))
  }
}
