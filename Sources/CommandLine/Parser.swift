/// Turns arguments into an invocation by the GNU conventions.
///
/// A long option takes its value behind `=` or as the next argument and may be shortened to an unambiguous prefix;
/// letters cluster behind one dash, and the last of them may have its value attached; options and operands mix;
/// behind `--` everything is an operand. `--help` and `--version` end the reading.
public struct Parser {
  /// What these arguments, without the program's own name, ask for.
  public static func parse(_ arguments: [String]) throws(UsageError) -> Invocation {
    var parser = Parser(arguments)
    return try parser.read()
  }

  private var remaining: ArraySlice<String>
  private var words: [String] = []
  private var options: [Invocation.TypedOption] = []
  private var purpose = Invocation.Purpose.run

  private init(_ arguments: [String]) {
    remaining = arguments[...]
  }

  private mutating func read() throws(UsageError) -> Invocation {
    while purpose == .run, let argument = remaining.popFirst() {
      try take(argument)
    }
    let invocation = Invocation(
      purpose: purpose,
      command: try command(),
      operands: Array(words.dropFirst()),
      options: options
    )
    try Self.check(invocation)
    return invocation
  }

  private mutating func take(_ argument: String) throws(UsageError) {
    if argument == "--" {
      words += remaining
      remaining = []
    } else if argument.hasPrefix("--") {
      try takeLong(argument.dropFirst(2))
    } else if argument.hasPrefix("-"), argument != "-" {
      try takeCluster(argument.dropFirst())
    } else {
      words.append(argument)
    }
  }

  private mutating func takeLong(_ argument: Substring) throws(UsageError) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let option = try Self.option(named: String(parts[0]))
    try take(option, attached: parts.count > 1 ? String(parts[1]) : nil)
  }

  private mutating func takeCluster(_ letters: Substring) throws(UsageError) {
    var letters = letters
    while purpose == .run, let letter = letters.popFirst() {
      guard let option = OptionTable.all.first(where: { $0.letter == letter }) else {
        throw .unknownOption("-\(letter)", nearest: Nearest.option(toLetter: letter))
      }
      let takesRest = option.value != .none && !letters.isEmpty
      try take(option, attached: takesRest ? String(letters) : nil)
      if takesRest { return }
    }
  }

  private mutating func take(_ option: Option, attached: String?) throws(UsageError) {
    options.append(.init(name: option.name, value: try value(of: option, attached: attached)))
    switch option.name {
    case .help: purpose = .help
    case .version: purpose = .version
    default: break
    }
  }

  private mutating func value(
    of option: Option,
    attached: String?
  ) throws(UsageError) -> String {
    guard let placeholder = option.value.placeholder else {
      guard attached == nil else { throw .unexpectedValue(option.name) }
      return ""
    }
    guard let value = attached ?? remaining.popFirst() else {
      throw .missingValue(option.name, placeholder: placeholder)
    }
    let choices = option.value.choices
    guard choices.isEmpty || choices.contains(value) else {
      throw .notAChoice(.option(option.name), value: value, choices: choices)
    }
    return value
  }

  static func option(named name: String) throws(UsageError) -> Option {
    if let exact = OptionTable.all.first(where: { $0.name.rawValue == name }) { return exact }
    // What is given to `--token` is a token: no shell must get to see it.
    let candidates = OptionTable.all.filter { option in
      !name.isEmpty && option.name.rawValue.hasPrefix(name)
        && (option.name != .tokenCommand || name.hasPrefix("token-"))
    }
    guard let only = candidates.first else {
      throw .unknownOption("--\(name)", nearest: Nearest.option(to: name))
    }
    guard candidates.count == 1 else {
      throw .ambiguousOption("--\(name)", candidates: candidates.map(\.name))
    }
    return only
  }

  private func command() throws(UsageError) -> Command {
    guard let word = words.first else { return .conversation }
    guard let command = Command(word: word) else {
      throw .unknownCommand(word, nearest: Nearest.command(to: word))
    }
    return command
  }

  /// What no single argument can tell: whether the options suit the command and each other, and the operands too.
  private static func check(_ invocation: Invocation) throws(UsageError) {
    guard invocation.purpose == .run else { return }
    let allowed = OptionTable.options(for: invocation.command).map(\.name)
    for option in invocation.options where !allowed.contains(option.name) {
      throw .optionNotForCommand(option.name, invocation.command)
    }
    for group in OptionTable.exclusive {
      let typed = group.filter(invocation.has)
      if typed.count > 1 { throw .conflictingOptions(typed[0], typed[1]) }
    }
    try checkOperands(of: invocation)
  }

  private static func checkOperands(of invocation: Invocation) throws(UsageError) {
    if invocation.command.operands == .none, let operand = invocation.operands.first {
      throw .extraOperand(invocation.command, value: operand)
    }
    let choices: [String]
    switch invocation.command.operands {
    case .none, .any: return
    case .optional(_, let words): choices = words
    case .one(let placeholder, let words):
      choices = words
      if invocation.operands.isEmpty {
        throw .missingOperand(invocation.command, placeholder: placeholder, choices: choices)
      }
    }
    guard let operand = invocation.operands.first else { return }
    guard choices.isEmpty || choices.contains(operand) else {
      throw .notAnOperand(invocation.command, value: operand, choices: choices)
    }
    if invocation.operands.count > 1 {
      throw .extraOperand(invocation.command, value: invocation.operands[1])
    }
  }
}
