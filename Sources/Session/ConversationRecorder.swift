public import CommandLine
public import Conversation
internal import Presentation
internal import TerminalText

/// Keeps the turns of a conversation as they happen, as far as they can be kept.
///
/// The prompt is kept before it is sent, and the reply when it has ended. Where that fails the conversation goes on: the first
/// failure is told, and what could not be kept is tried again with the next turn.
public final class ConversationRecorder {
  /// A conversation; its id is known when the first turn is kept.
  private final class Draft {
    var start: ConversationStart
    var last: TurnKey?

    init(_ start: ConversationStart) { self.start = start }
  }

  /// A turn that could not be kept yet; its prompt is, where it has a key.
  private struct Unkept {
    let draft: Draft
    var key: TurnKey?
    var turn: Turn
  }

  private let open: () throws(StorageFailure) -> any ConversationStore
  private let now: () -> String
  private let warn: (Diagnostic) -> Void
  private var store: (any ConversationStore)?
  private var draft: Draft
  private var sentAt = ""
  private var key: TurnKey?
  private var unkept: [Unkept] = []
  private var hasWarned = false
  private var mask = SecretMask()

  /// A recorder for a conversation that begins, or goes on.
  ///
  /// - Parameters:
  ///   - start: Where its turns go.
  ///   - open: Opens the store, when there is something to keep.
  ///   - now: The moment, ISO 8601 in UTC.
  ///   - warn: Is told the first failure, and no other.
  public init(
    _ start: ConversationStart,
    open: @escaping () throws(StorageFailure) -> any ConversationStore,
    now: @escaping () -> String,
    warn: @escaping (Diagnostic) -> Void
  ) {
    draft = Draft(start)
    self.open = open
    self.now = now
    self.warn = warn
  }

  /// Keeps a credential out of all that is kept from now on, as far as it can be found there.
  public func conceal(_ secret: String) {
    mask.add(secret)
  }

  /// The id of the conversation; `nil` before something of it is kept.
  public var conversation: String? { draft.start.id }

  /// Goes over to another conversation, or to a new one.
  private func turn(to start: ConversationStart) {
    draft = Draft(start)
    key = nil
  }

  /// Goes over to a stored conversation, or begins a new one, in the same terminal session.
  public func turn(to id: String?, at place: ConversationPlace) {
    turn(to: ConversationStart(id: id, place: place, session: draft.start.session))
  }

  /// Keeps a prompt that is about to be sent.
  public func begin(_ prompt: String) {
    sentAt = now()
    key = nil
    attempt { store throws(StorageFailure) in
      try keepRest(in: store)
      key = try begin(mask.masking(prompt), sentAt, of: draft, in: store)
    }
  }

  /// Keeps a turn that has ended; its prompt is the one that began it.
  public func end(_ turn: Turn) {
    var turn = turn.hiding(mask)
    turn.sentAt = sentAt
    unkept.append(Unkept(draft: draft, key: key, turn: turn))
    key = nil
    attempt { store throws(StorageFailure) in try keepRest(in: store) }
  }

  /// Marks the last turn as one whose prompt is sent again.
  public func retryLast() {
    if let last = unkept.last, last.draft === draft, last.key == nil {
      unkept[unkept.count - 1].turn.isRetried = true
    } else if let last = draft.last {
      attempt { store throws(StorageFailure) in try store.markRetried(last) }
    } else if let id = draft.start.id {
      // The turn is one of those with which the conversation was taken up again.
      attempt { store throws(StorageFailure) in try store.markLastRetried(in: id) }
    }
  }

  private func keepRest(in store: any ConversationStore) throws(StorageFailure) {
    while let next = unkept.first {
      let turn = next.turn
      let key: TurnKey
      if let known = next.key {
        key = known
      } else {
        key = try begin(turn.prompt, turn.sentAt ?? now(), of: next.draft, in: store)
        unkept[0].key = key
        if turn.isRetried { try store.markRetried(key) }
      }
      try store.finish(key, with: turn)
      unkept.removeFirst()
    }
  }

  private func begin(
    _ prompt: String,
    _ sentAt: String,
    of draft: Draft,
    in store: any ConversationStore
  ) throws(StorageFailure) -> TurnKey {
    let key = try store.begin(prompt, sentAt: sentAt, in: draft.start)
    draft.start.id = key.conversation
    draft.last = key
    return key
  }

  private func attempt(_ body: (any ConversationStore) throws(StorageFailure) -> Void) {
    do throws(StorageFailure) {
      let store: any ConversationStore
      if let known = self.store { store = known } else { store = try open() }
      self.store = store
      try body(store)
    } catch {
      guard !hasWarned else { return }
      hasWarned = true
      warn(error.diagnostic("the conversation is not kept"))
    }
  }
}

extension Turn {
  /// The turn with `***` in the place of each credential.
  fileprivate func hiding(_ mask: SecretMask) -> Turn {
    let json = json
    let masked = json.hiding(mask)
    guard masked != json, var turn = Turn(json: masked) else { return self }
    turn.isRetried = isRetried
    return turn
  }
}

extension JSONValue {
  fileprivate func hiding(_ mask: SecretMask) -> JSONValue {
    switch self {
    case .string(let text): .string(mask.masking(text))
    case .array(let elements): .array(elements.map { $0.hiding(mask) })
    case .object(let members): .object(members.map { .init($0.name, $0.value.hiding(mask)) })
    case .null, .bool, .number: self
    }
  }
}
