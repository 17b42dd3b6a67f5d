import Conversation
import WireFormats

extension ReplyEvent {
  /// The event on one line, for goldens.
  var notation: String {
    switch self {
    case .started(let facts): words("started", facts.notation)
    case .text(let delta): "text \(quoted(delta))"
    case .textReplaced(let text): "textReplaced \(quoted(text))"
    case .step(let step): "step \(step.kind) \(quoted(step.text))"
    case .toolCall(let call): words("toolCall", call.notation)
    case .citations(let cited): words("citations", cited.map(\.notation).joined(separator: " | "))
    case .followUps(let proposed):
      "followUps" + proposed.map { " \($0.number) \(quoted($0.prompt))" }.joined()
    case .confidence(let confidence): "confidence \(confidence.level)"
    case .notice(let text): "notice \(quoted(text))"
    case .finished(let reason): "finished \(reason.rawValue)"
    case .failed(let error): words("failed", error.notation)
    }
  }
}

extension MessageFacts {
  fileprivate var notation: String {
    fields([
      ("id", id), ("conversation", conversationId), ("token", sessionToken), ("model", model),
      ("made", createdAt),
    ]) + (backendTimeMillis.map { " millis=\($0)" } ?? "")
  }
}

extension Citation {
  fileprivate var notation: String {
    let places = ranges.map { " \($0.start)..<\($0.end)" }.joined()
    let texts = fields([
      ("id", id), ("title", title), ("url", url), ("source", source), ("excerpt", excerpt),
    ])
    return "[\(number)]" + texts + (page.map { " page=\($0)" } ?? "") + places
  }
}

extension ToolCall {
  fileprivate var notation: String {
    fields([("id", id), ("name", name), ("status", status), ("result", result)])
      + (input.map { " input=" + JSONWriter.compact($0) } ?? "")
      + (isError.map { " isError=\($0)" } ?? "")
  }
}

extension BackendError {
  var notation: String {
    fields([("message", message), ("code", code)]) + (status.map { " status=\($0)" } ?? "")
      + (retryAfterMillis.map { " retryAfterMillis=\($0)" } ?? "")
  }
}

extension WireError {
  var notation: String {
    switch self {
    case .webPage(let start): "webPage \(quoted(start))"
    case .notUnderstood(let reason, let start): "notUnderstood \(quoted(reason)) \(quoted(start))"
    default: "\(self)"
    }
  }
}

private func words(_ name: String, _ rest: String) -> String {
  rest.hasPrefix(" ") || rest.isEmpty ? name + rest : "\(name) \(rest)"
}

private func fields(_ fields: [(name: String, text: String?)]) -> String {
  fields.compactMap { name, text in text.map { " \(name)=\(quoted($0))" } }.joined()
}

private func quoted(_ text: String) -> String {
  JSONWriter.compact(.string(text))
}
