public import TerminalText

/// The screen, or the pipes in its place: the one way by which text leaves the program.
///
/// All text is masked here, whatever happened to it before. The first failure of standard output is kept; from then on
/// nothing more is written to it, and whoever runs the program ends it.
public protocol Terminal: AnyObject {
  /// Whether and how wide text is to be wrapped, as things are now: the columns, or `nil` for no wrapping.
  var width: Int? { get }

  /// Why standard output can no longer be written to; `nil` while it can.
  var failure: OutputFailure? { get }

  /// Adds text to standard output; it need not be visible before ``flush()``.
  func write(_ text: StyledText)

  /// Adds bytes to standard output as they are, masking nothing.
  func writeRaw(_ bytes: [UInt8])

  /// Makes all that was written visible.
  func flush()

  /// Writes lines to standard error.
  func notify(_ text: StyledText)

  /// Shows what is being done, on one line that is gone before anything else is written; `nil` takes it away.
  func show(status: String?)

  /// Takes the status off the screen, such as before something else is to be read there; it comes back by itself.
  func pauseStatus()
}

/// Why standard output cannot be written to.
public enum OutputFailure: Error, Equatable, Sendable {
  /// Whoever read it has gone.
  case brokenPipe
  /// A signal came while the reader took nothing; its number.
  case signal(Int32)
  /// The system's words.
  case other(reason: String)
}
