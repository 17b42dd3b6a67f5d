import CommandLine
import Conversation
import Presentation
import TestSupport
import Testing
import WireFormats

@testable import Session

@Suite struct ConversationImportTests {
  private func failure(_ bytes: [UInt8]) -> ConversationImportFailure? {
    do throws(ConversationImportFailure) {
      _ = try ConversationImport.records(in: bytes)
      return nil
    } catch {
      return error
    }
  }

  private func lines(_ text: String) -> [String]? {
    failure(Array(text.utf8))?.diagnostic(of: "a.json").lines
  }

  @Test(arguments: 0..<15)
  func `reads what was exported`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    // Written and read once, all that JSON does not tell is gone.
    let records = (0..<4).compactMap { _ in ConversationRecord(json: random.conversation().json) }
    for form in [ConversationExport.json, .ndjson] {
      for count in [1, 4] {
        for isList in [true, false] {
          let some = Array(records.prefix(count))
          let text = form.document(of: some, asList: isList)
          #expect(try ConversationImport.records(in: Array(text.utf8)) == some)
          let marked = Array(("\u{FEFF}" + text.replacing("\n", with: "\r\n\n")).utf8)
          #expect(try ConversationImport.records(in: marked) == some)
        }
      }
    }
  }

  @Test func `reads what /save wrote`() throws {
    var thread = ConversationThread()
    thread.append(Turn(prompt: "How?", backend: "work", api: "glean"))
    let text = JSONWriter.compact(thread.json) + "\n"
    let records = try ConversationImport.records(in: Array(text.utf8))
    #expect(records.map(\.summary.title) == ["How?"])
    #expect(records.map(\.summary.place.backend) == ["work"])
    #expect(records.map { $0.turns.map(\.json) } == [thread.turns.map(\.json)])
  }

  @Test func `reads an empty list`() throws {
    #expect(try ConversationImport.records(in: Array(" []\n".utf8)) == [])
  }

  private static let one = #"{"turns":[{"prompt":"p"}]}"#

  @Test(arguments: [
    ("", "it is empty"), ("\u{FEFF} \n", "it is empty"), ("hello", "it is no JSON"),
    ("{\"turns\":[", "JSON ends too early at line 1, column 11"),
    ("{}", "it holds no conversation"), ("[\(one),1]", "element 2 of the list is no conversation"),
    ("\(one)\n\n{}\n", "line 3 holds no conversation"),
    ("\(one)\r\n\(one)\n{\"turns\":x}\n", "unexpected character in JSON at line 3, column 10"),
    ("# A\n\n> b", "it is Markdown, which cannot be read back"),
    ("<!doctype html>\n<html>", "it is HTML, which cannot be read back"),
  ])
  func `says what is wrong and where`(text: String, reason: String) {
    #expect(lines(text)?.first == "chat: cannot import 'a.json': \(reason)")
    #expect(failure(Array(text.utf8))?.diagnostic(of: "").exitStatus == .failed)
  }

  @Test func `says what can be imported instead of a document`() {
    let record = ConversationRecord(
      json: .object([.init("turns", .array([Turn(prompt: "p", api: "x").json]))])
    )
    for form in [ConversationExport.markdown, .html] {
      let text = form.document(of: record.map { [$0] } ?? [], asList: false)
      #expect(lines(text)?.last?.contains("'--format json'") == true)
    }
    #expect(lines("[1")?.count == 2)
  }

  @Test(arguments: 0..<5)
  func `survives any damage`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let whole = Array(
      ConversationExport.ndjson.document(of: [random.conversation()], asList: true).utf8
    )
    for _ in 0..<200 {
      var bytes = Array(whole.prefix(Int.random(in: 0...whole.count, using: &random)))
      if !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255,
          using: &random
        )
      }
      if let failure = failure(bytes) { #expect(!failure.diagnostic(of: "f").summary.isEmpty) }
    }
  }
}
