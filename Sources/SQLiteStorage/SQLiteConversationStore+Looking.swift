internal import SQLiteAccess
public import Session

/// What is in a store, in numbers.
public struct StoreFacts: Equatable, Sendable {
  /// How many steps of its form it has taken; 0 for an empty file.
  public var version: Int
  /// How many conversations there are.
  public var conversations: Int
  /// How many turns they have together.
  public var turns: Int

  /// How many steps there are in this version of the program.
  public static var newestVersion: Int { Migration.all.count }
}

extension SQLiteConversationStore {
  /// The version of SQLite, such as `3.40.1`.
  public static var libraryVersion: String { SQLiteAccess.Connection.libraryVersion }

  /// Opens a store that is there only to look at it: neither the file nor its mode is changed, and an old form stays.
  ///
  /// Other programs are waited for as long as `isWanted` says so, and at most for `patience` milliseconds.
  public static func toLookAt(
    _ path: String,
    patience: Int,
    isWanted: @escaping () -> Bool
  ) throws(StorageFailure) -> SQLiteConversationStore {
    do {
      return SQLiteConversationStore(
        try ConversationDatabase(lookingAt: path, patience: patience, isWanted: isWanted)
      )
    } catch {
      throw StorageFailure(error, at: path)
    }
  }

  /// What is in it; of a newer form, what is known of it.
  public func facts() throws(StorageFailure) -> StoreFacts {
    try reading {
      func number(_ sql: String) throws -> Int { try statement(sql).first { $0.integer(0) } ?? 0 }
      let version = try number("PRAGMA user_version")
      guard version > 0 else { return StoreFacts(version: 0, conversations: 0, turns: 0) }
      return StoreFacts(
        version: version,
        conversations: try number("SELECT count(*) FROM conversation"),
        turns: try number("SELECT count(*) FROM turn")
      )
    }
  }
}
