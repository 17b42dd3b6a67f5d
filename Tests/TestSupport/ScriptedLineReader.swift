public import Session
public import TerminalText
internal import Testing

/// A line reader that plays a script and keeps what it was asked.
///
/// A line that the script does not have fails the test.
public final class ScriptedLineReader: LineReader {
  /// The lines asked for so far, as prompt and prefill.
  public private(set) var asked: [String] = []
  /// The lines added to the history.
  public private(set) var remembered: [String] = []
  /// Whether keys that are typed between two lines are held back.
  public private(set) var isHoldingKeys = false
  /// Whether all lines were typed before they were asked for.
  public var lineWasTypedAhead = false
  /// Called before each line is read.
  public var onRead: () -> Void = {}
  private var inputs: [LineInput]
  private let failure: LineReaderFailure?

  /// A reader that gives these inputs in turn, and then, if there is one, the failure.
  public init(_ inputs: LineInput..., failure: LineReaderFailure? = nil) {
    self.inputs = inputs
    self.failure = failure
  }

  /// Whether every input was read.
  public var isUsedUp: Bool { inputs.isEmpty }

  /// Gives the next input.
  public func readLine(
    prompt: StyledText,
    prefill: String,
    completing: ((String) -> Completion)?
  ) throws(LineReaderFailure) -> LineInput {
    onRead()
    asked.append(prompt.plainText + prefill)
    guard inputs.isEmpty else { return inputs.removeFirst() }
    if let failure { throw failure }
    Issue.record("line \(asked.count) has no script")
    throw LineReaderFailure(reason: "no script")
  }

  /// Notes that keys are held while `body` runs.
  public func holdingKeys<Result, Failure: Error>(
    onStop: @escaping () -> Void,
    while body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    isHoldingKeys = true
    defer { isHoldingKeys = false }
    return try body()
  }

  /// Runs `body`.
  public func lendingTerminal<Result, Failure: Error>(
    while body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body()
  }

  /// A script has nothing that was typed ahead.
  public func discardTypedAhead() {}

  /// Keeps the line.
  public func remember(_ line: String) {
    remembered.append(line)
  }

  /// The remembered lines that hold the text.
  public func history(holding text: String) -> [String] {
    remembered.filter { text.isEmpty || $0.contains(text) }
  }
}
