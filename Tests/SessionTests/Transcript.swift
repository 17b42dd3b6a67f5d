import CommandLine
import Conversation
import Session
import TerminalText
import TestSupport
import WireFormats

/// A conversation that is played: events go in, effects come out as lines that can be read.
struct Transcript {
  private var state: SessionState

  init(
    _ options: SessionState.Options = .plain,
    width: Int? = nil,
    resuming record: ConversationRecord? = nil
  ) {
    state = SessionState(options: options, resuming: record)
    state.width = width
  }

  /// What comes of an event.
  mutating func on(_ event: SessionEvent) -> [String] {
    state.handle(event).map(\.line)
  }

  /// What comes of a line that the person enters.
  mutating func enter(_ line: String) -> [String] {
    on(.line(line))
  }

  /// What comes of a reply in answer to the last prompt, from its first event to its end.
  mutating func reply(
    _ events: ReplyEvent...,
    failure: ExchangeFailure? = nil
  ) -> [String] {
    reply(events, failure: failure)
  }

  /// What comes of a reply in answer to the last prompt, from its first event to its end.
  mutating func reply(_ events: [ReplyEvent], failure: ExchangeFailure? = nil) -> [String] {
    var reply = Reply()
    var lines: [String] = []
    for event in events {
      reply.apply(event)
      lines += on(.reply(event))
    }
    let outcome = Exchange.Outcome(reply: reply, failure: failure, elapsedMillis: 5)
    return lines + on(.ended(outcome, failure?.diagnostic(url: "https://chat.example.com/chat")))
  }

  /// Plays a turn of which only what comes later matters.
  mutating func turn(_ prompt: String, _ answer: String, followUps: String...) {
    _ = enter(prompt)
    _ = reply(.text(answer), .followUps(numbering(followUps)), .finished(.stop))
  }
}

/// Follow-ups numbered from 1.
func numbering(_ prompts: [String]) -> [FollowUp] {
  prompts.enumerated().map { FollowUp(number: $0.offset + 1, prompt: $0.element) }
}

extension SessionState.Options {
  /// A backend, and everything else by default.
  static var plain: SessionState.Options {
    SessionState.Options(backend: "chat.example.com", api: "glean")
  }
}

extension SessionEffect {
  /// The effect in words, line ends as `⏎`.
  var line: String {
    switch self {
    case .write(let text): "write " + text.onOneLine
    case .notify(let text): "notify " + text.onOneLine
    case .show(let status): status.map { "status " + $0 } ?? "no status"
    case .readLine(let prefill): prefill.isEmpty ? "read" : "read " + prefill
    case .remember(let line): "remember " + line
    case .send(let request): "send " + request.words
    case .give(let feedback, _):
      "give \(feedback.helpful == true ? "up" : "down") \(feedback.comment ?? "")".trimmed
    case .connect(let name): "connect \(name)"
    case .read(let path): "attach \(path)"
    case .open(let url): "open \(url)"
    case .copy(let text): "copy \(StyledText(text).onOneLine)"
    case .save(_, let path, let mayReplace): "\(mayReplace ? "replace" : "save") \(path)"
    case .edit(let text): "edit \(text)".trimmed
    case .ask(let question): "ask " + question.onOneLine
    case .recall(let text): "recall \(text)".trimmed
    case .list: "list"
    case .find(let words): "find " + words.terms.map(\.text).joined(separator: " ")
    case .resume(let id): "resume \(id)"
    case .end(.exit(let status)): "end with \(status.rawValue)"
    case .end(.signal(let number)): "end by signal \(number)"
    }
  }
}

extension StyledText {
  fileprivate var onOneLine: String {
    notation.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "⏎")
  }
}

extension PromptRequest {
  /// The prompt, and what of the rest is not as at the start of a conversation.
  fileprivate var words: String {
    let past = history.map { " after \($0.prompt) → \($0.answer)" }.joined()
    return prompt + (conversationId.map { " in \($0)" } ?? "") + past + (stream ? "" : " at once")
  }
}
