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
    /// A clock in milliseconds that never goes back.
    public var now: () -> Int

    /// Surroundings with all their parts.
    public init(
      cache: String?,
      timeout: Double = 0,
      nextSignal: @escaping () -> Int32? = { nil },
      now: @escaping () -> Int
    ) {
      self.cache = cache
      self.timeout = timeout
      self.nextSignal = nextSignal
      self.now = now
    }
  }

  private let corpus: Corpus
  private let surroundings: Surroundings
  /// The guide's index, once it was needed.
  private var guide: SectionIndex?

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
  public func request(for prompt: PromptRequest) -> HTTPRequest? { nil }

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
    do {
      try answer(question, from: try openIndex(exit), exit)
    } catch let error as SQLiteError where error.needsNewIndex {
      // Found damaged only while it was used: made again, once.
      try answer(question, from: try openIndex(exit, anew: true), exit)
    }
  }

  private func answer(_ question: Question, from index: SectionIndex, _ exit: Exit) throws {
    let documentCount = try index.documentCount()
    let name = corpus.name(documentCount: documentCount)
    if case .folder(let path) = corpus, documentCount == 0 { throw DocumentsFailure.empty(path) }
    try exit.emit(.step(Step(kind: "searching", text: name)))
    let answer = try Answer(to: question, from: index)
    for event in answer.events(in: corpus, name: name, isSearchable: !question.terms.isEmpty) {
      try exit.emit(event)
    }
  }
}

extension EmbeddedBackend {
  /// The index, up to date; `anew` makes it once more from the documents.
  private func openIndex(_ exit: Exit, anew: Bool = false) throws -> SectionIndex {
    switch corpus {
    case .guide:
      let index = try guide ?? SectionIndex(guide: UsersGuide.pages)
      guide = index
      return index
    case .folder(let path):
      let folder = try openIndex(of: path, exit)
      if anew { try folder.index.reset() }
      do {
        try update(folder, exit)
      } catch let error as SQLiteError where error.needsNewIndex && !anew {
        try folder.index.reset()
        try update(folder, exit)
      }
      return folder.index
    }
  }

  /// Where no index can be kept, one is made for this run only.
  private func openIndex(of folder: String, _ exit: Exit) throws -> FolderIndex {
    var reason = "neither XDG_CACHE_HOME nor HOME names a folder"
    if let cache = surroundings.cache {
      do {
        return try FolderIndex(of: folder, in: cache)
      } catch let error as SystemCallFailure {
        reason = "\(cache): \(error.reason)"
      } catch let error as SQLiteError {
        reason = "\(cache): \(error.message)"
      }
    }
    try exit.emit(.notice("the index of the documents cannot be kept: \(reason)"))
    return try FolderIndex(temporarilyOf: folder)
  }

  private func update(_ folder: FolderIndex, _ exit: Exit) throws {
    var nextReport = surroundings.now()
    let skipped = try folder.update { done, count in
      try exit.check()
      guard count > 0, surroundings.now() >= nextReport else { return }
      nextReport = surroundings.now() + 500
      try exit.emit(.step(Step(kind: "indexing", text: "\(done) of \(count) files")))
    }
    for notice in skipped.notices { try exit.emit(.notice(notice)) }
  }
}
