internal import CommandLine

/// A command of the conversation: the table that reading a line, `/help` and the manual go by.
public struct SlashCommand: Equatable, Sendable {
  /// The commands there are.
  public enum Name: String, CaseIterable, Sendable {
    case help
    case new
    case sources
    case say
    case edit
    case quit
  }

  /// Which command it is.
  public let name: Name
  /// What may stand behind it, as help writes it; empty when nothing may.
  public let operand: String
  /// What it does, in a few words.
  public let summary: String

  /// All commands, in the order in which help lists them.
  public static let all: [SlashCommand] = [
    SlashCommand(name: .help, operand: "", summary: "show this list"),
    SlashCommand(name: .new, operand: "", summary: "start a new conversation"),
    SlashCommand(
      name: .sources,
      operand: "[N]",
      summary: "list all sources of the last answer, or show source N"
    ),
    SlashCommand(name: .say, operand: "TEXT", summary: "send TEXT as it is, such as a number"),
    SlashCommand(
      name: .edit,
      operand: "[N]",
      summary: "put follow-up N, or the last prompt, into the line"
    ),
    SlashCommand(name: .quit, operand: "", summary: "leave (Ctrl-D does too)"),
  ]

  /// How it is typed, such as `/sources [N]`.
  public var usage: String {
    operand.isEmpty ? "/\(name.rawValue)" : "/\(name.rawValue) \(operand)"
  }

  /// What a line that begins with one slash asks for.
  enum Reading: Equatable {
    case command(Name, operand: String)
    case unknown(String, nearest: Name?)
    case ambiguous(String, [Name])
  }

  /// Reads a line that begins with one slash; unambiguous prefixes of names will do.
  static func reading(of line: String) -> Reading {
    let parts = line.dropFirst().split(maxSplits: 1, whereSeparator: \.isWhitespace)
    let word = parts.first.map(String.init) ?? ""
    let operand = parts.count > 1 ? parts[1].trimmingSpace : ""
    if let name = Name(rawValue: word) { return .command(name, operand: operand) }
    let candidates = Name.allCases.filter { !word.isEmpty && $0.rawValue.hasPrefix(word) }
    switch candidates.count {
    case 1: return .command(candidates[0], operand: operand)
    case 0: return .unknown(word, nearest: nearest(to: word))
    default: return .ambiguous(word, candidates)
    }
  }

  private static func nearest(to word: String) -> Name? {
    Nearest.nearest(to: word, of: Name.allCases.map(\.rawValue)).flatMap(Name.init)
  }
}

extension StringProtocol {
  /// The text without white space at its ends.
  var trimmingSpace: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
