public import CommandLine

/// What a conversation may use of the person's machine: browser, clipboard, editor and files.
///
/// No program gets the token, and only the editor's command is read by a shell.
public protocol Desktop: AnyObject {
  /// Shows a web page in the browser.
  func open(url: String) throws(DesktopFailure)

  /// Puts a text onto the clipboard; tells whether it is known to be there, and was not only sent to the terminal.
  func copy(_ text: String) throws(DesktopFailure) -> Bool

  /// Has a text edited by the person's editor and waits for its end.
  func edit(_ text: String) throws(DesktopFailure) -> String

  /// What is in a regular file; of a larger one its beginning.
  func file(at path: String, limit: Int) throws(DesktopFailure) -> ReadFile

  /// Writes a text into a file that only its owner can read; one that is there is replaced only where it may be.
  func save(_ text: String, to path: String, mayReplace: Bool) throws(DesktopFailure)

  /// What is in a folder, in no particular order; the empty path is the folder that the program runs in.
  ///
  /// Nothing where the folder cannot be read.
  func entries(of folder: String) -> [FolderEntry]
}

/// What was read of a file.
public struct ReadFile: Equatable, Sendable {
  /// The path that was asked for.
  public var path: String
  /// Where that leads, behind symbolic links.
  public var target: String
  /// What is in it, or the beginning of that.
  public var bytes: [UInt8]
  /// How many bytes there are in all, as far as the system tells.
  public var size: Int

  /// A file; one without links has its path for a target.
  public init(path: String, target: String? = nil, bytes: [UInt8], size: Int? = nil) {
    self.path = path
    self.target = target ?? path
    self.bytes = bytes
    self.size = size ?? bytes.count
  }
}

/// Something in a folder.
public struct FolderEntry: Equatable, Sendable {
  /// Its name.
  public var name: String
  /// Whether it is a folder itself.
  public var isFolder: Bool

  /// An entry with its name.
  public init(_ name: String, isFolder: Bool = false) {
    self.name = name
    self.isFolder = isFolder
  }
}

/// Why the person's machine did not do what it was asked for.
public enum DesktopFailure: Error, Equatable, Sendable {
  /// None of these programs could be started.
  case notFound([String])
  /// A program ended with this status.
  case failed(String, status: Int32)
  /// There is a file already.
  case exists
  /// The system's words.
  case system(reason: String)

  /// The failure in words; `what` tells what was tried, and `remedy` what to do where no program was found.
  public func diagnostic(_ what: String, remedy: String? = nil) -> Diagnostic {
    switch self {
    case .notFound(let names):
      Diagnostic(
        "\(what): there is no \(names.joined(separator: ", no "))",
        remedy: remedy,
        exitStatus: .failed
      )
    case .failed(let name, let status):
      Diagnostic("\(what): '\(name)' ended with status \(status)", exitStatus: .failed)
    case .exists: Diagnostic("\(what): there is a file already", exitStatus: .failed)
    case .system(let reason): Diagnostic("\(what): \(reason)", exitStatus: .failed)
    }
  }
}
