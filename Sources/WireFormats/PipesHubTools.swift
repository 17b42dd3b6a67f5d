internal import Conversation

/// The tool calls of a streamed reply, each under its id with what is known of it so far.
struct PipesHubTools {
  private var calls: [String: ToolCall] = [:]
  /// What a call is given, while it comes in pieces; by the call's id.
  private var arguments: [String: String] = [:]
  /// The calls whose arguments may still grow, by their ids, with the numbers of their beginnings.
  private var open: [String: Int] = [:]
  private var begunCount = 0

  var isEmpty: Bool { calls.isEmpty }

  /// A call that runs, with what it was given where that is known.
  mutating func start(_ id: String, name: String?, input: JSONView?, _ emit: (ReplyEvent) -> Void) {
    var call = calls[id] ?? ToolCall(id: id, name: name ?? "tool")
    call.name = name ?? call.name
    call.input = input.map(Self.input) ?? call.input
    call.status = call.status ?? "running"
    if input == nil, open[id] == nil {
      open[id] = begunCount
      begunCount += 1
    }
    put(call, id, emit)
  }

  /// More of what a call is given.
  mutating func add(_ delta: String, to id: String) {
    arguments[id, default: ""] += delta
  }

  /// What a call is given is complete.
  mutating func close(_ id: String, _ emit: (ReplyEvent) -> Void) {
    open[id] = nil
    guard let text = arguments.removeValue(forKey: id), !text.isEmpty, var call = calls[id] else {
      return
    }
    call.input = Self.input(text)
    put(call, id, emit)
  }

  /// What a call brought.
  mutating func end(_ id: String, _ outcome: Outcome, _ emit: (ReplyEvent) -> Void) {
    open[id] = nil
    var call = calls[id] ?? ToolCall(id: id, name: outcome.name ?? "tool")
    if let text = arguments.removeValue(forKey: id), !text.isEmpty { call.input = Self.input(text) }
    call.status = outcome.status
    call.result = outcome.result ?? call.result
    call.isError = outcome.isError ?? call.isError
    put(call, id, emit)
  }

  /// Hands over what was being given to calls when the reply ended.
  mutating func finish(_ emit: (ReplyEvent) -> Void) {
    for (id, _) in open.sorted(by: { $0.value < $1.value }) { close(id, emit) }
  }

  /// How a call went.
  struct Outcome {
    var name: String?
    var status: String
    var result: String?
    var isError: Bool?
  }

  private mutating func put(_ call: ToolCall, _ id: String, _ emit: (ReplyEvent) -> Void) {
    guard calls[id] != call else { return }
    calls[id] = call
    emit(.toolCall(call))
  }
}

extension PipesHubTools {
  /// What a tool is given: JSON inside a string is read, other text stays as it is.
  static func input(_ view: JSONView) -> JSONValue {
    view.string.map(input) ?? view.value
  }

  static func input(_ text: String) -> JSONValue {
    (try? JSONView(parsing: Array(text.utf8)))?.value ?? .string(text)
  }

  /// A result as text: anything but text as the JSON it is.
  static func text(_ view: JSONView) -> String {
    view.string ?? JSONWriter.compact(view.value)
  }
}
