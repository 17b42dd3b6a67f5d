#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Characters that only this reader can produce, each bound to a command of libedit.
///
/// They are C1 controls, which never reach libedit from the terminal (see `EditLineReader.character(_:)`). Meta with a
/// control key gives the same codes: with Ctrl-C, Ctrl-Z and Ctrl-\ that is a signal, and of the others only those are
/// taken that mean the same or nothing in emacs.
enum PrivateKey: wchar_t, CaseIterable {
  case insert = 0x83
  case newline = 0x8D
  case next = 0x8E
  case previous = 0x90
  case submit = 0x91
  case list = 0x96
  case redraw = 0x9A
  case end = 0x9C

  var command: String {
    switch self {
    case .insert: LineCommand.insert.name
    case .newline: LineCommand.newline.name
    case .next: "ed-next-history"
    case .previous: "ed-prev-history"
    case .submit: "ed-newline"
    case .list: LineCommand.list.name
    case .redraw: "ed-redisplay"
    case .end: "ed-end-of-file"
    }
  }
}

/// The commands that are added to those of libedit, for private keys and for those of the person.
enum LineCommand: String, CaseIterable {
  /// Puts the text that comes next into the line.
  case insert
  /// Ends the line, or goes on in a further one behind a backslash.
  case enter
  /// Puts a line end into the line.
  case newline
  case complete
  /// Shows what there is to choose from.
  case list
  /// Leaves the line for the editor.
  case editor
  /// Goes up a line of several, and from the first into the history.
  case up
  case down
  /// Goes to the beginning of a line of several.
  case start
  case end

  /// What `~/.editrc` knows it by.
  var name: String { "chat-" + rawValue }
}
