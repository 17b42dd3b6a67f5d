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
    /// Whether lines on standard error are broken at words where that is a terminal.
    public var wrapsNotices: Bool
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
      wrapsNotices: Bool = true,
      showsStatus: Bool = false
    ) {
      self.colorsOutput = colorsOutput
      self.colorsErrors = colorsErrors
      self.theme = theme
      self.writesHyperlinks = writesHyperlinks
      self.width = width
      self.widthFollowsTerminal = widthFollowsTerminal
      self.wrapsNotices = wrapsNotices
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
  private var mask = SecretMask()
  private var status = StatusLine()
  private let now: () -> Int

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
    errors: StandardStream,
    now: @escaping () -> Int = HostProcess.now
  ) {
    self.now = now
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

  /// Whether there may be a status, for which the cursor is hidden.
  public var hasStatus: Bool { options.showsStatus }

  /// The columns to wrap to, as the terminal is now.
  public var width: Int? {
    options.widthFollowsTerminal ? output.columns ?? errors.columns ?? options.width : options.width
  }

  /// Hides a credential wherever it may turn up on standard error from now on.
  public func conceal(_ secret: String) {
    mask.add(secret)
  }

  /// Gathers text for standard output, masked.
  public func write(_ text: StyledText) {
    guard !text.isEmpty, failure == nil else { return }
    outputEncoder.encode(text, into: &buffer)
    if buffer.count >= Self.bufferSize { flush() }
  }

  /// Shows text through a pager where it is longer than the terminal, and otherwise writes it.
  public func page(_ text: StyledText, by pager: Pager?) {
    let bytes = outputEncoder.encode(text)
    if let pager, output.isTerminal, let rows = output.rows, lines(of: text) >= rows {
      flush()
      if pager.show(bytes) { return }
    }
    writeRaw(bytes)
  }

  /// How many lines of the terminal a text takes.
  private func lines(of text: StyledText) -> Int {
    let columns = max(1, width ?? 80)
    return text.plainText.split(separator: "\n", omittingEmptySubsequences: false).reduce(-1) {
      $0 + max(1, (DisplayWidth.cells(of: StyledText(String($1))) + columns - 1) / columns)
    }
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
    show(status: nil)
    isAtLineStart = buffer.last == UInt8(ascii: "\n")
    failure = output.write(buffer, until: signals)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes lines to standard error, behind what was written before them.
  ///
  /// On a terminal they are broken at words, never inside one: a path can still be copied. Where both streams are a
  /// terminal's, an unfinished line of output is ended first.
  public func notify(_ text: StyledText) {
    flush()
    pauseStatus()
    if !isAtLineStart, output.isTerminal, errors.isTerminal {
      writeError("\n")
      isAtLineStart = true
    }
    writeError(wrapped(mask.masking(text)))
  }

  /// What follows the last line end may go on where it stands: the prompt of a question keeps its space.
  private func wrapped(_ text: StyledText) -> StyledText {
    guard options.wrapsNotices, errors.isTerminal else { return text }
    let chosen = options.widthFollowsTerminal ? nil : options.width
    var wrapper = LineWrapper(width: chosen ?? errorColumns, breaksWords: false)
    let end = text.plainText.reversed().prefix { $0 == " " }.count
    return wrapper.add(text) + wrapper.finish() + StyledText(String(repeating: " ", count: end))
  }

  /// Shows the status with a spinner and the time on a line of its own on standard error, cut to the terminal's width.
  ///
  /// The cursor is hidden meanwhile. There is no status while a line of output is unfinished, because taking it away
  /// would take that line along; and it ends when output is written.
  public func show(status words: String?) {
    guard options.showsStatus else { return }
    if words == nil { pauseStatus() } else { flush() }
    status.say(isAtLineStart ? words.map(mask.masking) : nil, at: now())
    drawStatus()
  }

  /// Hands a text to the terminal's clipboard, by way of standard output; tells whether it was sent.
  ///
  /// Whether the terminal takes it is not known. The text is not masked, as it is not shown.
  public func copy(_ text: String) -> Bool {
    guard output.isTerminal, let sequence = ControlSequence.copyToClipboard(text) else {
      return false
    }
    flush()
    return output.write(Array(sequence.utf8), until: signals) == nil
  }

  /// Takes the status off the screen until it moves or changes.
  public func pauseStatus() {
    let bytes = status.erasing(columns: errorColumns)
    if !bytes.isEmpty { _ = errors.write(bytes) }
  }

  /// Moves the status on, if there is one; returns the milliseconds until that is due again.
  public func moveStatus() -> Int? {
    guard status.hasWords else { return nil }
    // A terminal that was told to wait (Ctrl-S) is not waited for.
    if errors.isReadyToWrite { drawStatus() }
    return status.pause(at: now())
  }

  /// A program in the background leaves the terminal to the one in front of it.
  private func drawStatus() {
    guard status.hasWords, errors.isForeground else { return }
    let bytes = status.drawing(at: now(), columns: errorColumns, by: errorEncoder)
    if !bytes.isEmpty { _ = errors.write(bytes) }
  }

  private var errorColumns: Int { errors.columns ?? 80 }

  /// There is nowhere left to tell that standard error cannot be written to.
  private func writeError(_ text: StyledText) {
    _ = errors.write(errorEncoder.encode(text))
  }
}
