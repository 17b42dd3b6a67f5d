import Conversation
import TestSupport
import Testing
import WireFormats

@Suite struct RetryAfterTests {
  @Test(arguments: [
    ("0", 0), ("2", 2_000), (" 120\t", 120_000), ("2147483647", 2_147_483_647_000),
    ("2147483648", nil), ("99999999999999999999999", nil), ("-1", nil), ("+1", nil), ("1.5", nil),
    ("1e9", nil), ("inf", nil), ("", nil), (" ", nil), ("5, 10", nil), ("0x10", nil),
    ("\u{663}", nil),
  ]) func `reads seconds`(_ value: String, _ millis: Int?) {
    #expect(wait([("X-Other", "9"), ("retry-after", value)]) == millis)
  }

  @Test(arguments: [
    ("Wed, 21 Oct 2026 07:28:30 GMT", 30_000), ("Wednesday, 21-Oct-26 07:28:30 GMT", 30_000),
    ("Wed Oct 21 07:28:30 2026", 30_000), ("Thu, 22 Oct 2026 07:28:00 GMT", 86_400_000),
    ("Thu, 31 Dec 2026 23:59:60 GMT", 6_193_920_000), ("Wed, 21 Oct 2026 07:00:00 GMT", 0),
    ("Tue, 29 Feb 2028 00:00:00 GMT", 42_827_520_000), ("Mon, 29 Feb 2027 00:00:00 GMT", nil),
    ("Wed, 21 Oct 2026 07:28:30 CET", nil), ("Wed, 21 Oct 2026 24:00:00 GMT", nil),
    ("Fri, 31 Dec 9999 23:59:59 GMT", nil), ("Wed, 21 Okt 2026 07:28:30 GMT", nil),
    ("Wed, 0 Oct 2026 07:28:30 GMT", nil), ("Wed, 21 Oct 99999 07:28:30 GMT", nil),
    ("Wed, 21 Oct -2026 07:28:30 GMT", 30_000), ("Wed, +1 Oct 2026 07:28:30 GMT", nil),
    ("2026-10-21T07:28:30Z", nil), ("soon", nil),
  ]) func `reads a date against the response's own`(_ value: String, _ millis: Int?) {
    let date = ("Date", "Wed, 21 Oct 2026 07:28:00 GMT")
    #expect(wait([date, ("Retry-After", value)]) == millis)
    #expect(wait([("Retry-After", value)]) == nil)
    // Without its own date, the response is as old as its arrival.
    var head = HTTPResponseHead(
      status: 429,
      headerFields: [HTTPHeaderField("Retry-After", value)],
      isSelfDelimited: true
    )
    head.receivedAt = 1_767_225_600
    #expect((BackendError(head: head, body: []).retryAfterMillis == nil) == (millis == nil))
    #expect(wait([("Date", "today"), ("Retry-After", value)]) == nil)
  }

  @Test(arguments: [("250", 250), ("1.5", 2), ("x", 3_000), ("-4", 3_000), ("", 3_000)])
  func `takes milliseconds before seconds`(_ value: String, _ millis: Int) {
    #expect(wait([("Retry-After", "3"), ("retry-after-ms", value)]) == millis)
  }

  @Test(arguments: [
    (#"{"message":"no","retryAfter":3}"#, 3_000), (#"{"error":"no","retry_after":"2.5"}"#, 2_500),
    (#"{"error":{"message":"no","retryAfter":60}}"#, 60_000),
    (#"{"error":{"message":"no","retry_after_ms":750}}"#, 750),
    (#"{"message":"no","retryAfterMs":"20","retryAfter":9}"#, 20),
    (#"{"detail":{"message":"no","retry_after":1}}"#, 1_000),
    (#"{"message":"no","retryAfter":-3}"#, nil), (#"{"message":"no","retryAfter":1e300}"#, nil),
    (#"{"message":"no","retryAfter":99999999999}"#, nil),
    (#"{"message":"no","retryAfter":"x"}"#, nil),
    (#"{"message":"no","retryAfter":true}"#, nil), (#"{"message":"no","retryAfter":null}"#, nil),
    (#"{"message":"no","retryAfter":""}"#, nil), (#"{"message":"no","retryAfter":".."}"#, nil),
  ]) func `reads the body where the head says nothing`(_ body: String, _ millis: Int?) {
    #expect(wait([], body) == millis)
    #expect(wait([("Retry-After", "7")], body) == 7_000)
  }

  @Test func `is told by a failure inside a reply too`() {
    let decoding = Decoding(of: #"{"error":{"message":"no","retryAfter":3}}"#, by: PlainAPI())
    #expect(decoding.reply.error?.retryAfterMillis == 3_000)
  }

  private func wait(_ fields: [(String, String)], _ body: String = "") -> Int? {
    let fields = fields.map { HTTPHeaderField($0, $1) }
    let head = HTTPResponseHead(status: 429, headerFields: fields, isSelfDelimited: true)
    return BackendError(head: head, body: Array(body.utf8)).retryAfterMillis
  }
}
