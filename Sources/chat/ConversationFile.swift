internal import CommandLine
internal import Conversation
internal import HostSystem
internal import SQLiteStorage
internal import Session

/// The file of the conversations, opened when it is needed.
final class ConversationFile: ConversationArchive {
  private let path: String?
  private let signals: SignalPipe
  private var opened: SQLiteConversationStore?
  /// For how long other programs are waited for; once that was in vain, no longer.
  private var patience = SQLiteConversationStore.patience
  /// Finds the way to what answers at a place.
  var connect: ((ConversationPlace) throws -> Connection)?

  init(_ paths: StandardPaths, signals: SignalPipe) {
    path = paths.conversations
    self.signals = signals
  }

  var now: Int { HostProcess.millisecondsSince1970() }

  /// The store to write to, made where there is none yet.
  func storeToWrite() throws(StorageFailure) -> any ConversationStore { try sqliteStore() }

  /// The store as what it is.
  func sqliteStore() throws(StorageFailure) -> SQLiteConversationStore {
    if let opened { return opened }
    guard let path else { throw .noPlace }
    do throws(StorageFailure) {
      let store = try SQLiteConversationStore(at: path, patience: patience) { [signals] in
        !signals.isWaiting
      }
      opened = store
      return store
    } catch {
      if error == .busy { patience = 100 }
      throw error
    }
  }

  func store() throws(StorageFailure) -> (any ConversationStore)? {
    guard let path else { throw .noPlace }
    return opened != nil || HostFile.isTaken(path) ? try sqliteStore() : nil
  }

  func resume(
    _ id: String,
    from place: ConversationPlace
  ) -> Result<(ConversationRecord, Connection?), ConnectionFailure> {
    do {
      guard let store = try store() else { throw StorageFailure.none(session: nil) }
      let record = try store.record(named: id)
      guard !record.summary.place.isSame(as: place), let connect else {
        return .success((record, nil))
      }
      return .success((record, try connect(record.summary.place)))
    } catch let failure as StorageFailure {
      return .failure(ConnectionFailure(failure.diagnostic("cannot go on with the conversation")))
    } catch {
      return .failure(ConnectionFailure(Diagnostic(error)))
    }
  }

  /// The conversation that was asked to be gone on with; `nil` where a new one is to begin.
  func record(of continuation: Continuation?, session: String?) throws -> ConversationRecord? {
    guard let continuation else { return nil }
    do throws(StorageFailure) {
      switch continuation {
      case .last:
        guard let store = try store() else { throw .none(session: session) }
        return try store.lastRecord(session: session)
      case .id(let id):
        guard let store = try store() else { throw .unknown(id: id) }
        return try store.record(named: id)
      }
    } catch {
      throw ConnectionFailure(error.diagnostic("cannot go on with the conversation"))
    }
  }
}

extension ConversationPlace {
  /// Whether this is what the environment, or else the configuration, names as the backend, so that the environment's token
  /// is for what answers here.
  func isNamed(in environment: [String: String], _ configuration: Configuration) -> Bool {
    if let named = environment[.backend] { return named == backend }
    if let named = environment[.url] {
      return backend == nil && (try? BackendURL(named)).map { "\($0)" } == url
    }
    return backend != nil && backend == configuration.defaultBackend
  }

  /// The options that lead to what answers here, with the model that was asked for.
  func options(_ configuration: Configuration) throws(ConnectionFailure) -> [Invocation.TypedOption]
  {
    try backendOptions(configuration) + (model.map { [.init(name: .model, value: $0)] } ?? [])
  }

  private func backendOptions(_ configuration: Configuration) throws(ConnectionFailure)
    -> [Invocation.TypedOption]
  {
    if let backend, configuration.backends.contains(where: { $0.name == backend }) {
      return [.init(name: .backend, value: backend)]
    }
    if let documents { return [.init(name: .docs, value: documents)] }
    guard let url else {
      guard let backend else { return [] }
      throw ConnectionFailure(
        Diagnostic(
          "the configuration has no backend '\(backend)' any more, which answered the conversation",
          remedy: "name another one: --backend NAME or --url URL",
          exitStatus: .usage
        )
      )
    }
    guard !url.contains("***") else {
      throw ConnectionFailure(
        Diagnostic(
          "the URL of the conversation held a secret, which was not kept",
          remedy: "give it again: --url URL",
          exitStatus: .usage
        )
      )
    }
    let isKnown = OptionTable.apiNames.dropFirst().contains(api)
    return [.init(name: .url, value: url)] + (isKnown ? [.init(name: .api, value: api)] : [])
  }
}
