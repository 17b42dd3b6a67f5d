import TestSupport
import Testing
import WireFormats

@Suite struct EventStreamParserTests {
  private typealias Event = ServerSentEvent

  /// The examples of WHATWG HTML §9.2.6, and what is ours.
  private static let streams: [(stream: String, events: [String])] = [
    ("data: YHOO\ndata: +2\ndata: 10\n\n", ["<> YHOO|+2|10"]),
    (
      ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n",
      ["<> first event #1", "<> second event", "<>  third event", "inside"]
    ),
    ("data\n\ndata\ndata\n\ndata:", ["<> ", "<> |", "<> ", "inside"]),
    ("data:test\n\ndata: test\n\n", ["<> test", "<> test"]),
    ("event: end\n\n", ["<end> "]),
    ("event: a\nevent: b\ndata: x\n\ndata: y\n\n", ["<b> x", "<> y"]),
    ("event:\n\n", []),
    ("id: 7\ndata: x\n\ndata: y\n\nid:\ndata: z\n\n", ["<> x #7", "<> y #7", "<> z"]),
    ("id: 7\ndata: x\n\nid: a\u{0}b\ndata: y\n\n", ["<> x #7", "<> y #7"]),
    ("id: 7\n\ndata: x\n\n", ["<> x #7"]),
    ("retry: 100\nfoo: bar\nData: x\n\n", []),
    (": keep-alive\n\n:\n\n", []),
    ("", []), ("\n\n\n", []), (": cut off comme", []),
    ("\u{FEFF}data: x\n\n", ["<> x"]), ("\u{FEFF}\n\ndata: x\n\n", ["<> x"]),
    ("data: a\n\n\u{FEFF}data: b\n\n", ["<> a"]),
    ("data: {\"a\": 1}\n", ["<> {\"a\": 1}", "inside"]), ("data: cut o", ["<> cut o", "inside"]),
    ("data: a\n\neve", ["<> a", "inside"]), ("event: done", ["<done> ", "inside"]),
    ("data: é€😀\n\n", ["<> é€😀"]), ("data:\ndata:\n\n", ["<> |"]), ("data: a:b\n\n", ["<> a:b"]),
  ]

  @Test(arguments: streams, ["\n", "\r\n", "\r"])
  func `cuts a stream into events wherever its bytes are split`(
    _ stream: (stream: String, events: [String]),
    _ lineEnd: String
  ) throws {
    let bytes = Array(stream.stream.replacing("\n", with: lineEnd).utf8)
    for position in 0...bytes.count {
      let pieces = [Array(bytes[..<position]), [], Array(bytes[position...])]
      #expect(try Self.notation(of: pieces) == stream.events, "split at \(position)")
    }
    #expect(try Self.notation(of: bytes.map { [$0] }) == stream.events)
  }

  @Test func `hands over an event with its empty line, not later`() throws {
    for lineEnd in ["\n", "\r\n", "\r"] {
      var parser = EventStreamParser()
      var count = 0
      try parser.receive(Array("data: x\(lineEnd)\(lineEnd)".utf8)) { _ in count += 1 }
      #expect(count == 1)
    }
  }

  @Test func `a line feed behind a carriage return ends no second line`() throws {
    #expect(
      try Self.notation(of: [Array("data: a\r".utf8), Array("\ndata: b\r\n\r".utf8)]) == ["<> a|b"]
    )
  }

  @Test func `passes on the bytes of the data as they are`() throws {
    var parser = EventStreamParser()
    var data: [[UInt8]] = []
    try parser.receive(Array("data: ".utf8) + [0xFF, 0x00, 0x41] + Array("\n\n".utf8)) {
      data.append($0.data)
    }
    #expect(data == [[0xFF, 0x00, 0x41]])
  }

  @Test(arguments: [
    "data: 0123456789", ": 0123456789 comment", "data: 012345\ndata: 012345\n",
    "data:\ndata:\ndata:\ndata:\ndata:\ndata:\ndata:\ndata:\ndata:\ndata:\ndata:\ndata:\ndata:\ndata:\n",
  ]) func `refuses what is longer than the limit`(_ stream: String) {
    let bytes = Array(stream.utf8)
    for pieces in [[bytes], bytes.map { [$0] }] {
      #expect(throws: WireError.tooLong(limit: 12)) {
        var parser = EventStreamParser(limit: 12)
        for piece in pieces { try parser.receive(piece) { _ in } }
      }
    }
  }

  @Test func `the limit is for one event, not for the stream`() throws {
    var parser = EventStreamParser(limit: 12)
    var count = 0
    for _ in 0..<100 { try parser.receive(Array("data: 12345\n\n".utf8)) { _ in count += 1 } }
    #expect(count == 100)
  }

  @Test func `survives anything, however it is split`() throws {
    var random = SeededGenerator(seed: 3)
    let parts = [
      "data", "event", "id", ":", " ", "\n", "\r", "\r\n", "\u{FEFF}", "x", "\u{0}", "é",
    ]
    for _ in 0..<300 {
      let count = Int.random(in: 0..<40, using: &random)
      let text = (0..<count).map { _ in random.pick(parts) }.joined()
      let bytes = Array(text.utf8)
      let whole = try Self.notation(of: [bytes])
      #expect(try Self.notation(of: bytes.map { [$0] }) == whole, "\(text.debugDescription)")
    }
  }

  private static func notation(of pieces: [[UInt8]]) throws(WireError) -> [String] {
    var parser = EventStreamParser()
    var events: [String] = []
    let take = { (event: Event) in
      let data = String(decoding: event.data, as: UTF8.self).replacing("\n", with: "|")
      events.append("<\(event.name)> \(data)" + (event.id.isEmpty ? "" : " #\(event.id)"))
    }
    for piece in pieces { try parser.receive(piece, emit: take) }
    if try parser.finish(emit: take) { events.append("inside") }
    return events
  }
}
