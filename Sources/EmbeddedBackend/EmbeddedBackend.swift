public import Conversation
internal import Guide
internal import HostSystem
internal import SQLiteAccess
public import Session
public import WireFormats

/// Answers prompts from documents on this machine: quotes what is found, and invents nothing.
public final class EmbeddedBackend: Backend {
  /// What it needs of the program around it.
  public struct Surroundings {
    /// The folder for what can be made again; `nil` where there is none.
    public var cache: String?
    /// Seconds for a whole answer; 0 is no limit.
    public var timeout: Double
    /// The next signal that asks the program to end, if there is one.
    public var nextSignal: () -> Int32?
    /// Called now and then while an answer is not there yet.
    public var whileWaiting: () -> Void
    /// A clock in milliseconds that never goes back.
    public var now: () -> Int

    /// Surroundings with all their parts.
    public init(
      cache: String?,
      timeout: Double = 0,
      nextSignal: @escaping () -> Int32? = { nil },
      whileWaiting: @escaping () -> Void = {},
      now: @escaping () -> Int
    ) {
      self.cache = cache
      self.timeout = timeout
      self.nextSignal = nextSignal
      self.whileWaiting = whileWaiting
      self.now = now
    }
  }

  private let corpus: Corpus
  private let surroundings: Surroundings
  /// The guide's index, once it was needed.
  private var guide: SectionIndex?
  /// What the person has been told, so that a conversation does not tell it with each answer.
  private var told: Set<String> = []

  /// A backend over the user's guide.
  public init(guideWith surroundings: Surroundings) {
    corpus = .guide
    self.surroundings = surroundings
  }

  /// A backend over the documents in a folder and in the folders below it.
  public init(folder: String, _ surroundings: Surroundings) throws(DocumentsFailure) {
    do {
      corpus = .folder(try HostFile.folder(at: folder))
    } catch {
      throw .noFolder(folder, reason: error.reason)
    }
    self.surroundings = surroundings
  }

  /// What a greeting calls it.
  public var name: String {
    switch corpus {
    case .guide: "user's guide"
    case .folder(let path): path.split(separator: "/").last.map(String.init) ?? path
    }
  }

  /// What a newcomer has to know, in one line; `nil` where a folder of documents was asked for.
  public var introduction: String? {
    guard case .guide = corpus else { return nil }
    return "no backend is given, so the user's guide answers; "
      + "to ask yours: --url URL, or set CHAT_URL"
  }

  /// A name that no `--api` has.
  public var apiName: String { "embedded" }

  /// None.
  public var url: String { "" }

  /// None.
  public func requests(for prompt: PromptRequest) -> [HTTPRequest] { [] }

  /// Brings the index up to date, searches it and quotes what was found.
  public func answer(
    _ prompt: PromptRequest,
    onBytes: (([UInt8]) -> Void)?,
    onEvent: (ReplyEvent) -> Void,
    shouldProceed: () -> Bool,
    decide: (Inquiry) -> InquiryAnswer
  ) -> AnswerEnd {
    do {
      try withoutActuallyEscaping(onEvent) { onEvent in
        try withoutActuallyEscaping(shouldProceed) { shouldProceed in
          try answer(prompt, Exit(surroundings, onEvent: onEvent, shouldProceed: shouldProceed))
        }
      }
      return AnswerEnd()
    } catch Interruption.notWanted {
      return AnswerEnd()
    } catch {
      return AnswerEnd(failure: ExchangeFailure(error))
    }
  }

  private func answer(_ prompt: PromptRequest, _ exit: Exit) throws {
    try exit.emit(.started(MessageFacts()))
    let question = Question(prompt.prompt, after: prompt.history)
    let finding =
      switch corpus {
      case .guide: try finding(for: question, in: guideIndex())
      case .folder(let path): try finding(for: question, in: path, exit)
      }
    let name = corpus.name(documentCount: finding.documentCount)
    try exit.emit(.step(Step(kind: "searching", text: name)))
    for event in finding.answer.events(in: corpus, name: name, to: question) {
      try exit.emit(event)
    }
  }

  private func guideIndex() throws -> SectionIndex {
    let index = try guide ?? SectionIndex(guide: UsersGuide.pages)
    guide = index
    return index
  }

  private func finding(for question: Question, in index: SectionIndex) throws -> Finding {
    let documentCount = try index.documentCount()
    if documentCount == 0, case .folder(let path) = corpus { throw DocumentsFailure.empty(path) }
    return Finding(answer: try Answer(to: question, from: index), documentCount: documentCount)
  }
}

/// What an index says to a question.
private struct Finding {
  let answer: Answer
  /// How many documents were searched.
  let documentCount: Int
}

// MARK: - Folders

extension EmbeddedBackend {
  /// Asks the kept index of a folder; where none can be kept, one that is made for this question only.
  private func finding(
    for question: Question,
    in folder: String,
    _ exit: Exit
  ) throws -> Finding {
    var reason = "neither XDG_CACHE_HOME nor HOME names a folder"
    if let cache = surroundings.cache {
      do {
        let lock = try FolderIndex.lock(of: folder, in: cache)
        try wait(for: lock, exit)
        return try withExtendedLifetime(lock) {
          try finding(for: question, in: FolderIndex(of: folder, in: cache), exit)
        }
      } catch let error as SystemCallFailure {
        reason = "\(cache): \(error.reason)"
      } catch let error as SQLiteError {
        reason = "\(cache): \(error.message)"
      }
    }
    try tell(["the index of the documents cannot be kept: \(reason)"], exit)
    return try finding(for: question, in: FolderIndex(temporarilyOf: folder), exit)
  }

  /// Brings an index up to date and asks it; one that is found damaged is made again, once.
  private func finding(
    for question: Question,
    in folder: FolderIndex,
    _ exit: Exit
  ) throws -> Finding {
    do {
      try update(folder, exit)
      return try finding(for: question, in: folder.index)
    } catch let error as SQLiteError where error.needsNewIndex {
      try folder.index.reset()
      try update(folder, exit)
      return try finding(for: question, in: folder.index)
    }
  }

  private func wait(for lock: FileLock, _ exit: Exit) throws {
    var isTold = false
    while try !lock.take() {
      try exit.check()
      guard !isTold else { continue }
      isTold = true
      try exit.emit(.step(Step(kind: "waiting", text: "for another chat to index the documents")))
    }
  }

  private func update(_ folder: FolderIndex, _ exit: Exit) throws {
    var nextReport = surroundings.now()
    let skipped = try folder.update { done, count in
      try exit.check()
      guard count > 0, surroundings.now() >= nextReport else { return }
      nextReport = surroundings.now() + 500
      try exit.emit(.step(Step(kind: "indexing", text: "\(done) of \(count) files")))
    }
    try tell(skipped.notices, exit)
  }

  /// Hands over what the person should know, each of it once.
  private func tell(_ notices: [String], _ exit: Exit) throws {
    for notice in notices where told.insert(notice).inserted { try exit.emit(.notice(notice)) }
  }
}
