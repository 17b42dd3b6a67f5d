import Conversation
import TestSupport
import Testing
import WireFormats

@Suite struct BackendErrorTests {
  private static let bodies: [(body: String, message: String, code: String?)] = [
    (#"{"error":{"message":"no","code":"rate_limit","type":"t"}}"#, "no", "rate_limit"),
    (
      #"{"error":{"message":"no","code":null,"type":"invalid_request_error"}}"#, "no",
      "invalid_request_error"
    ),
    (#"{"error":{"message":"no","code":429}}"#, "no", "429"),
    (
      #"{"type":"error","error":{"type":"overloaded_error","message":"no"}}"#, "no",
      "overloaded_error"
    ),
    (#"{"error":"model not found"}"#, "model not found", nil),
    (#"{"error":null,"message":"no"}"#, "no", nil),
    (
      #"{"error":"Bad Request","message":"the prompt is missing","statusCode":400}"#,
      "the prompt is missing", nil
    ),
    (#"{"error":"invalid_token","error_description":"it is too old"}"#, "it is too old", nil),
    (#"{"message":["one","two"],"error":"Bad Request"}"#, "one", nil),
    (#"{"detail":"Not authenticated"}"#, "Not authenticated", nil),
    (
      #"{"detail":[{"loc":["body","q"],"msg":"Field required","type":"missing"}]}"#,
      "q: Field required", "missing"
    ),
    (
      #"{"detail":[{"loc":["body","a",0,"b"],"msg":"no"},{"loc":["query"],"msg":"none"},{"msg":"x"}]}"#,
      "a.0.b: no; query: none; x", nil
    ),
    (
      ##"{"title":"Bad Request","status":400,"detail":"not valid","code":"invalid_request","errors":[{"pointer":"/input/0/content","detail":"is empty","code":"x"},{"pointer":"#/store","detail":"no"}]}"##,
      "not valid (input.0.content: is empty; store: no)", "invalid_request"
    ),
    (
      #"{"title":"Validation failed","errors":{"Prompt":["is needed","x"],"Id":["no"]}}"#,
      "Validation failed (Prompt: is needed; Id: no)", nil
    ),
    (#"{"errors":[{"message":"no"}]}"#, "no", nil), (#"{"errors":["no"]}"#, "no", nil),
    (#"{"errors":[{"pointer":"/a","detail":"no"}]}"#, "a: no", nil),
    (
      #"{"detail":[{"loc":["body","q"],"type":"missing"}]}"#,
      #"{"detail":[{"loc":["body","q"],"type":"missing"}]}"#, nil
    ),
    (#"{"detail":{"message":"no","code":"E1"}}"#, "no", "E1"),
    (#"{"detail":{"error":{"message":"deep"}}}"#, "deep", nil),
    (#"{"error_code":"RATE_LIMITED","detail":"slow down"}"#, "slow down", "RATE_LIMITED"),
    (#"{"message":"no"}"#, "no", nil),
    (
      #"{"type":"https://example.com/e","title":"Too many","status":429,"detail":"slow down","code":"rate_limit_exceeded","request_id":"r"}"#,
      "slow down", "rate_limit_exceeded"
    ),
    (#"{"title":"Too many","status":429}"#, "Too many", nil),
    (#"{"errorText":"no"}"#, "no", nil),
    (#"{"errorType":"PERMISSION_DENIED","hasPendingRequest":false}"#, "PERMISSION_DENIED", nil),
    (
      #"{"badGmailToken":true,"errorMessages":[{"source":"mail","errorMessage":"no mail"}]}"#,
      "no mail", nil
    ),
    ("event: error\ndata: {\"error\":\"no\"}\n\n", "no", nil),
    ("data: {\"error\":{\"message\":\"no\",\"code\":\"x\"}}", "no", "x"),
    ("event: error\ndata: no\n\n", "event: error\ndata: no", nil),
    (#""only text""#, "only text", nil), (#"["first","second"]"#, "first", nil),
    (#"{"error":""}"#, #"{"error":""}"#, nil), ("{}", "{}", nil), ("[]", "[]", nil),
    ("5", "5", nil),
    ("null", "null", nil), (#"{"message":{"a":1}}"#, #"{"message":{"a":1}}"#, nil),
    ("", "", nil), (" \r\n\t", "", nil), ("  Too many requests.\n", "Too many requests.", nil),
    ("{\"error\":{\"message\":\"cut o", "{\"error\":{\"message\":\"cut o", nil),
    (
      "<html><head><title>401 Sign in</title></head></html>", "a web page titled \"401 Sign in\"",
      nil
    ),
    (
      "<!DOCTYPE HTML>\r\n<HTML><TITLE lang=en>\n Sign\u{1B} in </TITLE>",
      "a web page titled \"Sign\u{1B} in\"", nil
    ),
    ("<html><body>no title</body></html>", "a web page", nil),
    ("<html><title></title>", "a web page", nil), ("<HTML><title>open", "a web page", nil),
    (
      "<?xml version=\"1.0\"?><Error><Code>Denied</Code></Error>",
      "<?xml version=\"1.0\"?><Error><Code>Denied</Code></Error>", nil
    ),
    ("<", "<", nil), ("\u{1F}\u{8B}\u{8}\0\u{1}", "", nil),
  ]

  @Test(arguments: bodies)
  func `reads a body`(_ body: String, _ message: String, _ code: String?) {
    let error = BackendError(head: head(400), body: Array(body.utf8))
    #expect(error == BackendError(message: message, code: code, status: 400))
  }

  @Test(arguments: [400, 401, 403, 404, 408, 413, 429, 500, 502, 503, 504, 599])
  func `keeps the status, whatever the body says`(_ status: Int) {
    for (body, _, _) in Self.bodies {
      #expect(BackendError(head: head(status), body: Array(body.utf8)).status == status)
    }
  }

  @Test func `takes a text of at most 2 KiB, and whole scalars of it`() {
    for padding in 0...3 {
      let text = String(repeating: "x", count: padding) + String(repeating: "😀", count: 300_000)
      let message = BackendError(head: head(500), body: Array(text.utf8)).message
      #expect(message.utf8.count <= 2_048 && message.utf8.count > 2_044)
      #expect(text.hasPrefix(message))
    }
  }

  @Test func `takes the title of a long page, not all of it`() {
    let style = "<style>" + String(repeating: "a{}", count: 10_000) + "</style>"
    let long = "<html>" + style + "<title>" + String(repeating: "t", count: 5_000) + "</title>"
    let message = BackendError(head: head(502), body: Array(long.utf8)).message
    #expect(message == "a web page titled \"" + String(repeating: "t", count: 200) + "\"")
    let far = "<html>" + String(repeating: "x", count: 1 << 20) + "<title>far</title>"
    #expect(BackendError(head: head(502), body: Array(far.utf8)).message == "a web page")
  }

  @Test(arguments: ["[", "{\"error\":", "{\"detail\":[", "{\"message\":{\"error\":["])
  func `survives JSON that is nested without an end`(_ open: String) {
    let body = Array(String(repeating: open, count: 100_000).utf8)
    let error = BackendError(head: head(500), body: body)
    #expect(error.status == 500)
    #expect(error.message.utf8.count <= 2_048)
  }

  @Test func `survives binary garbage`() {
    var random = SeededGenerator(seed: 5)
    for length in [1, 2, 3, 100, 2_047, 2_048, 2_049, 5_000] {
      for range: ClosedRange<UInt8> in [0...255, 1...255, 0x80...0xBF, 0xC0...0xFF] {
        let body = (0..<length).map { _ in UInt8.random(in: range, using: &random) }
        let error = BackendError(head: head(500), body: body)
        #expect(error.message.unicodeScalars.count <= 2_048)
      }
    }
  }

  private func head(_ status: Int) -> HTTPResponseHead {
    HTTPResponseHead(status: status, isSelfDelimited: true)
  }
}
