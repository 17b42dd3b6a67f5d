extension Parser {
  /// The arguments as text, or which of them is none.
  public static func texts(of arguments: [[UInt8]]) throws(UsageError) -> [String] {
    var texts: [String] = []
    for bytes in arguments {
      if let offset = Prompt.firstInvalidByte(in: bytes) {
        throw .argumentNotText(place: texts.count + 1, offset: offset)
      }
      texts.append(String(decoding: bytes, as: UTF8.self))
    }
    return texts
  }

  /// The form of data that arguments ask for which may be wrong otherwise, so that their failure comes in that form;
  /// `rendered` where they ask for none.
  public static func outputForm(in arguments: [String]) -> OutputForm {
    var rest = arguments[...]
    while let argument = rest.popFirst(), argument != "--" {
      guard let option = option(of: argument) else { continue }
      if let form = OutputForm(option.name), form == .json || form == .ndjson { return form }
      if option.value != .none, !hasValue(argument) { _ = rest.popFirst() }
    }
    return .rendered
  }

  /// The long option that the argument is, or the one among its letters that takes a value.
  private static func option(of argument: String) -> Option? {
    if argument.hasPrefix("--") {
      return try? option(named: String(argument.dropFirst(2).prefix { $0 != "=" }))
    }
    guard argument.hasPrefix("-") else { return nil }
    return argument.dropFirst().compactMap(option(letter:)).first { $0.value != .none }
  }

  private static func option(letter: Character) -> Option? {
    OptionTable.all.first { $0.letter == letter }
  }

  /// Whether the value of the option stands in the argument itself.
  private static func hasValue(_ argument: String) -> Bool {
    if argument.hasPrefix("--") { return argument.contains("=") }
    let letters = argument.dropFirst()
    let taking = letters.firstIndex { letter in
      option(letter: letter).map { $0.value != .none } ?? false
    }
    return taking.map { letters.index(after: $0) < letters.endIndex } ?? true
  }
}

extension OutputForm {
  /// The form that an option stands for; `nil` for every other option.
  init?(_ name: OptionName) {
    switch name {
    case .json: self = .json
    case .ndjson: self = .ndjson
    case .raw: self = .raw
    case .markdown: self = .markdown
    default: return nil
    }
  }
}
