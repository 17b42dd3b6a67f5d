import Testing
import WireFormats

/// An answer as a backend sends it, whose format says where it ends.
struct RecordedAnswer: Sendable, CustomTestStringConvertible {
  let api: String
  let contentType: String
  let body: [UInt8]

  var testDescription: String { api }

  /// The API that decodes it.
  var chatAPI: any ChatAPI { KnownAPIs.named(api) ?? AutoAPI() }

  /// How many bytes have come once the mark at its end has.
  var markEnd: Int { (body.lastIndex { $0 != 0x0A } ?? 0) + 1 }

  private init(_ api: String, _ contentType: String, _ lines: String...) {
    self.api = api
    self.contentType = contentType
    body = Array(lines.joined(separator: "\n").utf8)
  }

  private static let events = "text/event-stream"

  /// One for each format that has a mark at its end.
  static let all = [
    RecordedAnswer(
      "plain",
      events,
      #"data: {"delta":"Leave is","done":false}"#,
      "",
      #"data: {"delta":" 20 days.","done":false}"#,
      "",
      "data: [DONE]",
      "\n"
    ),
    RecordedAnswer(
      "auto",
      "application/x-ndjson",
      #"{"response":"Leave is","done":false}"#,
      #"{"response":" 20 days.","done":false}"#,
      #"{"response":"","done":true}"#,
      ""
    ),
    RecordedAnswer(
      "glean-platform",
      events,
      #"data: {"type":"RESPONSE_CREATED","response_id":"r"}"#,
      "",
      #"data: {"type":"RESPONSE_OUTPUT_TEXT_DELTA","response_id":"r","delta":"Leave is 20 days."}"#,
      "",
      #"data: {"type":"RESPONSE_COMPLETED","response":{"id":"r","object":"RESPONSE","status":"COMPLETED"}}"#,
      "\n"
    ),
    RecordedAnswer(
      "pipeshub",
      events,
      "event: answer_chunk",
      #"data: {"chunk":"Leave is 20 days.","accumulated":"Leave is 20 days."}"#,
      "",
      "event: complete",
      #"data: {"messageType":"bot_response","content":"Leave is 20 days."}"#,
      "\n"
    ),
    RecordedAnswer(
      "mix",
      events,
      "event: content",
      #"data: {"type":"content","content":"Leave is 20 days.","assistantMessageId":"m"}"#,
      "",
      "event: complete",
      #"data: {"type":"complete","done":true,"content":"Leave is 20 days.","messageId":"m"}"#,
      "\n"
    ),
    RecordedAnswer(
      "servoy",
      events,
      "data: Leave is",
      "",
      "data:  20 days.",
      "",
      "event: complete",
      #"data: {"response":"Leave is 20 days.","finishReason":"STOP"}"#,
      "\n"
    ),
  ]
}
