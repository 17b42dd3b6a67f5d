public import Session

/// A machine that keeps what it was asked for, and fails or answers as a test says.
public final class RecordingDesktop: Desktop {
  /// What was asked for, in words.
  public private(set) var actions: [String] = []
  /// What every action ends with, where it does not succeed.
  public var failure: DesktopFailure?
  /// What the editor makes of a text.
  public var edited: (String) -> String = { $0 }
  /// The files that are there.
  public var files: [String: String] = [:]

  /// A machine on which everything succeeds.
  public init() {}

  /// Keeps the address.
  public func open(url: String) throws(DesktopFailure) { try act("open \(url)") }

  /// Whether there is a program for the clipboard.
  public var hasClipboard = true

  /// Keeps the text.
  public func copy(_ text: String) throws(DesktopFailure) -> Bool {
    try act("copy \(text)")
    return hasClipboard
  }

  /// Edits the text as the test says.
  public func edit(_ text: String) throws(DesktopFailure) -> String {
    try act("edit \(text)")
    return edited(text)
  }

  /// What is in a file that is there.
  public func file(at path: String, limit: Int) throws(DesktopFailure) -> ReadFile {
    guard let text = files[path] else { throw .system(reason: "No such file or directory") }
    return ReadFile(path: path, bytes: Array(text.utf8.prefix(limit)), size: text.utf8.count)
  }

  /// Keeps the text under its name.
  public func save(_ text: String, to path: String, mayReplace: Bool) throws(DesktopFailure) {
    if files[path] != nil, !mayReplace { throw .exists }
    try act("save \(path)")
    files[path] = text
  }

  /// The names of the files.
  public func entries(of folder: String) -> [FolderEntry] {
    files.keys.map { FolderEntry($0) }
  }

  private func act(_ words: String) throws(DesktopFailure) {
    actions.append(words)
    if let failure { throw failure }
  }
}
