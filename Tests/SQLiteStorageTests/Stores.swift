import Conversation
import SQLiteAccess
import SQLiteStorage
import Session
import TestSupport

/// A store in a folder of its own.
struct Stores {
  let home: TemporaryHome
  let path: String

  init() throws {
    home = try TemporaryHome()
    path = home.path + "/data/chat/chat.db"
  }

  func opened(patience: Int = 2_000) throws -> SQLiteConversationStore {
    try SQLiteConversationStore(at: path, patience: patience)
  }

  /// The file as any program could open it.
  func raw() throws -> SQLiteAccess.Connection { try Connection(.file(path)) }

  static let place = ConversationPlace(
    backend: "work",
    api: "glean",
    url: "https://chat.example.com/chat"
  )

  static let start = ConversationStart(place: place)
}

extension SQLiteConversationStore {
  /// Keeps a turn of a new conversation, or of one that is there.
  @discardableResult
  func keep(
    _ prompt: String,
    _ answer: String,
    in id: String? = nil,
    at moment: String = "2026-02-17T08:00:00.000Z",
    place: ConversationPlace = Stores.place,
    session: String? = nil
  ) throws -> String {
    let key = try begin(
      prompt,
      sentAt: moment,
      in: ConversationStart(id: id, place: place, session: session)
    )
    var reply = Reply()
    reply.content = answer
    reply.finishReason = .stop
    try finish(
      key,
      with: Turn(prompt: prompt, backend: place.backend, api: place.api, reply: reply)
    )
    return key.conversation
  }

  func titles(_ query: ConversationQuery = ConversationQuery()) throws -> [String] {
    try conversations(query).map(\.title)
  }
}
