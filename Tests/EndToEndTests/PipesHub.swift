import TestSupport

/// A server that behaves like PipesHub of 2026-02: conversations are begun at one URL and continued at their own.
enum PipesHub {
  static let path = "/api/v1/conversations"
  static let conversation = "65f000000000000000000001"
  static let first = path + "/stream"
  static let next = path + "/\(conversation)/messages/stream"

  static let answer = "Leave is **20 days** [1]. Unused days last until March [2]."

  static let opening = [
    event("connected", #"{"message":"connected"}"#),
    event("status", #"{"status":"searching","message":"leave policy"}"#),
  ]

  static let chunks = [
    chunk("Leave is **20 days**", citations: ""),
    chunk("Leave is **20 days** [1]. ", citations: ""),
    chunk(answer, citations: citations),
  ]

  /// The last event of an answer.
  static func complete(_ answer: String = answer) -> String {
    event("complete", #"{"conversation":\#(stored(answer)),"meta":{"duration":2130}}"#)
  }

  /// The answer as one document.
  static let whole = LoopbackReply.json(
    status: 201,
    #"{"conversation":\#(stored(answer)),"meta":{"requestId":"req_1","duration":2130}}"#
  )

  /// A whole answer, streamed.
  static let stream = LoopbackReply.events(opening + chunks + [complete()])

  /// The beginning of an answer, which waits at `gate` before it goes on.
  static func stream(until gate: LoopbackGate, _ rest: [String] = []) -> LoopbackReply {
    func lines(_ events: [String]) -> [String] { events.map { $0 + "\n" } }
    return .stream(lines(opening + [chunks[1]]), until: gate, lines(rest))
  }

  static func chunk(_ accumulated: String, citations: String) -> String {
    let text = Glean.quoted(accumulated)
    return event(
      "answer_chunk",
      #"{"chunk":"","accumulated":\#(text),"citations":[\#(citations)]}"#
    )
  }

  static func event(_ name: String, _ data: String) -> String {
    "event: \(name)\ndata: \(data)"
  }

  private static let citations = [
    #"{"content":"Staff get 20 days","chunkIndex":1,"metadata":{"recordName":"Leave policy","#
      + #""origin":"UPLOAD","webUrl":"https://docs.example.com/leave","pageNum":[2]}}"#,
    #"{"content":"until the end of March","chunkIndex":2,"metadata":{"recordName":"Carry-over","#
      + #""connector":"CONFLUENCE","origin":"CONNECTOR","webUrl":"https://wiki.example.com/c"}}"#,
  ].joined(separator: ",")

  /// The conversation as PipesHub keeps it once it was answered.
  private static func stored(_ answer: String) -> String {
    let references = citations.replacing(#"{"content""#, with: #"{"citationData":{"content""#)
      .replacing("}}", with: "}}}")
    return #"{"_id":"\#(conversation)","status":"Complete","messages":["#
      + #"{"_id":"65f2","messageType":"user_query","content":"How much leave do I have?"},"#
      + #"{"_id":"65f3","messageType":"bot_response","content":\#(Glean.quoted(answer)),"#
      + #""contentFormat":"MARKDOWN","citations":[\#(references)],"confidence":"Very High","#
      + #""followUpQuestions":[{"question":"How do I book leave?","confidence":"High","#
      + #""reasoning":"the next step"},{"question":"Who approves it?"}],"feedback":[],"#
      + #""metadata":{"processingTimeMs":2100,"reason":"the policy states it"},"#
      + #""createdAt":"2026-02-17T08:00:00.000Z"}]}"#
  }
}

extension LoopbackServer {
  /// Answers at PipesHub's URLs with these replies, one a request, and nowhere else.
  static func pipesHub(_ replies: LoopbackReply...) throws -> LoopbackServer {
    try LoopbackServer { request in
      guard request.method == "POST", request.target.hasPrefix(PipesHub.path),
        replies.indices.contains(request.index)
      else {
        return .json(status: 404, #"{"error":{"code":"HTTP_NOT_FOUND","message":"not here"}}"#)
      }
      return replies[request.index]
    }
  }
}
