import Conversation
import EmbeddedBackend
import HostSystem
import Session
import TestSupport
import WireFormats

/// A question to an embedded backend, and all that comes of it.
struct Asking {
  var events: [ReplyEvent] = []
  var reply = Reply()
  var end: AnswerEnd

  init(
    _ prompt: String,
    after history: [String] = [],
    of backend: EmbeddedBackend,
    until isEnough: (ReplyEvent) -> Bool = { _ in false }
  ) {
    var events: [ReplyEvent] = []
    let request = PromptRequest(
      prompt: prompt,
      history: history.map { PastTurn(prompt: $0, answer: "An answer.") }
    )
    end = backend.answer(request, onBytes: nil) { event in
      events.append(event)
    } shouldProceed: {
      !(events.last.map(isEnough) ?? false)
    } decide: { _ in
      .unanswered
    }
    self.events = events
    for event in events { reply.apply(event) }
  }

  /// The places that are cited, as `page#anchor`, best first.
  var places: [String] {
    reply.citations.compactMap { $0.url?.split(separator: ":", maxSplits: 1).last.map(String.init) }
  }

  /// The titles of what is cited.
  var titles: [String] { reply.citations.map { $0.title ?? "" } }
}

extension EmbeddedBackend {
  /// A backend over the guide that needs nothing around it.
  static func guide() -> EmbeddedBackend {
    EmbeddedBackend(guideWith: Surroundings(cache: nil, now: { 0 }))
  }

  /// A backend over a folder, with its cache in another.
  static func documents(
    in folder: String,
    cache: String?,
    nextSignal: @escaping () -> Int32? = { nil }
  ) throws -> EmbeddedBackend {
    let clock = ManualClock()
    return try EmbeddedBackend(
      folder: folder,
      Surroundings(cache: cache, nextSignal: nextSignal, now: clock.now)
    )
  }
}

/// The text of a file below `Tests/Fixtures`.
func fixture(_ name: String) throws -> String {
  let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
  let bytes = try HostFile.bytes(of: "/\(tests)/Fixtures/\(name)", limit: 1 << 20)
  return String(decoding: bytes, as: UTF8.self)
}
