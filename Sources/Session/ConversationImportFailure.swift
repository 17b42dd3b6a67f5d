public import CommandLine
public import WireFormats

/// Why a file cannot be read as conversations.
public enum ConversationImportFailure: Error, Equatable, Sendable {
  /// Which value of the file is meant.
  public enum Place: Equatable, Sendable {
    /// The line, from 1.
    case line(Int)
    /// The element of the list, from 1.
    case number(Int)
  }

  /// There is nothing in it.
  case empty
  /// It is the Markdown of an export.
  case markdown
  /// It is the HTML of an export, or other HTML.
  case html
  /// It does not begin like JSON.
  case notJSON
  /// It is not all JSON; the line is the file's.
  case json(JSONError)
  /// A conversation has a turn, counted from 1, that is none.
  case noTurn(Int, in: Place?)
  /// JSON that is no conversation; without a place it is all of the file.
  case noConversation(Place?)

  /// The failure in words.
  ///
  /// - Parameter file: What the file is called; outside text.
  /// - Returns: A diagnostic with status 1, and with a remedy where there is one.
  public func diagnostic(of file: String) -> Diagnostic {
    Diagnostic("cannot import '\(file)': \(reason)", remedy: remedy, exitStatus: .failed)
  }

  private var reason: String {
    switch self {
    case .empty: "it is empty"
    case .markdown: "it is Markdown, which cannot be read back"
    case .html: "it is HTML, which cannot be read back"
    case .notJSON: "it is no JSON"
    case .json(let error): "\(error)"
    case .noTurn(let turn, nil): "turn \(turn) has no prompt"
    case .noTurn(let turn, .line(let line)): "line \(line): turn \(turn) has no prompt"
    case .noTurn(let turn, .number(let number)):
      "element \(number) of the list: turn \(turn) has no prompt"
    case .noConversation(nil): "it holds no conversation"
    case .noConversation(.line(let line)): "line \(line) holds no conversation"
    case .noConversation(.number(let number)): "element \(number) of the list is no conversation"
    }
  }

  private var remedy: String? {
    switch self {
    case .markdown, .html, .notJSON:
      "export the conversations with '--format json' or '--format ndjson' and import that"
    case .json(let error) where error.isCutOff:
      "the file may be cut off: export the conversations again"
    case .empty, .json, .noConversation, .noTurn: nil
    }
  }
}
