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
      width: Int? = nil,
      widthFollowsTerminal: Bool = false,
      showsStatus: Bool = false
    ) {
      self.colorsOutput = colorsOutput
      self.colorsErrors = colorsErrors
      self.width = width
      self.widthFollowsTerminal = widthFollowsTerminal
      self.showsStatus = showsStatus
    }
  }

  /// Why standard output can no longer be written to.
  public private(set) var failure: OutputFailure?

  private let options: Options
  private let output: ANSIEncoder
  private let errors: ANSIEncoder
  private var buffer: [UInt8] = []
  private var status: String?

  /// As many bytes are gathered before they are written without being asked for.
  private static let bufferSize = 64 << 10

  /// A terminal over the process's standard streams.
  public init(_ options: Options) {
    self.options = options
    let linksOutput = options.colorsOutput && StandardStream.output.isTerminal
    output = ANSIEncoder(colors: options.colorsOutput, hyperlinks: linksOutput)
    errors = ANSIEncoder(colors: options.colorsErrors, hyperlinks: false)
  }

  /// The columns to wrap to, as the terminal is now.
  public var width: Int? {
    options.widthFollowsTerminal ? StandardStream.columns ?? options.width : options.width
  }

  /// Gathers text for standard output, masked.
  public func write(_ text: StyledText) {
    guard !text.isEmpty, failure == nil else { return }
    output.encode(text, into: &buffer)
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
    failure = StandardStream.output.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes lines to standard error, behind what was written before them.
  public func notify(_ text: StyledText) {
    flush()
    eraseStatus()
    // There is nowhere left to tell that standard error cannot be written to.
    _ = StandardStream.error.write(errors.encode(text))
  }

  /// Shows the status on standard error's last line, cut to the terminal's width.
  public func show(status: String?) {
    guard options.showsStatus else { return }
    flush()
    eraseStatus()
    guard let status else { return }
    let columns = (StandardStream.columns ?? 80) - 1
    let line = StyledText(
      Sanitizer.singleLine(status, limit: columns),
      style: Style(isFaint: true)
    )
    _ = StandardStream.error.write(errors.encode(line))
    self.status = status
  }

  private func eraseStatus() {
    guard status != nil else { return }
    status = nil
    _ = StandardStream.error.write(Array(("\r" + ControlSequence.eraseToEndOfLine).utf8))
  }
}
