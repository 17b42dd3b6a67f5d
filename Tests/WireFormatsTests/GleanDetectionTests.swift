import Conversation
import TestSupport
import Testing
import WireFormats

@Suite struct GleanDetectionTests {
  @Test(arguments: [
    "https://acme-be.glean.com", "https://acme-be.glean.com/", "https://acme-be.glean.com:8443",
    "https://acme-be.glean.com?locale=de", "https://acme-be.glean.com/#top",
    "https://user:pass@acme-be.glean.com/", "https://a@b:c@acme-be.glean.com",
    "HTTPS://ACME-BE.GLEAN.COM/", "https://acme-be.glean.com/rest/api/v1/chat",
    "https://acme-be.glean.com/rest/api/v1/chat/", "http://[::1]:8080/rest/api/v1/chat",
    "https://acme-be.glean.com/rest/api/v1/chat?locale=de&timezoneOffset=60",
    "http://127.0.0.1:9/rest/api/v1/chat", "https://gateway.example.com/glean/rest/api/v1/chat",
  ]) func `recognises a URL`(_ url: String) {
    #expect(GleanAPI().recognises(url: url))
    #expect(KnownAPIs.recognised(by: url).name == "glean")
  }

  @Test(arguments: [
    "", "https://", "https://example.com", "https://glean.com.example.com", "https://notglean.com",
    "https://acme-be.glean.com/api/chat", "https://example.com/v1/chat/completions",
    "https://example.com/?u=.glean.com", "https://example.com?/rest/api/v1/chat",
    "https://example.com/#/rest/api/v1/chat", "https://acme.glean.com@example.com",
    "https://[::1]/", "https://[::1.glean.com]", "http://localhost:11434/api/chat",
    "https://example.com/rest/api/v1/chat/more", "https://example.com:.glean.com",
  ]) func `leaves other URLs alone`(_ url: String) {
    #expect(!GleanAPI().recognises(url: url))
  }

  @Test func `names its APIs`() {
    #expect(KnownAPIs.named("glean")?.name == "glean")
    #expect(KnownAPIs.named("auto") == nil)
    #expect(KnownAPIs.named("") == nil)
    #expect(KnownAPIs.named("Glean") == nil)
  }

  private static let foreign = [
    "{}", "[]", "null", "\"text\"", "0", "true", "[{}]", "{}\n{}\n", "plain text",
    "{\"messages\":[]}",
    #"{"id":"c1","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"total_tokens":3}}"#,
    "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\ndata: [DONE]\n\n",
    #"{"id":"r1","object":"response","status":"completed","error":null,"output":[{"type":"message","content":[{"type":"output_text","text":"Hi"}]}]}"#,
    #"{"id":"resp_1","object":"RESPONSE","status":"COMPLETED","output":[{"type":"MESSAGE","role":"ASSISTANT","content":[{"type":"OUTPUT_TEXT","text":"Hi"}]}],"conversation_id":"c"}"#,
    #"{"id":"m1","type":"message","role":"assistant","content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn"}"#,
    "event: message_start\ndata: {\"type\":\"message_start\"}\n\n",
    #"{"conversation":{"_id":"c1","title":"Hi","messages":[{"messageType":"bot_response","content":"Hi","followUpQuestions":[]}]},"meta":{"duration":5}}"#,
    #"{"answer":"Hi","citations":[],"confidence":"High","reason":"r"}"#,
    "event: answer_chunk\ndata: {\"chunk\":\"Hi\"}\n\nevent: complete\ndata: {}\n\n",
    #"[{"id":"b1","sessionId":"s1","userInput":"Hi","assistantResponse":"Hello","toolCalls":[]}]"#,
    #"{"status":"processing","sessionId":"s1"}"#,
    "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"done\":false}\n{\"done\":true}\n",
    #"{"id":"c1","finish_reason":"COMPLETE","message":{"role":"assistant","content":[{"type":"text","text":"Hi"}]}}"#,
    #"{"message":{"content":"Hi","role":"assistant"},"context":{"data_points":[]},"session_state":null}"#,
    #"{"answer":"Hi","citation_info":[],"message_id":3,"error_msg":null}"#,
    #"{"output":"Hi","metadata":{"run_id":"r1"}}"#,
    "event: data\ndata: \"Hi\"\n\nevent: end\n\n",
    #"{"message":"Hi, how can I help?"}"#, #"{"title":"Hi","detail":"There"}"#,
    #"{"text":"Hi","question":"Hello","chatId":"c1","chatMessageId":"m1","sessionId":"s1"}"#,
    #"{"messages":[{"type":"human","content":"Hello"},{"type":"ai","content":"Hi"}]}"#,
    #"{"messages":[{"author":"bot","content":"Hi"}],"chatId":"c1"}"#,
    #"{"error":false,"text":"Hi"}"#, #"{"error":"","text":"Hi"}"#, #"{"error":{},"text":"Hi"}"#,
    "{\n  \"choices\": [\n    {}\n  ]\n}\n", "\u{1F}\u{8B}\u{8}\0\0", "%PDF-1.7\n1 0 obj\n",
  ]

  @Test(arguments: foreign, [true, false])
  func `does not take another API's reply for an answer`(_ body: String, _ isDelimited: Bool) {
    let decoding = Decoding(of: body, isSelfDelimited: isDelimited)
    guard case .notUnderstood(let reason, let start)? = decoding.error else {
      Issue.record("\(decoding.notation)")
      return
    }
    #expect(!reason.isEmpty)
    #expect(!start.isEmpty && body.hasPrefix(start.prefix(20)))
    #expect(!decoding.events.contains(.finished(.stop)))
  }

  @Test(arguments: ["<html>\n", "<HTML><body>1</body></HTML>", "\n\n  <!doctype html>\n{}\n[]\n"])
  func `calls a page a page`(_ body: String) {
    guard case .webPage(let start)? = Decoding(of: body).error else {
      Issue.record("\(Decoding(of: body).notation)")
      return
    }
    #expect(body.contains(start))
  }

  @Test(arguments: [
    (#"{"error":{"message":"no","code":"x"}}"#, "no", "x"),
    (#"{"error":"no"}"#, "no", nil), (#"{"error":{"code":5}}"#, "the backend gave no reason", "5"),
    (#"{"errorType":"PERMISSION_DENIED"}"#, "PERMISSION_DENIED", nil),
    (#"{"errorText":"no"}"#, "no", nil), (#"{"error_code":"busy","detail":"no"}"#, "no", "busy"),
    (#"{"errorMessages":[{"source":"a","errorMessage":"no"}]}"#, "no", nil),
    (#"{"messages":[],"error":{"message":"no"},"chatId":"c"}"#, "no", nil),
    ("junk\n{\"error\":\"no\"}\n", "no", nil),
  ]) func `reads an error that calls itself a success`(
    _ body: String,
    _ message: String,
    _ code: String?
  ) {
    let decoding = Decoding(of: body)
    #expect(decoding.error == nil)
    #expect(decoding.events.last == .failed(BackendError(message: message, code: code)))
    #expect(decoding.reply.finishReason == .error)
  }
}
