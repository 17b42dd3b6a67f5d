public import TerminalText

/// Reads what a person types, a line at a time.
public protocol LineReader: AnyObject {
  /// Shows `prompt` and waits for a line, which may hold line ends.
  ///
  /// `prefill` stands in the line at the start, to be edited; it is inserted as text and can never submit itself.
  /// `completing` tells what Tab can make of the line up to the cursor. Without it, Tab does nothing and the line cannot
  /// be taken to the editor.
  func readLine(
    prompt: StyledText,
    prefill: String,
    completing: ((String) -> Completion)?
  ) throws(LineReaderFailure) -> LineInput

  /// Whether all of the last line, with its end, was typed before it was asked for.
  var lineWasTypedAhead: Bool { get }

  /// Runs `body`, in which lines may be read: keys that are typed between them are not shown, and stand in the next line.
  ///
  /// `onStop` is called before the person has the program stopped (Ctrl-Z) between two lines.
  func holdingKeys<Result, Failure: Error>(
    onStop: @escaping () -> Void,
    while body: () throws(Failure) -> Result
  ) throws(Failure) -> Result

  /// Runs `body`, in which another program may use the terminal, as it was before keys were held.
  func lendingTerminal<Result, Failure: Error>(
    while body: () throws(Failure) -> Result
  ) throws(Failure) -> Result

  /// Forgets what was typed while nobody asked for it, so that it answers no question that came later.
  func discardTypedAhead()

  /// Adds a line to the history that the person can go back to.
  func remember(_ line: String)

  /// The lines of the history that hold a text, whatever its case, oldest first; all of them for an empty text.
  func history(holding text: String) -> [String]
}

/// How a wait for a line ended.
public enum LineInput: Equatable, Sendable {
  /// A line, without its line end.
  case line(String)
  /// Ctrl-X Ctrl-E: the line so far is to be edited in the person's editor.
  case edit(String)
  /// The end of input: Ctrl-D on an empty line, or the end of a pipe.
  case endOfInput
  /// Ctrl-C: the line so far is void.
  case interrupted
  /// A signal asks the program to end; its number.
  case terminated(signal: Int32)
}

/// Why no line could be read: the system's words.
public struct LineReaderFailure: Error, Equatable, Sendable {
  /// What was tried and what the system said.
  public var reason: String

  /// A failure with its reason.
  public init(reason: String) {
    self.reason = reason
  }
}
