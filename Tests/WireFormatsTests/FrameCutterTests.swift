import Conversation
import TestSupport
import Testing

@testable import WireFormats

@Suite struct FrameCutterTests {
  private static let bodies: [(body: String, frames: [String])] = [
    ("", ["empty"]), (" \r\n\n ", ["empty"]), ("\u{FEFF}\n", ["empty"]),
    ("{\"a\":1}\n{\"b\":2}\n", ["{\"a\":1}", "{\"b\":2}", "complete"]),
    ("\u{FEFF}{\"a\":1}\n", ["{\"a\":1}", "complete"]),
    ("{\n  \"a\": [\n    1\n  ]\n}\n", ["{\"a\":[1]}", "complete"]),
    ("{\n  \"a\": [\n", ["bad 1 JSON ends too early", "inside"]),
    ("{\"a\":1}\n{\"b\":", ["{\"a\":1}", "inside"]),
    ("{\"a\":1}\njunk\n", ["{\"a\":1}", "bad 2 unexpected character in JSON", "complete"]),
    ("\n\njunk\n", ["bad 3 unexpected character in JSON", "complete"]),
    (
      "<html>\n</html>\n",
      ["bad 1 unexpected character in JSON", "bad 2 unexpected character in JSON", "complete"]
    ),
    ("\"data: x\"\n", ["\"data: x\"", "complete"]),
    ("identity\n", ["bad 1 unexpected character in JSON", "complete"]),
    ("data", ["bad 1 unexpected character in JSON", "complete"]),
    ("data is all there is", ["bad 1 unexpected character in JSON", "complete"]),
    ("id", ["bad 1 unexpected character in JSON", "complete"]),
    ("data: {\"a\":1}\n\n", ["{\"a\":1}", "complete"]),
    ("event: x\ndata: {\"a\":1}\n\nevent: y\n\n", ["x {\"a\":1}", "y text \"\"", "complete"]),
    (": hello\n\ndata: [DONE]\n\n", ["text \"[DONE]\"", "complete"]),
    ("data\n\n", ["text \"\"", "complete"]),
    ("retry: 5\r\nid: 1\r\ndata: 1\r\n\r\n", ["text \"1\"", "complete"]),
    ("\u{FEFF}data: 1\n\n", ["text \"1\"", "complete"]),
    ("\n \ndata: 1\n\n", ["text \"1\"", "complete"]),
    ("\u{FEFF}\n\nevent: x\n\n", ["x text \"\"", "complete"]),
    ("data: {\"a\": oops}\n\n", ["bad 1 unexpected character in JSON", "complete"]),
    ("data: {\"a\":1}\n\ndata: {\"b\":", ["{\"a\":1}", "inside"]),
    ("data: {\"a\":1}\n\ndata: [1,", ["{\"a\":1}", "inside"]),
    ("data: {\"a\":", ["bad 1 JSON ends too early", "inside"]),
    ("data: {\"a\":1}\n\ndata: {\"b\":2}\n", ["{\"a\":1}", "{\"b\":2}", "inside"]),
    ("data: 1\n\nevent: done", ["text \"1\"", "inside"]),
    ("event: done", ["done text \"\"", "inside"]),
    ("data: 1\n\ndata: [DON", ["text \"1\"", "inside"]),
    ("data: 1\n\ndata: \"ab", ["text \"1\"", "inside"]),
    ("data: {\"a\":1}\n\n: keep-al", ["{\"a\":1}", "complete"]),
    (
      "data:  20\n\ndata: true\n\ndata: null\n\n",
      ["text \" 20\"", "text \"true\"", "null", "complete"]
    ),
    ("data: Hel\n\ndata: lo\n\n", ["text \"Hel\"", "text \"lo\"", "complete"]),
  ]

  @Test(arguments: bodies)
  func `gives the same pieces wherever the bytes are split`(_ body: String, _ frames: [String])
    throws
  {
    let bytes = Array(body.utf8)
    for position in 0...bytes.count {
      let pieces = [Array(bytes[..<position]), [], Array(bytes[position...])]
      #expect(try Self.notation(of: pieces) == frames, "split at \(position)")
    }
    #expect(try Self.notation(of: bytes.map { [$0] }) == frames)
  }

  @Test(arguments: [
    "{\"a\":\"\u{1}\"}\n", "data: {\"a\":\"\u{1}\"}\n\n",
  ]) func `refuses JSON that is no UTF-8`(_ text: String) {
    let bytes = text.utf8.map { $0 == 1 ? 0xFF : $0 }
    #expect(throws: WireError.notUTF8) { try Self.notation(of: [bytes]) }
  }

  @Test(.timeLimit(.minutes(1)))
  func `takes white space before the first piece in linear time`() throws {
    var cutter = FrameCutter()
    let blank = [UInt8](repeating: 0x20, count: 1 << 10) + [0x0A]
    for _ in 0..<2_000 { try cutter.receive(blank) { _ in } }
    var count = 0
    try cutter.receive(Array("data: 1\n\n".utf8)) { _ in count += 1 }
    #expect(count == 1)
  }

  private static func notation(of pieces: [[UInt8]]) throws(WireError) -> [String] {
    var cutter = FrameCutter()
    var frames: [String] = []
    let take = { (frame: Frame) in
      let content =
        switch frame.content {
        case .json(let view): JSONWriter.compact(view.value)
        case .text(let text): "text \(text.debugDescription)"
        case .bad(let line): "bad \(line.number) \(line.reason)"
        }
      frames.append((frame.name.isEmpty ? "" : frame.name + " ") + content)
    }
    for piece in pieces { try cutter.receive(piece, emit: take) }
    let end = try cutter.finish(emit: take)
    frames.append(end == .complete ? "complete" : end == .empty ? "empty" : "inside")
    return frames
  }
}
