/// An object of the configuration while it is read: what it may hold is what it is asked for.
struct ConfigurationSection {
  /// What is wrong, in the order of the text once ``finish()`` was called.
  private(set) var problems: [ConfigurationProblem] = []

  /// The keys in front of it, such as `backends.work`; empty for the whole configuration.
  private let path: String
  private let place: TextPlace
  private var members: [String: JSON5Value] = [:]
  private var places: [(name: String, place: TextPlace)] = []
  private var known: [String] = []

  /// The object; a value of another kind is a mistake, and an object without members.
  init(_ value: JSON5Value, path: String = "") {
    self.path = path
    place = value.place
    guard case .object(let members) = value.content else {
      let what = path.isEmpty ? "the configuration" : "'\(path)'"
      problems = [ConfigurationProblem(value.place, "\(what) is \(value.kind), not an object")]
      return
    }
    for member in members {
      if self.members[member.name] != nil {
        problems.append(
          ConfigurationProblem(member.place, "the key '\(key(member.name))' is given twice")
        )
      }
      self.members[member.name] = member.value
      places.append((member.name, member.place))
    }
  }

  /// The name of a key with those in front of it.
  func key(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  /// Where the value of each key stands, by the key with those in front of it; null counts as not given.
  var valuePlaces: [String: TextPlace] {
    var result: [String: TextPlace] = [:]
    for (name, value) in members where value.content != .null {
      result[key(name)] = value.place
      guard case .object(let inner) = value.content else { continue }
      for member in inner { result[key("\(name).\(member.name)")] = member.place }
    }
    return result
  }

  /// The value of a key; null counts as not given.
  mutating func value(_ name: String) -> JSON5Value? {
    known.append(name)
    guard let value = members[name], value.content != .null else { return nil }
    return value
  }

  /// A text that is not empty.
  mutating func text(_ name: String) -> String? {
    guard let value = value(name) else { return nil }
    guard case .string(let text) = value.content else { return refuse(name, value, "a text") }
    guard !text.isEmpty else {
      add(value.place, "'\(key(name))' is empty")
      return nil
    }
    return text
  }

  /// A command: a line for the shell, or a list of a program and its arguments.
  mutating func command(_ name: String) -> TokenCommand? {
    guard let value = value(name) else { return nil }
    if case .string = value.content { return text(name).flatMap { shell($0, name, value.place) } }
    guard case .array(let elements) = value.content else {
      return refuse(name, value, "a text or a list of texts")
    }
    var words: [String] = []
    for element in elements {
      guard case .string(let word) = element.content else {
        add(element.place, "'\(key(name))' holds \(element.kind), not only texts")
        return nil
      }
      guard !word.utf8.contains(0) else {
        add(element.place, "'\(key(name))' holds a NUL")
        return nil
      }
      words.append(word)
    }
    guard words.first?.isEmpty == false else {
      add(value.place, "'\(key(name))' names no program")
      return nil
    }
    return .arguments(words)
  }

  private mutating func shell(_ line: String, _ name: String, _ place: TextPlace) -> TokenCommand? {
    guard !line.utf8.contains(0) else {
      add(place, "'\(key(name))' holds a NUL")
      return nil
    }
    return .shell(line)
  }

  /// True or false.
  mutating func bool(_ name: String) -> Bool? {
    guard let value = value(name) else { return nil }
    guard case .bool(let flag) = value.content else { return refuse(name, value, "true or false") }
    return flag
  }

  /// A number within bounds.
  mutating func number(_ name: String, in range: ClosedRange<Double>) -> Double? {
    guard let value = value(name) else { return nil }
    let bounds = "a number from \(Self.shown(range.lowerBound)) to \(Self.shown(range.upperBound))"
    guard case .number(let number, _) = value.content else { return refuse(name, value, bounds) }
    guard range.contains(number) else {
      add(value.place, "'\(key(name))' is not \(bounds)")
      return nil
    }
    return number
  }

  /// A whole number within bounds.
  mutating func count(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let value = value(name) else { return nil }
    let bounds = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard case .number(let number, _) = value.content, let count = Int(exactly: number),
      range.contains(count)
    else {
      add(value.place, "'\(key(name))' is not \(bounds)")
      return nil
    }
    return count
  }

  /// One of some words.
  mutating func choice(_ name: String, of words: [String]) -> String? {
    guard let value = value(name) else { return nil }
    let list = words.joined(separator: ", ")
    guard case .string(let word) = value.content else {
      return refuse(name, value, "one of \(list)")
    }
    guard words.contains(word) else {
      let near = Nearest.suggestion(for: word, of: words)
      add(value.place, "'\(key(name))' is none of \(list)\(near)")
      return nil
    }
    return word
  }

  /// One of the words of a type.
  mutating func choice<Word: RawRepresentable & CaseIterable>(
    _ name: String,
    _: Word.Type
  ) -> Word? where Word.RawValue == String {
    choice(name, of: Word.allCases.map(\.rawValue)).flatMap(Word.init(rawValue:))
  }

  /// The members of a value that has to be an object of names that are not known beforehand.
  mutating func members(of value: JSON5Value, _ name: String) -> [JSON5Value.Member] {
    guard case .object(let members) = value.content else {
      add(value.place, "'\(key(name))' is \(value.kind), not an object")
      return []
    }
    return members
  }

  /// Notes that a key is missing.
  mutating func addMissing(_ name: String) {
    add(place, "'\(key(name))' is missing")
  }

  /// Notes that of two keys only one can hold.
  mutating func addConflict(_ one: String, _ other: String) {
    add(place, "'\(key(one))' and '\(key(other))' exclude each other")
  }

  /// Notes a mistake.
  mutating func add(_ place: TextPlace, _ summary: String) {
    problems.append(ConfigurationProblem(place, summary))
  }

  /// Notes the mistakes of a section inside this one.
  mutating func add(_ section: ConfigurationSection) {
    problems += section.problems
  }

  /// Notes every key that was not asked for, and puts all mistakes in the order of the text.
  mutating func finish() {
    for (name, place) in places where !known.contains(name) {
      let near = Nearest.suggestion(for: name, of: known, prefix: key(""))
      add(place, "unknown key '\(key(name))'\(near)")
    }
    problems.sort { $0.place < $1.place }
  }

  private mutating func refuse<Value>(
    _ name: String,
    _ value: JSON5Value,
    _ expected: String
  ) -> Value? {
    add(value.place, "'\(key(name))' is \(value.kind), not \(expected)")
    return nil
  }

  private static func shown(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? String(number)
  }
}
