internal import Conversation

/// Onyx's packets, or its one response.
///
/// Numbers in brackets in the answer are those of its citations. Where several models answer, only the first is read.
struct OnyxTranslator: ObjectTranslator {
  static let backend = "Onyx's"

  var state = ReplyState()
  private var documents: [String: Citation] = [:]
  /// The numbers under which documents are cited that have not come yet.
  private var missing: [String: Int] = [:]
  /// Whether a message has begun behind another.
  private var isNextMessage = false
  /// The call of a tool that is under way.
  private var call: ToolCall?

  mutating func take(
    _ object: JSONView,
    named name: String,
    _ emit: (ReplyEvent) -> Void
  ) -> Bool {
    let facts = MessageFacts(
      id: (object["reserved_assistant_message_id"] ?? object["message_id"])?.idText,
      conversationId: object["chat_session_id"]?.idText
    )
    state.add(facts, emit)
    if let packet = object["obj"], packet.kind == .object {
      if Self.isOfFirstModel(object) { take(packet, emit) }
    } else if object["answer"]?.kind == .string {
      take(whole: object, emit)
    } else {
      return facts != MessageFacts() || object["user_message_id"] != nil
    }
    return true
  }

  func failure(in object: JSONView, named name: String) -> BackendError? {
    // Of an answer with such words, it is taken first.
    let hasAnswer = object["answer"]?.kind == .string
    if !hasAnswer, let words = object.words("error_msg") { return BackendError(message: words) }
    if let error = BackendError(reportedBy: object) { return error }
    guard let packet = object["obj"], packet["type"]?.string == "error",
      Self.isOfFirstModel(object)
    else { return nil }
    return BackendError(describedBy: packet) ?? .unexplained
  }

  private static func isOfFirstModel(_ object: JSONView) -> Bool {
    object["placement"]?["model_index"]?.int ?? 0 == 0
  }

  mutating func settle(_ emit: (ReplyEvent) -> Void) { endCall(emit) }

  private mutating func take(_ packet: JSONView, _ emit: (ReplyEvent) -> Void) {
    let type = packet.words("type") ?? ""
    switch type {
    case "message_start":
      isNextMessage = state.answer.length > 0
      learn(packet.elements(of: "final_documents"), emit)
    case "message_delta":
      guard let text = packet["content"] else { return }
      if isNextMessage, text.nonEmpty != nil {
        isNextMessage = false
        state.answer.append("\n\n", emit)
      }
      state.answer.append(text, emit)
    case "citation_info": cite([packet], emit)
    case "reasoning_delta": state.think(packet.words("reasoning") ?? "", emit)
    case "deep_research_plan_delta", "intermediate_report_delta", "coding_agent_thinking_delta":
      state.think(packet.words("content") ?? "", emit)
    case "search_tool_queries_delta": step("searching", packet.elements(of: "queries"), emit)
    case "open_url_urls": step("reading", packet.elements(of: "urls"), emit)
    case "research_agent_start":
      if let task = packet.words("research_task") {
        emit(.step(Step(kind: "researching", text: task)))
      }
    case "search_tool_documents_delta", "open_url_documents", "intermediate_report_cited_docs":
      learn(packet.elements(of: "documents"), emit)
      learn(packet.elements(of: "cited_docs"), emit)
    case "section_end": endCall(emit)
    case "stop":
      let word = packet.words("stop_reason") ?? ""
      if word.contains("cancel") { state.end(.cancelled) }
      state.close()
    default: take(tool: packet, type, emit)
    }
  }

  private func step(_ kind: String, _ words: JSONView.Elements, _ emit: (ReplyEvent) -> Void) {
    let text = words.compactMap(\.nonEmpty).joined(separator: ", ")
    if !text.isEmpty { emit(.step(Step(kind: kind, text: text))) }
  }

  // MARK: Sources

  private mutating func learn(_ all: JSONView.Elements, _ emit: (ReplyEvent) -> Void) {
    var late: [Citation] = []
    for document in all {
      guard let id = document["document_id"]?.idText else { continue }
      documents[id] = Citation(
        number: 0,
        id: id,
        title: document.words("semantic_identifier"),
        url: document.words("link"),
        source: document.words("source_type"),
        excerpt: document.words("blurb"),
        score: document["score"]?.double
      )
      if let number = missing.removeValue(forKey: id), var citation = documents[id] {
        citation.number = number
        late.append(citation)
      }
    }
    if !late.isEmpty { emit(.citations(late)) }
  }

  private mutating func cite(_ infos: [JSONView], _ emit: (ReplyEvent) -> Void) {
    let cited = infos.compactMap { info -> Citation? in
      guard let number = info["citation_number"]?.int, number > 0,
        let id = info["document_id"]?.idText
      else { return nil }
      if documents[id] == nil { missing[id] = number }
      var citation = documents[id] ?? Citation(number: 0, id: id, title: id)
      citation.number = number
      return citation
    }
    if !cited.isEmpty { emit(.citations(cited)) }
  }

  // MARK: Tools

  private mutating func take(tool packet: JSONView, _ type: String, _ emit: (ReplyEvent) -> Void) {
    switch type {
    case "custom_tool_start", "python_tool_start", "bash_tool_start":
      endCall(emit)
      let name = packet.words("tool_name") ?? String(type.prefix { $0 != "_" })
      call = ToolCall(name: name, input: packet.given("code")?.value)
    case "custom_tool_args": call?.input = packet.given("tool_args")?.value
    case "custom_tool_delta":
      let data = packet.given("data")
      call?.result = data?.string ?? data.map { JSONWriter.compact($0.value) }
      if let error = packet.given("error") {
        call?.result = error.words("message")
        call?.isError = true
      }
      endCall(emit)
    case "python_tool_delta", "bash_tool_delta":
      let more = [packet.words("stdout"), packet.words("stderr")].compactMap(\.self).joined()
      let before = call?.result ?? ""
      if !more.isEmpty { call?.result = before + more }
    default: break
    }
  }

  private mutating func endCall(_ emit: (ReplyEvent) -> Void) {
    if let call { emit(.toolCall(call)) }
    call = nil
  }

  // MARK: The whole response

  private mutating func take(whole object: JSONView, _ emit: (ReplyEvent) -> Void) {
    state.think(object.words("pre_answer_reasoning") ?? "", emit)
    for call in object.elements(of: "tool_calls") {
      guard let name = call.words("tool_name") else { continue }
      learn(call.elements(of: "search_docs"), emit)
      let result = call.given("tool_result")
      emit(
        .toolCall(
          ToolCall(
            name: name,
            input: call.given("tool_arguments")?.parsedText,
            result: result?.string ?? result.map { JSONWriter.compact($0.value) }
          )
        )
      )
    }
    if let answer = object["answer"] { state.answer.append(answer, emit) }
    learn(object.elements(of: "top_documents"), emit)
    cite(Array(object.elements(of: "citation_info")), emit)
    state.close()
    if let words = object.words("error_msg") { state.fail(BackendError(message: words), emit) }
  }
}
