public import Conversation

extension ReplyEvent {
  /// The event as a line of `--ndjson`, with its line end: an object whose `type` says what it is.
  public var jsonLine: [UInt8] {
    // The one of which there are many: no tree is built for it.
    if case .text(let delta) = self { return Self.textLine(delta) }
    return JSONWriter.line(json)
  }

  private static let textStart = Array(#"{"type":"text","delta":"#.utf8)

  private static func textLine(_ delta: String) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(textStart.count + delta.utf8.count + 8)
    line += textStart
    JSONWriter.append(delta, to: &line)
    line += [UInt8(ascii: "}"), UInt8(ascii: "\n")]
    return line
  }

  private var json: JSONValue {
    switch self {
    case .started(let facts): facts.json
    case .text(let delta): .event("text", [.init("delta", .string(delta))])
    case .textReplaced(let text): .event("textReplaced", [.init("content", .string(text))])
    case .step(let step): .event("step", step.json)
    case .reasoning(let more): .event("reasoning", more.json)
    case .toolCall(let call): .event("toolCall", [.init("toolCall", call.json)])
    case .callbackResult(let result):
      .event("callbackResult", [.init("callbackResult", result.json)])
    case .citations(let cited): .event("citations", cited.map(\.json))
    case .followUps(let proposals): .event("followUps", proposals.map(\.json))
    case .confidence(let confidence): .event("confidence", [.init("confidence", confidence.json)])
    case .usage(let counts): .event("usage", [.init("usage", counts.json ?? .object([]))])
    case .feedback(let given): .event("feedback", given.map(\.json))
    case .inquiry(let inquiry): .event("permission", [.init("permission", inquiry.json)])
    case .notice(let text): .event("notice", [.init("text", .string(text))])
    case .finished(let reason):
      .event("finished", [.init("finishReason", .string(reason.rawValue))])
    case .failed(let error): .event("failed", [.init("error", error.json)])
    }
  }
}

extension Turn {
  /// The reply as the one line of `--json`.
  public var jsonLine: [UInt8] { JSONWriter.line(json) }

  /// The reply as the last line of `--ndjson`.
  public var lastEventLine: [UInt8] { JSONWriter.line(.event("reply", [.init("reply", json)])) }
}

extension BackendError {
  /// The failure as the one line of `--json`, where there is no reply that it could stand in.
  public var jsonLine: [UInt8] { JSONWriter.line(.object([.init("error", json)])) }
}

extension MessageFacts {
  /// The keys are those of a reply, but for `messageType`: `type` is the event's.
  fileprivate var json: JSONValue {
    var object = ObjectBuilder()
    object.add("type", "started")
    object.add("id", id)
    object.add("conversationId", conversationId)
    object.add("sessionToken", sessionToken)
    object.add("api", api)
    object.add("model", model)
    object.add("role", role?.rawValue)
    object.add("messageType", type?.rawValue)
    object.add("contentFormat", contentFormat?.rawValue)
    object.add("backendTimeMillis", backendTimeMillis)
    object.add("createdAt", createdAt)
    object.add("updatedAt", updatedAt)
    object.add("metadata", metadata)
    return object.value
  }
}

extension Inquiry {
  fileprivate var json: JSONValue {
    var object = ObjectBuilder()
    object.add("id", id)
    switch kind {
    case .permission: object.add("kind", "permission")
    case .acknowledgement: object.add("kind", "acknowledgement")
    case .text: object.add("kind", "text")
    case .choice(let choices):
      object.add("kind", "choice")
      object.add("choices", choices.map(JSONValue.string))
    }
    object.add("title", title)
    object.add("message", message)
    object.add("details", details)
    return object.value
  }
}

extension JSONWriter {
  fileprivate static func line(_ value: JSONValue) -> [UInt8] {
    compactBytes(value) + [UInt8(ascii: "\n")]
  }
}

extension JSONValue {
  /// An event with its members.
  fileprivate static func event(_ type: String, _ members: [Member]) -> JSONValue {
    .object([.init("type", .string(type))] + members)
  }

  /// An event with the members of an object.
  fileprivate static func event(_ type: String, _ object: JSONValue?) -> JSONValue {
    guard case .object(let members)? = object else { return event(type, [Member]()) }
    return event(type, members)
  }

  /// An event with a list of its own name, which may be empty: it replaces an earlier one.
  fileprivate static func event(_ type: String, _ elements: [JSONValue]) -> JSONValue {
    event(type, [.init(type, .array(elements))])
  }
}
