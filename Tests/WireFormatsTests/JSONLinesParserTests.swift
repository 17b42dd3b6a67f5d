import Conversation
import TestSupport
import Testing
import WireFormats

@Suite struct JSONLinesParserTests {
  private static let streams: [(body: String, events: [String])] = [
    ("", ["empty"]),
    (" \r\n\n\t\n ", ["empty"]),
    ("\u{FEFF}\n", ["empty"]),
    ("{\"a\":1}\n{\"b\":2}\n", ["{\"a\":1}", "{\"b\":2}", "complete"]),
    ("{\"a\":1}\r\n{\"b\":2}\r\n", ["{\"a\":1}", "{\"b\":2}", "complete"]),
    ("\u{FEFF}{\"a\":1}\n", ["{\"a\":1}", "complete"]),
    ("\n\n1\n \t\r\n2\n\n", ["1", "2", "complete"]),
    ("{\"a\":1}\n{\"b\":2}", ["{\"a\":1}", "{\"b\":2}", "complete"]),
    ("{\"a\":1}\n{\"b\":", ["{\"a\":1}", "inside 2 JSON ends too early <{\"b\":>"]),
    ("{\"a\":1}\n{\"b", ["{\"a\":1}", "inside 2 JSON ends inside a token <{\"b>"]),
    ("{\"a\":", ["inside 1 JSON ends too early <{\"a\":>"]),
    ("{\"a\":\"", ["inside 1 JSON ends inside a token <{\"a\":\">"]),
    (
      "1\n{\"a\":1}{\"b\":2}\n3\n",
      ["1", "bad 2 text behind the JSON value <{\"a\":1}{\"b\":2}>", "3", "complete"]
    ),
    (
      "{\"a\":1}\r{\"b\":2}\n",
      ["bad 1 text behind the JSON value <{\"a\":1}\r{\"b\":2}>", "complete"]
    ),
    (
      "<html>\n1\n</html>",
      [
        "bad 1 unexpected character in JSON <<html>>", "1",
        "bad 3 unexpected character in JSON <</html>>", "complete",
      ]
    ),
    (
      "1\n[2,\n3]\n",
      ["1", "bad 2 JSON ends too early <[2,>", "bad 3 text behind the JSON value <3]>", "complete"]
    ),
    ("\"é€😀\"\n[\"é€😀\"]\n", ["\"é€😀\"", "[\"é€😀\"]", "complete"]),
  ]

  private static let severalLines: [(body: String, events: [String])] = [
    ("\n{\n  \"a\": [\n    1,\n\n    \"x\"\n  ]\n}\n", ["{\"a\":[1,\"x\"]}", "complete"]),
    ("{\r\n  \"a\": 1\r\n}\r\n\r\n", ["{\"a\":1}", "complete"]),
    ("[\n{\"a\":1},\n{\"a\":2}\n]", ["[{\"a\":1},{\"a\":2}]", "complete"]),
    ("{\n\"a\": 1\n}", ["{\"a\":1}", "complete"]),
    ("{\n  \"a\": 1,\n", ["inside 1 JSON ends too early <{\n  \"a\": 1,\n>"]),
    ("{\n  \"a\": \"x", ["inside 1 JSON ends too early <{\n  \"a\": \"x>"]),
    ("{\"a\":\n[{\"b\":1}", ["inside 1 JSON ends too early <{\"a\":\n[{\"b\":1}>"]),
    ("{\n}\n{\"b\":1}\n", ["{}", "{\"b\":1}", "complete"]),
    (
      "{\n}\n{\n}\n",
      [
        "{}", "bad 3 JSON ends too early <{>", "bad 4 unexpected character in JSON <}>", "complete",
      ]
    ),
    (
      "{\"a\":1,\n{\"b\":2}\n{\"c\":3}\n",
      ["bad 1 JSON ends too early <{\"a\":1,>", "{\"b\":2}", "{\"c\":3}", "complete"]
    ),
    (
      "{\"messages\":[\n{\"b\":2}\n{\"c\":3}\n",
      ["bad 1 JSON ends too early <{\"messages\":[>", "{\"b\":2}", "{\"c\":3}", "complete"]
    ),
    (
      "{\"messages\":[\n\n{\"b\":2}",
      ["bad 1 JSON ends too early <{\"messages\":[>", "{\"b\":2}", "complete"]
    ),
    (
      "\n{\"a\":[\n{\"b\":2}\n{\"c\":",
      [
        "bad 2 JSON ends too early <{\"a\":[>", "{\"b\":2}",
        "inside 4 JSON ends too early <{\"c\":>",
      ]
    ),
    (
      "{\"a\":\n\"b\nc\"}\n",
      [
        "bad 1 JSON ends too early <{\"a\":>", "bad 2 JSON ends inside a token <\"b>",
        "bad 3 unexpected character in JSON <c\"}>", "complete",
      ]
    ),
  ]

  @Test(arguments: streams + severalLines)
  func `gives the same events wherever the bytes are split`(_ body: String, _ events: [String]) {
    let bytes = Array(body.utf8)
    #expect(outcome(of: [bytes]) == events)
    #expect(outcome(of: bytes.map { [$0] }) == events)
    for split in bytes.indices {
      #expect(outcome(of: [Array(bytes[..<split]), Array(bytes[split...])]) == events)
    }
    var random = SeededGenerator(seed: 7)
    for _ in 0..<20 { #expect(outcome(of: pieces(of: bytes, &random)) == events) }
  }

  @Test func `gives the same events for random streams in any pieces`() {
    let parts = [
      "\n", "\n", "\r\n", " ", "{", "}", "[", "]", "{\"a\":1}", "{\"b\":[{}]}", "[1,", ",", "\"é",
      "\"", "\"a\":", "1", "{}", "[]", "null", "\u{FEFF}", "\\", "\\ud83d",
    ]
    var random = SeededGenerator(seed: 11)
    for _ in 0..<2_000 {
      let count = Int.random(in: 0...12, using: &random)
      let body = (0..<count).map { _ in parts[Int.random(in: parts.indices, using: &random)] }
      let bytes = Array(body.joined().utf8)
      let events = outcome(of: [bytes])
      #expect(outcome(of: pieces(of: bytes, &random)) == events)
      #expect(outcome(of: bytes.map { [$0] }) == events)
    }
  }

  @Test func `calls bad UTF-8 by its name and goes on`() {
    let bytes = Array("{\"a\":\"".utf8) + [0xC3, 0x28] + Array("\"}\n2\n".utf8)
    let expected = ["bad 1 JSON is not UTF-8 <{\"a\":\"\u{FFFD}(\"}>", "2", "complete"]
    #expect(outcome(of: [bytes]) == expected)
    #expect(outcome(of: bytes.map { [$0] }) == expected)
  }

  @Test func `never calls a cut stream of objects bad or complete`() {
    let lines = ["{\"a\":[1,\"é\\n\",{}]}", "{\"b\":{\"c\":null}}", "{\"d\":\"\\ud83d\\ude00\"}"]
    let body = Array(lines.joined(separator: "\n").utf8)
    let ends = lines.indices.map { lines[...$0].joined(separator: "\n").utf8.count }
    for length in 1..<body.count {
      let isBehindLine = ends.contains(length) || ends.contains(length - 1)
      let events = outcome(of: [Array(body[..<length])])
      #expect(!events.contains { $0.hasPrefix("bad") })
      #expect(events.last?.hasPrefix(isBehindLine ? "complete" : "inside") == true)
    }
  }

  @Test func `keeps at most 200 bytes of a bad line, and whole scalars`() {
    for padding in 0...3 {
      let line = String(repeating: "x", count: padding) + String(repeating: "😀", count: 100)
      let events = outcome(of: [Array((line + "\n").utf8)])
      let start = events[0].drop { $0 != "<" }.dropFirst().dropLast()
      #expect(start.utf8.count <= JSONBadLine.longestStart)
      #expect(start.utf8.count > JSONBadLine.longestStart - 4)
      #expect(line.hasPrefix(start))
    }
    let continuations = [UInt8](repeating: 0x80, count: 300)
    #expect(outcome(of: [continuations + [0x0A]])[0].hasPrefix("bad 1 unexpected character"))
  }

  @Test func `ends a reply with the line's number and reason`() throws {
    var bad: WireError?
    var parser = JSONLinesParser()
    try parser.receive(Array("1\nx\n".utf8)) { line in
      if case .bad(let line) = line { bad = line.wireError }
    }
    #expect(
      bad == .notUnderstood(reason: "line 2: unexpected character in JSON", start: "x")
    )
  }

  private func pieces(of bytes: [UInt8], _ random: inout SeededGenerator) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let length = Int.random(in: 0...min(5, rest.count), using: &random)
      pieces.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return pieces
  }

  private func outcome(of pieces: [[UInt8]]) -> [String] {
    var events: [String] = []
    let emit = { (line: JSONLine) in
      switch line {
      case .document(let view): events.append(JSONWriter.compact(view.value))
      case .bad(let line): events.append("bad \(line.number) \(line.reason) <\(line.start)>")
      }
    }
    var parser = JSONLinesParser()
    do {
      for piece in pieces { try parser.receive(piece, emit: emit) }
      switch try parser.finish(emit: emit) {
      case .complete: events.append("complete")
      case .empty: events.append("empty")
      case .insideDocument(let line):
        events.append("inside \(line.number) \(line.reason) <\(line.start)>")
      }
    } catch {
      events.append("\(error)")
    }
    return events
  }
}
