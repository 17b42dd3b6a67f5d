public import Session
public import TerminalText

/// A terminal that keeps what it is told.
public final class RecordingTerminal: Terminal {
  /// What it was told to do.
  public enum Action: Equatable, Sendable {
    case write(StyledText)
    case writeRaw([UInt8])
    case notify(StyledText)
    case show(status: String?)
  }

  /// The columns to wrap to; may change at any moment.
  public var width: Int?
  /// Why standard output can no longer be written to; a test sets it to break the pipe.
  public var failure: OutputFailure?
  /// Everything so far, in order; nothing once standard output has failed, except what goes to standard error.
  public private(set) var actions: [Action] = []
  /// How much of ``actions`` was visible when it was last flushed.
  public private(set) var flushedCount = 0
  /// Called before each flush, such as to let it fail.
  public var onFlush: (RecordingTerminal) -> Void = { _ in }

  /// A terminal of that width; `nil` never wraps.
  public init(width: Int? = nil) {
    self.width = width
  }

  /// The text of standard output, without its looks.
  public var output: String {
    actions.reduce(into: "") { text, action in
      switch action {
      case .write(let styled): text += styled.plainText
      case .writeRaw(let bytes): text += String(decoding: bytes, as: UTF8.self)
      case .notify, .show: break
      }
    }
  }

  /// The text of standard error, without its looks and without the status line.
  public var errors: String {
    actions.reduce(into: "") { text, action in
      if case .notify(let styled) = action { text += styled.plainText }
    }
  }

  /// The status lines in order; `nil` where it was taken away.
  public var statuses: [String?] {
    actions.compactMap { action in
      if case .show(let status) = action { .some(status) } else { nil }
    }
  }

  /// Keeps the text, unless standard output has failed.
  public func write(_ text: StyledText) {
    if failure == nil { actions.append(.write(text)) }
  }

  /// Keeps the bytes, unless standard output has failed.
  public func writeRaw(_ bytes: [UInt8]) {
    if failure == nil { actions.append(.writeRaw(bytes)) }
  }

  /// Notes that everything so far is visible.
  public func flush() {
    onFlush(self)
    flushedCount = actions.count
  }

  /// Keeps the lines.
  public func notify(_ text: StyledText) {
    actions.append(.notify(text))
  }

  /// Nothing: the status stands in no place that something else could need.
  public func pauseStatus() {}

  /// Keeps the status.
  public func show(status: String?) {
    actions.append(.show(status: status))
  }
}
