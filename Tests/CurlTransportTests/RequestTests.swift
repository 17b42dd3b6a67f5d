import CurlTransport
import Session
import TestSupport
import Testing
import WireFormats

/// What goes over the wire, and what does not.
@Suite struct RequestTests {
  @Test func `sends exactly these bytes`() throws {
    let server = try LoopbackServer(.json("{}"))
    let request = HTTPRequest(
      method: "POST",
      url: server.url(path: "/chat?stream=1#part"),
      headerFields: [
        HTTPHeaderField("Accept", "text/event-stream"),
        HTTPHeaderField("Accept-Encoding", "identity"),
        HTTPHeaderField("Content-Type", "application/json"),
        HTTPHeaderField("X-Api-Key", "secret", isSecret: true),
        HTTPHeaderField("X-Empty", ""),
      ],
      body: Array("{\"prompt\":\"h\u{E9}\"}".utf8)
    )
    #expect(Exchange(request).failure == nil)
    let sent = try #require(server.requests.first)
    let lines = [
      "POST /chat?stream=1 HTTP/1.1", "Host: 127.0.0.1:\(server.port)", "User-Agent: chat/test",
      "Accept: text/event-stream", "Accept-Encoding: identity", "Content-Type: application/json",
      "X-Api-Key: secret", "X-Empty:", "Content-Length: 16", "", "",
    ]
    #expect(String(decoding: sent.headBytes, as: UTF8.self) == lines.joined(separator: "\r\n"))
    #expect(sent.body == request.body)
  }

  @Test func `adds no content type and no expectation, and offers compression`() throws {
    let server = try LoopbackServer(.json("{}"))
    let request = HTTPRequest(
      method: "POST",
      url: server.url(),
      headerFields: [],
      body: [1, 0, 255]
    )
    #expect(Exchange(request).failure == nil)
    let sent = try #require(server.requests.first)
    #expect(
      sent.headerFields.map(\.name).sorted() == [
        "Accept", "Accept-Encoding", "Content-Length", "Host", "User-Agent",
      ]
    )
    #expect(sent["accept-encoding"]?.contains("gzip") == true)
    #expect(sent.body == [1, 0, 255])
  }

  @Test(arguments: ["GET", "HEAD", "DELETE", "OPTIONS"])
  func `sends a request without a body`(method: String) throws {
    let server = try LoopbackServer(
      .init(.write(LoopbackReply.head(200, ["Content-Length: \(method == "HEAD" ? 5 : 0)"])))
    )
    let request = HTTPRequest(method: method, url: server.url(), headerFields: [], body: [])
    #expect(Exchange(request).failure == nil)
    #expect(server.requests.first?.method == method)
    #expect(server.requests.first?["Content-Length"] == nil)
  }

  @Test(arguments: ["POST", "PUT", "PATCH", "DELETE", "GET"], [1, 3_000_000])
  func `sends a body with any method`(method: String, size: Int) throws {
    let server = try LoopbackServer(.json("{}"))
    let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let request = HTTPRequest(method: method, url: server.url(), headerFields: [], body: body)
    #expect(Exchange(request).failure == nil)
    #expect(server.requests.first?.method == method)
    #expect(server.requests.first?.body == body)
    #expect(server.requests.first?["Expect"] == nil)
  }

  @Test(arguments: ["a\r\nX-Other: b", "a\nb", "a\rb", "a\0b", "\u{7F}", "a\u{1B}b"])
  func `refuses a field value with a control character`(value: String) throws {
    let server = try LoopbackServer(.json("{}"))
    var request = post(server.url())
    request.headerFields.append(HTTPHeaderField("X-Api-Key", value, isSecret: true))
    let exchange = Exchange(request)
    #expect(
      exchange.failure == .badURL(reason: "the header field X-Api-Key holds a control character")
    )
    #expect(server.connectionCount == 0)
  }

  @Test(arguments: ["", "X Key", "X-Key:", "X;", "X\r\nY", "X\0"])
  func `refuses a field name that is not a token`(name: String) throws {
    let server = try LoopbackServer(.json("{}"))
    var request = post(server.url())
    request.headerFields.append(HTTPHeaderField(name, "v"))
    #expect(
      Exchange(request).failure == .badURL(reason: "the name of a header field is not a word")
    )
    #expect(server.connectionCount == 0)
  }

  @Test(arguments: [
    "", "example.com/chat", "ftp://127.0.0.1/", "file:///etc/hosts", "http://127.0.0.1/a b",
    "http://127.0.0.1/\r\nX: y", "http://127.0.0.1/\0", "http://", "http://127.0.0.1:99999/",
    "https:/127.0.0.1",
  ])
  func `refuses a URL that cannot be used`(url: String) {
    let exchange = Exchange(post(url))
    guard case .badURL = exchange.failure else {
      Issue.record("\(String(describing: exchange.failure))")
      return
    }
  }

  @Test func `refuses a method that is not a token`() {
    let request = HTTPRequest(
      method: "GET / HTTP/1.1\r\nX: y",
      url: "http://127.0.0.1/",
      headerFields: [],
      body: []
    )
    #expect(Exchange(request).failure == .badURL(reason: "the request's method is not a word"))
  }

  @Test func `sends a prompt once, although its kept connection dies without an answer`() throws {
    let server = try LoopbackServer(.json("1"), .init(.close), .json("3"))
    let transport = try makeTransport()
    #expect(Exchange(post(server.url()), over: transport).failure == nil)
    #expect(Exchange(post(server.url()), over: transport).failure == .noAnswer)
    #expect(server.requests.count == 2)
    #expect(Exchange(post(server.url()), over: transport).bodyText == "3")
  }
}
