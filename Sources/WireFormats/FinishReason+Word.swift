internal import Conversation

extension FinishReason {
  private static let words: [FinishReason: Set<String>] = [
    .stop: [
      "stop", "stopped", "end", "end_turn", "stop_sequence", "eos", "eos_token", "complete",
      "completed", "done", "finished", "success",
    ],
    .length: [
      "length", "max_tokens", "max_output_tokens", "max_length", "token_limit",
      "model_context_window_exceeded",
    ],
    .toolCalls: [
      "tool_calls", "tool_call", "tool_use", "tool_execution", "function_call", "function_calls",
    ],
    .contentFilter: ["content_filter", "content_filtered", "safety", "refusal", "blocked"],
    .error: ["error", "failed"],
    .cancelled: ["cancelled", "canceled", "cancel", "aborted", "abort", "interrupted"],
  ]

  /// What a backend's word means, whatever its case; `other` for one that is not known.
  init(word: String) {
    let word = word.lowercased().replacing("-", with: "_").replacing(" ", with: "_")
    self = Self.words.first { $0.value.contains(word) }?.key ?? .other
  }
}
