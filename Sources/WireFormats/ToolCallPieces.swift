internal import Conversation

/// Tool calls whose input comes in pieces of a JSON text.
struct ToolCallPieces {
  private var calls: [Int: ToolCall] = [:]
  private var inputs: [Int: String] = [:]
  private var order: [Int] = []

  /// Takes a call, or more of one that began; a call with an id is told of as soon as it has a name.
  ///
  /// Some backends give several calls one index: another id with a name begins another call.
  mutating func take(
    _ index: Int,
    id: String? = nil,
    name: String? = nil,
    input piece: String? = nil,
    _ emit: (ReplyEvent) -> Void
  ) {
    if let known = calls[index]?.id, let id, id != known, name != nil { finish(index, emit) }
    if calls[index] == nil { order.append(index) }
    var call = calls[index] ?? ToolCall(name: "")
    let isNew = call.name.isEmpty
    call.id = call.id ?? id
    if isNew, let name { call.name = name }
    calls[index] = call
    if let piece { inputs[index, default: ""] += piece }
    if isNew, !call.name.isEmpty, call.id != nil { emit(.toolCall(call)) }
  }

  /// Tells of a call with its whole input.
  mutating func finish(_ index: Int, _ emit: (ReplyEvent) -> Void) {
    guard var call = calls.removeValue(forKey: index) else { return }
    let input = inputs.removeValue(forKey: index).flatMap(JSONValue.init(parsing:))
    call.input = input == .null ? nil : input
    if !call.name.isEmpty, input != nil || call.id == nil { emit(.toolCall(call)) }
  }

  /// Tells of all calls that are still open.
  mutating func finish(_ emit: (ReplyEvent) -> Void) {
    for index in order { finish(index, emit) }
    order = []
  }
}

extension JSONView {
  /// The input of a tool as a JSON text, be it sent as one or as an object.
  var inputText: String? { kind == .object ? JSONWriter.compact(value) : string }
}

extension JSONValue {
  /// The value of a JSON text, or the text where it is none; `nil` for an empty one.
  init?(parsing text: String) {
    guard !text.isEmpty else { return nil }
    self = (try? JSONView(parsing: Array(text.utf8)))?.value ?? .string(text)
  }
}
