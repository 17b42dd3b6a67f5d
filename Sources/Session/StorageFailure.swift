public import CommandLine

/// Why conversations cannot be kept, or not be read.
public enum StorageFailure: Error, Equatable, Sendable {
  /// The environment names no place for them.
  case noPlace
  /// Another program holds the store for too long.
  case busy
  /// The disk is full.
  case full
  /// Neither the file nor its folder can be written; the system's words.
  case readOnly(path: String, reason: String)
  /// The file is damaged; SQLite's words.
  case damaged(path: String, reason: String)
  /// The file is something else than a store.
  case foreign(path: String)
  /// The store was made by a newer version of the program.
  case newer(path: String)
  /// There is no conversation to go on with; the name of the terminal session, if only that one counts.
  case none(session: String?)
  /// No conversation has this id.
  case unknown(id: String)
  /// Several ids begin like this.
  case ambiguous(id: String, ids: [String])
  /// Anything else, in words.
  case other(String)

  /// The failure in words; `what` tells what was tried.
  public func diagnostic(_ what: String) -> Diagnostic {
    Diagnostic("\(what): \(reason)", remedy: remedy, exitStatus: .failed)
  }

  private var reason: String {
    switch self {
    case .noPlace: "there is no place for conversations"
    case .busy: "another program is using the conversations"
    case .full: "the disk is full"
    case .readOnly(let path, let reason): "cannot write '\(path)': \(reason)"
    case .damaged(let path, let reason): "'\(path)' is damaged: \(reason)"
    case .foreign(let path): "'\(path)' holds something else than conversations"
    case .newer(let path): "'\(path)' was written by a newer version of \(Program.name)"
    case .none(nil): "there is no conversation yet"
    case .none(.some): "there is no conversation of this terminal session yet"
    case .unknown(let id): "no conversation has the id '\(id)'"
    case .ambiguous(let id, let ids):
      "'\(id)' is short for several: \(ids.joined(separator: ", "))"
    case .other(let words): words
    }
  }

  private var remedy: String? {
    switch self {
    case .noPlace: "set HOME or XDG_DATA_HOME"
    case .damaged: "nothing in it was changed; 'chat doctor' tells more"
    case .foreign: "nothing in it was changed; set XDG_DATA_HOME to another folder"
    case .newer: "it can be read, not changed; use the newer version"
    case .none(.some): "CHAT_CONVERSATION names the session; 'chat conversations' lists all"
    case .unknown: "'chat conversations' lists them"
    default: nil
    }
  }
}
