internal import Conversation

/// The tool calls of a turn, each put together from its events in the stream and from its record.
struct MixTools {
  private struct Open {
    var call: ToolCall
    /// Deltas of the input, while the whole of it has not come.
    var inputText = ""
    var isTold = false
  }

  private var calls: [String: Open] = [:]

  /// Takes an event; `false` when it is none of a tool.
  mutating func take(_ name: String, _ data: JSONView, _ emit: (ReplyEvent) -> Void) -> Bool {
    switch name {
    case "tool":
      // Servers of 2025-08 send more of the answer under this name; `complete` has all of it.
      guard data.words("name") != "content_update" else { break }
      update(data, id: "id", name: "name", status: data.words("status"), emit)
    case "tool_use_start", "tool_use_parameter_streaming_complete":
      update(data, id: "id", name: "name", status: "pending", emit)
    case "tool_parameter_delta", "tool_use_parameter_delta":
      if let id = data.words("toolCallId") {
        calls[id, default: Open(call: ToolCall(id: id, name: ""))].inputText +=
          data["input"]?.string ?? ""
      }
    case "tool_execution_start":
      tellProgress(data, emit)
      update(data, id: "toolCallId", name: "toolName", status: "running", emit)
    case "tool_execution_complete":
      tellProgress(data, emit)
      let success = data["success"]?.bool
      let status = success == false ? "failed" : "completed"
      update(data, id: "toolCallId", name: "toolName", status: status, success: success, emit)
    default: return false
    }
    return true
  }

  /// Adds what the record of a call knows.
  mutating func add(_ record: ToolCall, _ emit: (ReplyEvent) -> Void) {
    guard let id = record.id else { return emit(.toolCall(record)) }
    var merged = calls[id]?.call ?? record
    merged.name = record.name
    merged.input = record.input ?? merged.input
    // What a call came to says more than that it is finished.
    if merged.isError == nil { merged.status = record.status ?? merged.status }
    merged.result = record.result ?? merged.result
    merged.isError = record.isError ?? merged.isError
    tell(merged, emit)
  }

  /// What a tool was given, which is JSON inside a string; `nil` where it is nothing.
  static func input(_ view: JSONView) -> JSONValue? {
    guard let text = view.string else { return view.isNull ? nil : view.value }
    return input(text)
  }

  private static func input(_ text: String) -> JSONValue? {
    guard !text.trimmed.isEmpty else { return nil }
    return (try? JSONView(parsing: Array(text.utf8)))?.value ?? .string(text)
  }

  private func tellProgress(_ data: JSONView, _ emit: (ReplyEvent) -> Void) {
    if let progress = data.words("progress") { emit(.step(Step(kind: "tool", text: progress))) }
  }

  /// Takes what an event says of a call; `id` and `name` are the keys under which it says which one.
  private mutating func update(
    _ data: JSONView,
    id idKey: String,
    name nameKey: String,
    status: String?,
    success: Bool? = nil,
    _ emit: (ReplyEvent) -> Void
  ) {
    guard let id = data.words(idKey) else { return }
    let open = calls[id] ?? Open(call: ToolCall(id: id, name: ""))
    var call = open.call
    // The events of an execution may have only a word that stands for any tool.
    if call.name.isEmpty || nameKey == "name" { call.name = data.words(nameKey) ?? call.name }
    if call.name.isEmpty { call.name = "tool" }
    call.input = data["input"].flatMap(Self.input) ?? call.input ?? Self.input(open.inputText)
    // A tool that has run is not told to be pending again.
    if call.isError == nil || success != nil { call.status = status ?? call.status }
    call.isError = success.map { !$0 } ?? call.isError
    tell(call, emit)
  }

  private mutating func tell(_ call: ToolCall, _ emit: (ReplyEvent) -> Void) {
    guard let id = call.id, calls[id].map({ $0.call != call || !$0.isTold }) ?? true else { return }
    calls[id, default: Open(call: call)].call = call
    calls[id]?.isTold = true
    emit(.toolCall(call))
  }
}
