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
    case .reasoning(let more):
      "reasoning \(quoted(more.text))" + (more.durationMillis.map { " millis=\($0)" } ?? "")
    case .toolCall(let call): words("toolCall", call.notation)
    case .callbackResult(let result): words("callbackResult", result.notation)
    case .citations(let cited): words("citations", cited.map(\.notation).joined(separator: " | "))
    case .followUps(let proposed):
      "followUps" + proposed.map(\.notation).joined()
    case .confidence(let confidence): words("confidence", confidence.notation)
    case .usage(let usage): words("usage", usage.notation)
    case .feedback(let given): words("feedback", given.map(\.notation).joined(separator: " | "))
    case .inquiry(let inquiry):
      words("inquiry", inquiry.notation)
    case .notice(let text): "notice \(quoted(text))"
    case .finished(let reason): "finished \(reason.rawValue)"
    case .failed(let error): words("failed", error.notation)
    }
  }
}

extension MessageFacts {
  fileprivate var notation: String {
    fields([
      ("api", api), ("id", id), ("conversation", conversationId), ("token", sessionToken),
      ("model", model), ("role", role?.rawValue), ("type", type?.rawValue),
      ("format", contentFormat?.rawValue), ("made", createdAt), ("changed", updatedAt),
    ]) + (backendTimeMillis.map { " millis=\($0)" } ?? "")
      + (metadata.map { " metadata=" + JSONWriter.compact($0) } ?? "")
  }
}

extension Confidence {
  fileprivate var notation: String {
    let words = [level.rawValue, label.map(quoted), score.map { "\($0)" }]
    return words.compactMap(\.self).joined(separator: " ")
  }
}

extension FollowUp {
  fileprivate var notation: String {
    " \(number) \(quoted(prompt))" + (confidence.map { " (\($0.notation))" } ?? "")
      + fields([("reasoning", reasoning)])
  }
}

extension CallbackResult {
  fileprivate var notation: String {
    fields([
      ("call", toolCallId), ("tool", toolName), ("type", type), ("name", name),
      ("success", success.map { "\($0)" }), ("error", error), ("exit", exitCode.map { "\($0)" }),
      ("stdout", stdout), ("stderr", stderr), ("agent", subagentId), ("result", subagentResult),
      ("excluded", isExcludedFromContext.map { "\($0)" }),
    ])
  }
}

extension Usage {
  fileprivate var notation: String {
    let counts: [(String, Int?)] = [
      ("input", inputTokens), ("output", outputTokens), ("total", totalTokens),
      ("cached", cachedTokens), ("cacheCreation", cacheCreationTokens),
      ("reasoning", reasoningTokens),
    ]
    return counts.compactMap { name, count in count.map { " \(name)=\($0)" } }.joined()
      + (cost.map { " cost=\($0)" } ?? "")
  }
}

extension Feedback {
  fileprivate var notation: String {
    fields([("helpful", helpful.map { "\($0)" }), ("comment", comment)])
      + ratings.map { " \($0.name)=\($0.value)" }.joined()
      + categories.map { " #\($0)" }.joined()
      + (metadata.map { " metadata=" + JSONWriter.compact($0) } ?? "")
  }
}

extension Inquiry {
  fileprivate var notation: String {
    let kind =
      switch kind {
      case .permission: "permission"
      case .acknowledgement: "acknowledgement"
      case .text: "text"
      case .choice(let choices): "choice(\(choices.joined(separator: ", ")))"
      }
    return kind
      + fields([("id", id), ("title", title), ("message", message), ("details", details)])
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
      + (metadata.map { " metadata=" + JSONWriter.compact($0) } ?? "")
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
