public import Session
public import TerminalText

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Standard output and standard error: the only code of the program that writes to them.
///
/// SIGPIPE must be ignored, so that a reader that has gone shows as ``OutputFailure/brokenPipe``.
public final class StandardTerminal: Terminal {
  /// How text is written.
  public struct Options: Sendable {
    /// Whether standard output gets colour.
    public var colorsOutput: Bool
    /// Whether standard error gets colour.
    public var colorsErrors: Bool
    /// What text looks like where there is colour.
    public var theme: Theme
    /// Whether links are written as such (OSC 8) to standard output.
    public var writesHyperlinks: Bool
    /// The columns to wrap to; `nil` never wraps.
    public var width: Int?
    /// Whether the width is the terminal's, and changes with it.
    public var widthFollowsTerminal: Bool
    /// Whether there may be a status line.
    public var showsStatus: Bool

    /// Options with all their parts.
    public init(
      colorsOutput: Bool = false,
      colorsErrors: Bool = false,
      theme: Theme = .default,
      writesHyperlinks: Bool = false,
      width: Int? = nil,
      widthFollowsTerminal: Bool = false,
      showsStatus: Bool = false
    ) {
      self.colorsOutput = colorsOutput
      self.colorsErrors = colorsErrors
      self.theme = theme
      self.writesHyperlinks = writesHyperlinks
      self.width = width
      self.widthFollowsTerminal = widthFollowsTerminal
      self.showsStatus = showsStatus
    }
  }

  /// Why standard output can no longer be written to.
  public private(set) var failure: OutputFailure?

  private let options: Options
  private let signals: SignalPipe?
  private let output: StandardStream
  private let errors: StandardStream
  private let outputEncoder: ANSIEncoder
  private let errorEncoder: ANSIEncoder
  private var buffer: [UInt8] = []
  private var isAtLineStart = true
  private var showsStatus = false

  /// As many bytes are gathered before they are written without being asked for.
  private static let bufferSize = 64 << 10

  /// A terminal over the process's standard streams.
  ///
  /// A signal that `signals` catches ends the wait for a reader that reads nothing.
  public convenience init(_ options: Options, signals: SignalPipe? = nil) {
    self.init(options, signals: signals, output: .output, errors: .error)
  }

  init(
    _ options: Options,
    signals: SignalPipe? = nil,
    output: StandardStream,
    errors: StandardStream
  ) {
    self.options = options
    self.signals = signals
    self.output = output
    self.errors = errors
    let theme = options.theme
    outputEncoder = ANSIEncoder(
      theme: options.colorsOutput ? theme : nil,
      hyperlinks: options.writesHyperlinks
    )
    errorEncoder = ANSIEncoder(theme: options.colorsErrors ? theme : nil, hyperlinks: false)
  }

  /// The columns to wrap to, as the terminal is now.
  public var width: Int? {
    options.widthFollowsTerminal ? output.columns ?? errors.columns ?? options.width : options.width
  }

  /// Gathers text for standard output, masked.
  public func write(_ text: StyledText) {
    guard !text.isEmpty, failure == nil else { return }
    outputEncoder.encode(text, into: &buffer)
    if buffer.count >= Self.bufferSize { flush() }
  }

  /// Gathers bytes for standard output as they are.
  public func writeRaw(_ bytes: [UInt8]) {
    guard failure == nil else { return }
    buffer += bytes
    if buffer.count >= Self.bufferSize { flush() }
  }

  /// Writes out what was gathered.
  public func flush() {
    guard !buffer.isEmpty, failure == nil else { return }
    eraseStatus()
    isAtLineStart = buffer.last == UInt8(ascii: "\n")
    failure = output.write(buffer, until: signals)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes lines to standard error, behind what was written before them.
  ///
  /// Where both streams are a terminal's, an unfinished line of output is ended first.
  public func notify(_ text: StyledText) {
    flush()
    eraseStatus()
    if !isAtLineStart, output.isTerminal, errors.isTerminal {
      writeError("\n")
      isAtLineStart = true
    }
    writeError(text)
  }

  /// Shows the status on a line of its own on standard error, cut to the terminal's width.
  ///
  /// There is none while a line of output is unfinished, because taking it away would take that line along.
  public func show(status: String?) {
    guard options.showsStatus else { return }
    flush()
    eraseStatus()
    guard let status, isAtLineStart else { return }
    let line = Sanitizer.singleLine(status, limit: (errors.columns ?? 80) - 1)
    writeError(StyledText(line, role: .aside))
    showsStatus = true
  }

  private func eraseStatus() {
    guard showsStatus else { return }
    showsStatus = false
    _ = errors.write(Array(("\r" + ControlSequence.eraseToEndOfLine).utf8))
  }

  /// There is nowhere left to tell that standard error cannot be written to.
  private func writeError(_ text: StyledText) {
    _ = errors.write(errorEncoder.encode(text))
  }
}
