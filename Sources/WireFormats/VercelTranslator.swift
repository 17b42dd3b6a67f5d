internal import Conversation

/// The parts of a UI message stream.
///
/// Blocks of text are paragraphs, in the order in which they began, also where their pieces come mixed. `finish` makes
/// the reply whole.
struct VercelTranslator: ObjectTranslator {
  static let backend = "the AI SDK's UI message stream"

  var state = ReplyState()
  private var joiner = JSONDeltaJoiner()
  private var blocks: [String] = []
  /// The places of the blocks of this step, whose ids may come again in the next.
  private var places: [String: Int] = [:]
  private var stepStart = 0
  private var hasThought = false
  private var calls: [String: ToolCall] = [:]
  private var sources = CitedSources()

  mutating func take(
    _ object: JSONView,
    named name: String,
    _ emit: (ReplyEvent) -> Void
  ) -> Bool {
    guard let type = object.words("type") else { return false }
    switch type {
    case "start":
      state.add(MessageFacts(id: object.words("messageId")), emit)
      takeMetadata(of: object, emit)
    case "message-metadata": takeMetadata(of: object, emit)
    case "start-step": beginStep()
    case "reset-step": resetStep(emit)
    case "text-start": begin(object.words("id") ?? "")
    case "text-delta": take(text: object, emit)
    case "reasoning-start": if hasThought { state.think("\n\n", emit) }
    case "reasoning-delta":
      hasThought = true
      state.think(object.words("delta") ?? "", emit)
    case "source-url", "source-document": cite(object, emit)
    case "finish":
      takeMetadata(of: object, emit)
      state.take(object.given("usage").flatMap(Usage.init(told:)), emit)
      state.end(object.words("finishReason"))
      state.isWhole = true
    case "abort":
      state.end(.cancelled)
      state.close()
    case _ where type.hasPrefix("tool-"): take(tool: object, type, emit)
    case _ where type.hasPrefix("data-"):
      if object["transient"]?.bool != true { state.keep(type, object["data"]) }
    case "file": emit(.notice(Self.words(of: object)))
    case "text-end", "reasoning-end", "finish-step", "reasoning-file", "custom": break
    default: return false
    }
    return true
  }

  /// A file is not shown, and one that is in the reply itself has no place to name.
  private static func words(of file: JSONView) -> String {
    let type = file.words("mediaType").map { " (\($0))" } ?? ""
    let url = file.words("url") ?? ""
    let isInside = url.lowercased().hasPrefix("data:")
    return "a file came with the answer\(type): "
      + (isInside ? "'chat ask --raw' prints it with the reply" : url)
  }

  /// A part may tell of the failure of a tool, which is none of the reply.
  func failure(in object: JSONView, named name: String) -> BackendError? {
    guard object["type"]?.string == "error" else { return nil }
    return BackendError(describedBy: object) ?? .unexplained
  }

  private mutating func takeMetadata(of object: JSONView, _ emit: (ReplyEvent) -> Void) {
    guard let metadata = object.given("messageMetadata") else { return }
    let usage = metadata.given("usage") ?? metadata.given("totalUsage")
    state.take(usage.flatMap(Usage.init(told:)), emit)
    state.keepRest(of: metadata, except: ["usage", "totalUsage"])
  }

  private mutating func cite(_ part: JSONView, _ emit: (ReplyEvent) -> Void) {
    let source = Citation(
      number: 0,
      id: part.words("sourceId") ?? part.words("id"),
      title: part.words("title") ?? part.words("filename"),
      url: part.words("url")
    )
    if let cited = sources.cite(source) { emit(.citations([cited])) }
  }
}

// MARK: - Text

extension VercelTranslator {
  private mutating func beginStep() {
    places = [:]
    stepStart = blocks.count
  }

  /// Makes what the step has said void; it begins anew.
  private mutating func resetStep(_ emit: (ReplyEvent) -> Void) {
    blocks.removeLast(blocks.count - stepStart)
    places = [:]
    _ = joiner.finish()
    state.answer.settle(text, emit)
  }

  private mutating func begin(_ id: String) {
    places[id] = blocks.count
    blocks.append("")
  }

  private mutating func take(text object: JSONView, _ emit: (ReplyEvent) -> Void) {
    let id = object.words("id") ?? ""
    if places[id] == nil { begin(id) }
    guard let place = places[id], let delta = object["delta"], let more = joiner.join(delta),
      !more.isEmpty
    else { return }
    let isFirst = blocks[place].isEmpty
    blocks[place] += more
    guard blocks[(place + 1)...].allSatisfy(\.isEmpty) else {
      return state.answer.settle(text, emit)
    }
    if isFirst, state.answer.length > 0 { state.answer.append("\n\n", emit) }
    state.answer.append(more, emit)
  }

  private var text: String { blocks.filter { !$0.isEmpty }.joined(separator: "\n\n") }

  mutating func settle(_ emit: (ReplyEvent) -> Void) { state.answer.append(joiner.finish(), emit) }
}

// MARK: - Tools

extension VercelTranslator {
  private mutating func take(tool part: JSONView, _ type: String, _ emit: (ReplyEvent) -> Void) {
    guard let id = part.words("toolCallId") else { return }
    var call = calls[id] ?? ToolCall(id: id, name: part.words("toolName") ?? "")
    let before = call
    call.input = (part.given("input") ?? part.given("args"))?.value ?? call.input
    switch type {
    case "tool-output-available":
      let output = part.given("output") ?? part.given("result")
      call.result = output?.string ?? output.map { JSONWriter.compact($0.value) }
      call.status = "completed"
    case "tool-output-error", "tool-input-error":
      call.result = part.words("errorText")
      call.status = "failed"
      call.isError = true
    case "tool-output-denied": call.status = "denied"
    case "tool-approval-request":
      emit(.notice("the app wants a yes or no for \(call.name), which chat cannot give"))
    default: break
    }
    let isNew = calls[id] == nil
    calls[id] = call
    if isNew || call != before { emit(.toolCall(call)) }
  }
}
