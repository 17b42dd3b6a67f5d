import Conversation
import TestSupport
import Testing
import WireFormats

/// Bodies whose content type says that they are text.
@Suite struct PlainTextTests {
  private static let texts = [
    "Leave is 20 days.", "20 days.", "20", "true", "# Leave\n\n20 days é😀.\n", "[1] says 20 days.",
    "[Policy](https://docs.example.com/p) says so.", "{braces} are text", "\"20 days\" it says.",
    "data is all we have", "data", "id", "<b>20</b> days", "<", "\u{FEFF}With a mark.",
    "event horizon: far", "[] is empty", "\n\n  Indented.",
  ]

  @Test(arguments: texts, [PlainAPI(), AutoAPI()] as [any ChatAPI])
  func `are the answer, wherever their bytes are split`(_ text: String, _ api: any ChatAPI) {
    let bytes = Array(text.utf8)
    for position in 0...bytes.count {
      let pieces = [Array(bytes[..<position]), Array(bytes[position...])]
      let reply = Self.reply(to: pieces, by: api)
      let mark = text.hasPrefix("\u{FEFF}") ? 1 : 0
      #expect(reply.content.unicodeScalars.elementsEqual(text.unicodeScalars.dropFirst(mark)))
      #expect(reply.facts.contentFormat == .text)
      #expect(reply.finishReason == .stop, "split at \(position)")
    }
    let reply = Self.reply(to: bytes.map { [$0] }, by: api)
    #expect(reply.content.utf8.count == text.utf8.count - (text.hasPrefix("\u{FEFF}") ? 3 : 0))
  }

  @Test func `keep the format that the content type names`() {
    let markdown = Self.reply(to: [Array("# Yes".utf8)], type: "text/Markdown; charset=utf-8")
    #expect(markdown.facts.contentFormat == .markdown)
  }

  @Test(arguments: [
    #"{"answer":"Yes."}"#, "{\n \"answer\": \"Yes.\"\n}\n", "\"Yes.\"", "data: Yes.\n\n",
    ": hi\n\nevent: token\ndata: Yes.\n\n", #"[{"text":"Yes."}]"#,
    "{\"token\":\"Yes\"}\n{\"token\":\".\"}\n",
  ]) func `are JSON or events where they look so`(_ body: String) {
    for api in [PlainAPI(), AutoAPI()] as [any ChatAPI] {
      for pieces in [[Array(body.utf8)], body.utf8.map { [$0] }] {
        #expect(Self.reply(to: pieces, by: api).content == "Yes.")
      }
    }
  }

  @Test(arguments: ["<html><title>x</title>", "\n<!DOCTYPE HTML>\n<html>", "<HTML lang=de>"])
  func `are a page where they look so`(_ body: String) {
    for pieces in [[Array(body.utf8)], body.utf8.map { [$0] }] {
      guard case .webPage? = Self.decoding(of: pieces).error else {
        Issue.record("\(Self.decoding(of: pieces).notation)")
        continue
      }
    }
  }

  @Test func `come as they arrive`() throws {
    for api in [PlainAPI(), AutoAPI()] as [any ChatAPI] {
      var decoder = api.decoder(for: Self.head("text/plain"))
      var text = ""
      for piece in ["Leave ", "is ", "20 days."] {
        try decoder.receive(Array(piece.utf8)) { if case .text(let more) = $0 { text += more } }
        #expect(text.hasSuffix(piece))
      }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `take a long beginning in linear time`() throws {
    for (start, byte) in [("{\"answer\":\"", UInt8(ascii: "x")), ("", UInt8(ascii: " "))] {
      var decoder = PlainAPI().decoder(for: Self.head("text/plain"))
      try decoder.receive(Array(start.utf8)) { _ in }
      let piece = [UInt8](repeating: byte, count: 100)
      for _ in 0..<5_000 { try decoder.receive(piece) { _ in } }
    }
  }

  @Test(arguments: [
    ([0x61, 0xFF, 0x62], WireError.notUTF8), ([0x61, 0xC3], .incomplete), ([], .empty),
    ([0x20, 0x0A], .empty), (Array(#"{"answer":"Ye"#.utf8), .incomplete),
  ]) func `are refused where they are no text, or not whole`(_ body: [UInt8], _ error: WireError) {
    #expect(Self.decoding(of: [body]).error == error)
    #expect(Self.decoding(of: [body]).events.contains(.finished(.stop)) == false)
  }

  private static func head(_ type: String) -> HTTPResponseHead {
    let fields = [HTTPHeaderField("content-type", type)]
    return HTTPResponseHead(status: 200, headerFields: fields, isSelfDelimited: true)
  }

  private static func decoding(
    of pieces: [[UInt8]],
    by api: any ChatAPI = PlainAPI(),
    type: String = "text/plain; charset=utf-8"
  ) -> Decoding {
    Decoding(of: pieces, by: api, head: head(type))
  }

  private static func reply(
    to pieces: [[UInt8]],
    by api: any ChatAPI = PlainAPI(),
    type: String = "text/plain; charset=utf-8"
  ) -> Reply {
    decoding(of: pieces, by: api, type: type).reply
  }
}
