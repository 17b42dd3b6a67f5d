import Session
import Testing
import WireFormats

@testable import CurlTransport

@Suite struct ResponseHeadReaderTests {
  private func head(_ lines: String...) throws -> HTTPResponseHead? {
    var reader = ResponseHeadReader()
    var heads: [HTTPResponseHead] = []
    for line in lines {
      if let head = try reader.read(Array((line + "\r\n").utf8)) { heads.append(head) }
    }
    #expect(heads.count <= 1)
    #expect(reader.isComplete == !heads.isEmpty)
    return heads.first
  }

  @Test(arguments: [
    (["HTTP/1.1 200 OK"], false),
    (["HTTP/1.1 200 OK", "Content-Length: 5"], true),
    (["HTTP/1.1 200 OK", "Transfer-Encoding: gzip, Chunked"], true),
    (["HTTP/1.1 200 OK", "Transfer-Encoding: gzip"], false),
    (["HTTP/1.0 200 OK", "Connection: close"], false),
    (["HTTP/2 200 "], true),
    (["HTTP/3 200"], true),
    (["HTTP/1.1 204 No Content"], true),
  ])
  func `knows whether the protocol tells the body's end`(lines: [String], expected: Bool) throws {
    var reader = ResponseHeadReader()
    for line in lines { _ = try reader.read(Array((line + "\r\n").utf8)) }
    let head = try reader.read([0x0D, 0x0A])
    #expect(head?.isSelfDelimited == expected)
  }

  @Test func `keeps values without the space around them`() throws {
    let head = try head("HTTP/1.1 200 OK", "A: \t b c \t", "Empty:", "B:d", "A: e:f", "")
    #expect(
      head?.headerFields == [
        HTTPHeaderField("A", "b c"), HTTPHeaderField("Empty", ""), HTTPHeaderField("B", "d"),
        HTTPHeaderField("A", "e:f"),
      ]
    )
  }

  @Test func `joins a folded line, and skips what is no field`() throws {
    let head = try head("HTTP/1.1 200 OK", " lost", "A: b", "\tc", "no colon", "")
    #expect(head?.headerFields == [HTTPHeaderField("A", "b c")])
  }

  @Test func `repairs bytes that are not UTF-8`() throws {
    var reader = ResponseHeadReader()
    _ = try reader.read(Array("HTTP/1.1 200 OK\r\n".utf8))
    _ = try reader.read(Array("A: ".utf8) + [0xFF, 0x0D, 0x0A])
    #expect(try reader.read([0x0D, 0x0A])?["a"] == "\u{FFFD}")
  }

  @Test func `forgets the fields of an interim response`() throws {
    let head = try head("HTTP/1.1 103 Early Hints", "Link: x", "", "HTTP/1.1 404 No", "A: b", "")
    #expect(head?.status == 404)
    #expect(head?.headerFields.map(\.name) == ["A"])
  }

  @Test func `reads nothing after the head`() throws {
    #expect(try head("HTTP/1.1 200 OK", "", "X-Trailer: 1", "")?.headerFields == [])
  }

  @Test func `refuses a head of more than 256 KiB`() throws {
    var reader = ResponseHeadReader()
    let line = Array("A: \(String(repeating: "x", count: 1019))\r\n".utf8)
    #expect(line.count == 1024)
    _ = try reader.read(Array("HTTP/1.1 200 OK\r\n".utf8))
    for _ in 0..<255 { _ = try reader.read(line) }
    #expect(throws: TransportFailure.self) { try reader.read(line) }
  }
}
