import Testing
import WireFormats

@Suite struct MappingGuessTests {
  private func guess(_ body: String) throws -> MappingGuess {
    try #require(MappingGuess(ReplySample(body: Array(body.utf8))))
  }

  private func events(_ events: (name: String, data: String)...) -> String {
    events.map { "event: \($0.name)\ndata: \($0.data)\n\n" }.joined()
  }

  @Test func `one document: the answer, its sources, how sure, what next and the conversation`()
    throws
  {
    let guess = try guess(
      """
      {"id": "m1", "model": "m", "payload": {"reply_text": "Leave is 20 days.", "certainty": 0.9,
       "docs": [{"heading": "Policy", "address": "https://docs.example.com/a", "page": 2}]},
       "next_questions": ["Who approves?"], "thread_id": "t1", "usage": {"total": 3}}
      """
    )
    #expect(
      guess.response
        == "{content: .payload.reply_text, model: .model, confidence: .payload.certainty, "
        + "citations: [.payload.docs[]? | {title: .heading, url: .address, page: .page}], "
        + "followUps: .next_questions, conversationId: .thread_id, usage: .usage}"
    )
    #expect(guess.done == nil)
    #expect(guess.conversationKey == "thread_id")
  }

  @Test func `named events are told apart by their names, and the last ends the answer`() throws {
    let guess = try guess(
      events(
        ("token", #"{"t": "Leave "}"#),
        ("token", #"{"t": "is 20."}"#),
        ("sources", #"{"documents": [{"title": "P", "link": "https://e.example.com"}]}"#),
        ("done", #"{"suggestions": [{"question": "Who?"}]}"#)
      )
    )
    #expect(
      guess.response
        == #"if $event == "token" then {delta: .t} "#
        + #"elif $event == "sources" then {citations: [.documents[]? | {title: .title, url: .link}]} "#
        + #"elif $event == "done" then {followUps: [.suggestions[]? | .question]} else empty end"#
    )
    #expect(guess.done == #"$event == "done""#)
  }

  @Test func `lines are told apart by their type`() throws {
    let guess = try guess(
      """
      {"type":"status","text":"searching"}
      {"type":"chunk","text":"Leave "}
      {"type":"chunk","text":"is 20."}
      {"type":"end","finished":true}

      """
    )
    #expect(
      guess.response
        == #"if .type == "status" then {steps: [.text]} elif .type == "chunk" then {delta: .text} "#
        + "else empty end"
    )
    #expect(guess.done == ".finished")
  }

  @Test func `choices are looked into, and [DONE] needs no filter`() throws {
    let guess = try guess(
      """
      data: {"choices":[{"delta":{"content":"Leave "}}]}

      data: {"choices":[{"delta":{"content":"is 20."},"finish_reason":"stop"}]}

      data: [DONE]


      """
    )
    #expect(
      guess.response
        == "{delta: .choices[0].delta.content, finishReason: .choices[0].finish_reason}"
    )
    #expect(guess.done == nil)
  }

  @Test func `texts of which each begins the next are the answer so far`() throws {
    let guess = try guess(
      "{\"answer\":\"Le\"}\n{\"answer\":\"Leave\"}\n{\"answer\":\"Leave is 20.\"}\n"
    )
    #expect(guess.response == "{content: .answer}")
  }

  @Test func `a name that is no identifier is quoted`() throws {
    #expect(
      try guess(#"{"the answer": "Leave is 20 days."}"#).response == #"{content: ."the answer"}"#
    )
  }

  @Test(arguments: [
    "", "{}", "[]", #"{"id": "m1", "status": "ok"}"#, "<html></html>", "data: \n\n",
  ])
  func `a reply without an answer has none`(body: String) {
    #expect(MappingGuess(ReplySample(body: Array(body.utf8))) == nil)
  }

  @Test func `the shape of a reply has a line for each of its values`() {
    let sample = ReplySample(
      body: Array(#"{"a": "x", "list": [{"n": 1}, {"n": 2, "m": null}], "e": []}"#.utf8)
    )
    let lines = sample.shape.flatMap { $0.lines.map { "\($0.path) \($0.kind) \($0.example)" } }
    #expect(lines == [".a text x", ".list[].n number 1", ".list[].m null null", ".e list []"])
    #expect(ReplySample(body: []).isEmpty)
  }
}
