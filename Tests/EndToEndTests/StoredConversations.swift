import Conversation
import SQLiteAccess
import SQLiteStorage
import Session
import TestSupport

/// Conversations in a home: programs that keep them there, and what they have kept.
extension TemporaryHome {
  /// The file of the conversations, below the home.
  static let store = "data/chat/chat.db"

  /// The path of that file.
  var storePath: String { "\(path)/\(Self.store)" }

  /// Starts `chat` in this home; with a server, `CHAT_URL` names it.
  func starting(
    _ arguments: [String],
    asking server: LoopbackServer? = nil,
    environment: [String: String] = [:],
    input: ChatProcess.Input = .null,
    program: String = PseudoTerminal.product("chat")
  ) throws -> ChatProcess {
    var variables = self.environment
    variables["CHAT_URL"] = server?.url(path: Glean.path)
    return try ChatProcess(
      arguments,
      environment: variables.merging(environment) { $1 },
      input: input,
      program: program
    )
  }

  /// Runs `chat` in this home to its end.
  @discardableResult
  func chat(
    _ arguments: [String],
    asking server: LoopbackServer? = nil,
    environment: [String: String] = [:],
    input: ChatProcess.Input = .null
  ) throws -> ChatProcess.Result {
    try starting(arguments, asking: server, environment: environment, input: input).waitForExit()
  }

  /// Runs a script of the shell in this home, in which `"$CHAT"` is the program.
  func shell(
    _ script: String,
    asking server: LoopbackServer? = nil,
    environment: [String: String] = [:]
  ) throws -> ChatProcess.Result {
    try starting(
      ["-c", script],
      asking: server,
      environment: ["CHAT": PseudoTerminal.product("chat")].merging(environment) { $1 },
      program: "/bin/sh"
    ).waitForExit(within: .seconds(30))
  }

  /// The store, opened.
  func openStore() throws -> SQLiteConversationStore { try SQLiteConversationStore(at: storePath) }

  /// The file as any program could open it.
  func rawStore() throws -> SQLiteAccess.Connection { try Connection(.file(storePath)) }

  /// The bytes of a file below the home.
  func bytes(of name: String) throws -> [UInt8] { try RepositoryFile.bytes(at: "\(path)/\(name)") }

  /// All conversations, the last used one first.
  func records() throws -> [ConversationRecord] {
    let store = try openStore()
    return try store.conversations(ConversationQuery()).map { try store.record(named: $0.id) }
  }

  /// The only conversation; fails where there is none or several.
  func onlyRecord() throws -> ConversationRecord {
    let records = try records()
    guard let first = records.first, records.count == 1 else {
      throw PseudoTerminal.Failure(description: "\(records.count) conversations")
    }
    return first
  }

  /// Keeps conversations whose ids, titles and texts are given; the last one is the last used one.
  func keep(_ conversations: (id: String, prompt: String, answer: String)...) throws {
    try keep(conversations)
  }

  func keep(_ conversations: [(id: String, prompt: String, answer: String)]) throws {
    let place = ConversationPlace(api: "glean", url: "http://127.0.0.1:9\(Glean.path)")
    let records = conversations.map { id, prompt, answer in
      let summary = ConversationSummary(
        id: id,
        title: ConversationTitle.text(of: prompt),
        place: place,
        createdAt: "2026-02-17T08:00:00.000Z",
        usedAt: "2026-02-17T08:00:00.000Z",
        turnCount: 1
      )
      return ConversationRecord(summary: summary, turns: [.answered(prompt, answer)])
    }
    _ = try openStore().add(records)
  }
}

extension Turn {
  /// A turn with an answer and its follow-ups.
  static func answered(_ prompt: String, _ answer: String, followUps: [String] = []) -> Turn {
    var reply = Reply()
    reply.content = answer
    reply.facts.conversationId = "chat_1"
    reply.finishReason = .stop
    reply.followUps = followUps.enumerated().map {
      FollowUp(number: $0.offset + 1, prompt: $0.element)
    }
    return Turn(prompt: prompt, api: "glean", reply: reply, sentAt: "2026-02-17T08:00:00.000Z")
  }
}

extension ConversationRecord {
  var prompts: [String] { turns.map(\.prompt) }
  var answers: [String] { turns.map(\.reply.content) }
}

extension LoopbackReply {
  /// A streamed answer with follow-ups.
  static func answer(_ text: String, followUps: String...) -> LoopbackReply {
    let list = followUps.map(Glean.quoted).joined(separator: ",")
    return .stream(
      lines: [Glean.text(text), "{\"followUpPrompts\":[\(list)],\"backendTimeMillis\":5}"]
    )
  }
}

extension ChatProcess.Result {
  /// The lines of standard error that are about keeping the conversation.
  var storageWarnings: [Substring] {
    stderr.split(separator: "\n").filter { $0.contains("the conversation is not kept") }
  }
}
