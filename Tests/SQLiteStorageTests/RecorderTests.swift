import CommandLine
import Conversation
import SQLiteAccess
import SQLiteStorage
import Session
import TestSupport
import Testing

/// A conversation is kept as it happens, and goes on where it cannot be.
@Suite struct RecorderTests {
  private let stores: Stores
  private let warnings = Warnings()

  private final class Warnings {
    var lines: [String] = []
  }

  init() throws {
    stores = try Stores()
  }

  private func recorder(
    open: (() throws(StorageFailure) -> any ConversationStore)? = nil
  ) -> ConversationRecorder {
    let path = stores.path
    func store() throws(StorageFailure) -> any ConversationStore {
      try SQLiteConversationStore(at: path, patience: 30)
    }
    return ConversationRecorder(
      ConversationStart(place: Stores.place),
      open: open ?? store,
      now: { "2026-02-17T08:00:00.000Z" },
      warn: { [warnings] in warnings.lines += $0.lines }
    )
  }

  private func turn(_ prompt: String) -> Turn {
    var reply = Reply()
    reply.content = "answer to \(prompt)"
    return Turn(prompt: prompt, api: "glean", reply: reply)
  }

  private func kept() throws -> [[String]] {
    let store = try stores.opened()
    return try store.conversations(ConversationQuery()).reversed().map {
      try store.record(named: $0.id).turns.map { "\($0.prompt) \($0.reply.content)".trimmed }
    }
  }

  @Test func `prompts and replies are kept in one conversation`() throws {
    let recorder = recorder()
    for prompt in ["a", "b"] {
      recorder.begin(prompt)
      recorder.end(turn(prompt))
    }
    recorder.begin("c")
    #expect(try kept() == [["a answer to a", "b answer to b", "c"]])
    #expect(recorder.conversation?.isEmpty == false && warnings.lines.isEmpty)
  }

  @Test func `a new conversation and a retry`() throws {
    let recorder = recorder()
    recorder.begin("a")
    recorder.end(turn("a"))
    recorder.retryLast()
    recorder.begin("a")
    recorder.end(turn("a"))
    recorder.turn(to: nil, at: Stores.place)
    recorder.begin("b")
    recorder.end(turn("b"))
    #expect(try kept() == [["a answer to a", "a answer to a"], ["b answer to b"]])
    let store = try stores.opened()
    let first = try #require(try store.conversations(ConversationQuery()).last)
    #expect(try store.record(named: first.id).turns.map(\.isRetried) == [true, false])
  }

  @Test func `while another program holds the store the turns wait, with one warning`() throws {
    _ = try stores.opened()
    let holder = try stores.raw()
    try holder.execute("BEGIN EXCLUSIVE")
    let recorder = recorder()
    for prompt in ["a", "b"] {
      recorder.begin(prompt)
      recorder.end(turn(prompt))
    }
    #expect(
      warnings.lines == [
        "chat: the conversation is not kept: another program is using the conversations"
      ]
    )
    try holder.execute("COMMIT")
    recorder.begin("c")
    recorder.end(turn("c"))
    #expect(try kept() == [["a answer to a", "b answer to b", "c answer to c"]])
    #expect(warnings.lines.count == 1)
  }

  @Test func `a reply that cannot be kept waits, and its prompt is there once`() throws {
    let recorder = recorder()
    recorder.begin("a")
    let holder = try stores.raw()
    try holder.execute("BEGIN EXCLUSIVE")
    recorder.end(turn("a"))
    recorder.turn(to: nil, at: Stores.place)
    recorder.begin("b")
    try holder.execute("COMMIT")
    recorder.end(turn("b"))
    #expect(try kept() == [["a answer to a"], ["b answer to b"]])
    #expect(warnings.lines.count == 1)
  }

  @Test(arguments: [
    (StorageFailure.noPlace, "there is no place for conversations"), (.full, "the disk is full"),
    (
      .readOnly(path: "/x", reason: "Read-only file system"),
      "cannot write '/x': Read-only file system"
    ), (.newer(path: "/x"), "'/x' was written by a newer version of chat"),
  ])
  func `what is wrong is told once`(failure: StorageFailure, words: String) {
    let recorder = recorder { () throws(StorageFailure) in throw failure }
    for prompt in ["a", "b", "c"] {
      recorder.begin(prompt)
      recorder.end(turn(prompt))
    }
    #expect(warnings.lines.first == "chat: the conversation is not kept: \(words)")
    #expect(warnings.lines.count { $0.hasPrefix("chat: ") } == 1)
  }
}
