internal import CommandLine
internal import Conversation
internal import Presentation

/// A command of the conversation: what reading a line, `/help` and the manual go by, in the order in which help lists
/// them.
public enum SlashCommand: String, CaseIterable, Sendable {
  case help
  case new
  case retry
  case edit
  case editor
  case say
  case followups
  case sources
  case open
  case copy
  case save
  case json
  case attach
  case reasoning
  case tools
  case feedback
  case status
  case backend
  case model
  case set
  case history
  case conversations
  case resume
  case search
  case quit

  /// What may stand behind it, as help writes it; empty when nothing may.
  public var operand: String {
    switch self {
    case .help, .new, .retry, .followups, .json, .reasoning, .tools, .status, .conversations,
      .quit:
      ""
    case .resume: "ID"
    case .feedback: "up|down [TEXT]"
    case .sources, .edit: "[N]"
    case .open: "N"
    case .copy: "[code N]"
    case .save: "FILE"
    case .attach: "[FILE]"
    case .backend: "[NAME]"
    case .model: "[NAME]"
    case .set: "[KEY VALUE]"
    case .editor, .history: "[TEXT]"
    case .say, .search: "TEXT"
    }
  }

  /// What it does, in a few words.
  public var summary: String {
    switch self {
    case .help: "show this list"
    case .new: "start a new conversation"
    case .retry: "send the last prompt again"
    case .editor: "write the prompt in your editor (so does Ctrl-X Ctrl-E)"
    case .followups: "show the last answer's follow-ups again"
    case .sources: "list the last answer's sources, or show source N"
    case .open: "open source N in the browser"
    case .copy: "copy the last answer, or block N of its code"
    case .save: "save the conversation: JSON in FILE.json, else Markdown"
    case .attach: "send FILE with the next prompt (- none), or list them"
    case .backend: "ask another backend of the configuration, or list them"
    case .json: "show the last reply as JSON"
    case .model: "ask for this model (default: the first again), or show it"
    case .set: "put a value into each request, or list those set"
    case .history: "show earlier prompts, those with TEXT only"
    case .conversations: "list the stored conversations"
    case .resume: "go on with a stored conversation"
    case .search: "find TEXT in the stored conversations"
    case .reasoning: "show what the backend thought"
    case .tools: "show the tools of the last answer and their results"
    case .feedback: "tell the backend that the last answer is good or bad"
    case .status: "show the facts about the last answer"
    case .say: "send TEXT as it is, such as a number"
    case .edit: "put follow-up N, or the last prompt, into the line"
    case .quit: "leave (Ctrl-D does too)"
    }
  }

  /// The commands that show the rest of what stands below an answer.
  static let footer = ReplyFooter.Commands(
    sources: SlashCommand.sources.typed,
    reasoning: SlashCommand.reasoning.typed,
    tools: SlashCommand.tools.typed
  )

  /// How its name is typed, such as `/sources`.
  public var typed: String { "/" + rawValue }

  /// How it is typed with what may follow, such as `/sources [N]`.
  public var usage: String { operand.isEmpty ? typed : "\(typed) \(operand)" }

  /// What a line that begins with one slash asks for.
  enum Reading: Equatable {
    case command(SlashCommand, operand: String)
    case unknown(String, nearest: SlashCommand?)
    case ambiguous(String, [SlashCommand])
  }

  /// Reads a line that begins with one slash; unambiguous prefixes of names will do.
  static func reading(of line: String) -> Reading {
    let word = String(line.dropFirst().prefix { !$0.isWhitespace })
    let operand = line.dropFirst(1 + word.count).trimmed
    if let command = SlashCommand(rawValue: word) { return .command(command, operand: operand) }
    let candidates = word.isEmpty ? [] : allCases.filter { $0.rawValue.hasPrefix(word) }
    switch candidates.count {
    case 1: return .command(candidates[0], operand: operand)
    case 0: return .unknown(word, nearest: nearest(to: word))
    default: return .ambiguous(word, candidates)
    }
  }

  private static func nearest(to word: String) -> SlashCommand? {
    Nearest.nearest(to: word, of: allCases.map(\.rawValue)).flatMap(SlashCommand.init)
  }
}
