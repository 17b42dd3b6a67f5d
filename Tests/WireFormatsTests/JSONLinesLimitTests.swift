import Testing
import WireFormats

@Suite struct JSONLinesLimitTests {
  @Test(arguments: [1, 3, 100])
  func `reads a line as long as the limit and none that is longer`(_ size: Int) throws {
    for end in ["\n", ""] {
      #expect(try count("\"12345678\"" + end, limit: 10, size: size) == 1)
      #expect(throws: WireError.tooLong(limit: 10)) {
        try count("1\n\"123456789\"" + end, limit: 10, size: size)
      }
    }
    #expect(try count("\"12345678\"\n\"12345678\"\n", limit: 10, size: size) == 2)
  }

  @Test(arguments: [1, 3, 100])
  func `counts all lines of a document over several lines`(_ size: Int) throws {
    #expect(try count("[\n1,\n2,\n3]\n", limit: 12, size: size) == 1)
    #expect(throws: WireError.tooLong(limit: 8)) {
      try count("[\n1,\n2,\n3]\n", limit: 8, size: size)
    }
  }

  @Test func `takes time in proportion to a line in single bytes`() throws {
    // Looking again at what was there before would take minutes.
    let line = "[" + String(repeating: "{\"a\":\"\\n\"},", count: 20_000) + "0]\n"
    #expect(try count(line, limit: JSONLinesParser.defaultLimit, size: 1) == 1)
    let pretty = "[\n" + String(repeating: "{\"a\":\n1},\n", count: 10_000) + "0]\n"
    #expect(try count(pretty, limit: JSONLinesParser.defaultLimit, size: 1) == 1)
  }

  @Test func `passes on what its reader throws`() {
    #expect(throws: WireError.incomplete) {
      var parser = JSONLinesParser()
      try parser.receive(Array("1\n2\n".utf8)) { _ throws(WireError) in
        throw WireError.incomplete
      }
    }
  }

  @Test func `hands out views that outlive the stream`() throws {
    var views: [JSONView] = []
    var parser = JSONLinesParser()
    for piece in ["{\"a\":", "1}\n{\"a\":2}\n", "{\"a\"", ":3}\n{\"a\":4}"] {
      try parser.receive(Array(piece.utf8)) { line in
        if case .document(let view) = line { views.append(view) }
      }
    }
    let end = try parser.finish { line in
      if case .document(let view) = line { views.append(view) }
    }
    #expect(end == .complete)
    #expect(views.map { $0["a"]?.int } == [1, 2, 3, 4])
  }

  private func count(_ body: String, limit: Int, size: Int) throws(WireError) -> Int {
    var count = 0
    var parser = JSONLinesParser(limit: limit)
    let bytes = Array(body.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      let piece = Array(bytes[start..<min(start + size, bytes.count)])
      try parser.receive(piece) { _ in count += 1 }
    }
    _ = try parser.finish { _ in count += 1 }
    return count
  }
}
