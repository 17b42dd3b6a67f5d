internal import TerminalText

/// The status line: what it says and since when, and how much of it stands on the screen.
///
/// It ends where it began, at the left margin: if the terminal is made narrower and breaks it, all of it is below the
/// cursor and can be erased.
struct StatusLine {
  /// Milliseconds from one picture of the spinner to the next.
  private static let pause = 100
  private static let spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]

  private var words: String?
  private var start = 0
  /// What stands on the screen; empty when nothing does.
  private var shown = ""

  /// Whether it stands on the screen.
  var isShown: Bool { !shown.isEmpty }

  /// Whether there is something to show.
  var hasWords: Bool { words != nil }

  /// Takes other words; the time goes on until there are none.
  mutating func say(_ words: String?, at now: Int) {
    if self.words == nil { start = now }
    self.words = words
  }

  /// Milliseconds until the spinner is to move.
  func pause(at now: Int) -> Int { Self.pause - (now - start) % Self.pause }

  /// What to send so that the line stands as it should now; empty when it does.
  mutating func drawing(at now: Int, columns: Int, by encoder: ANSIEncoder) -> [UInt8] {
    let line = line(at: now, columns: columns)
    guard line != shown, !line.isEmpty else { return [] }
    var bytes = Array((isShown ? "" : ControlSequence.hideCursor).utf8)
    if DisplayWidth.cells(of: shown) > columns { bytes += erasingRows(columns: columns).utf8 }
    encoder.encode(StyledText(line, role: .aside), into: &bytes)
    bytes += (ControlSequence.eraseToEndOfLine + "\r").utf8
    shown = line
    return bytes
  }

  /// What to send so that it stands there no more.
  mutating func erasing(columns: Int) -> [UInt8] {
    guard isShown else { return [] }
    defer { shown = "" }
    return Array((erasingRows(columns: columns) + ControlSequence.showCursor).utf8)
  }

  /// Erases the line, in as many rows as the terminal may have broken it into.
  private func erasingRows(columns: Int) -> String {
    let rows = max(1, (DisplayWidth.cells(of: shown) + columns - 1) / columns)
    return (0..<rows).map { _ in "\r" + ControlSequence.eraseToEndOfLine }.joined(separator: "\n")
  }

  /// The line, shorter than the terminal is wide; its time stays when the words are cut.
  private func line(at now: Int, columns: Int) -> String {
    guard let words, columns > 1 else { return "" }
    let elapsed = max(0, now - start)
    let picture = Self.spinner[elapsed / Self.pause % Self.spinner.count]
    let time = elapsed < 1_000 ? "" : " \(elapsed / 1_000) s"
    let room = columns - picture.count - 2 - time.utf8.count
    return Sanitizer.singleLine(
      "\(picture) \(Sanitizer.singleLine(words, limit: max(1, room)))\(time)",
      limit: columns - 1
    )
  }
}
