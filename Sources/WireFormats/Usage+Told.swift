internal import Conversation

extension Usage {
  private static let details = [
    "prompt_tokens_details", "input_tokens_details", "promptTokensDetails", "inputTokensDetails",
    "completion_tokens_details", "output_tokens_details", "completionTokensDetails",
    "outputTokensDetails",
  ]

  /// Counts under any of the usual names; `nil` when there is none.
  init?(told view: JSONView) {
    func count(_ names: String...) -> Int? {
      names.lazy.compactMap { view[$0]?.int }.first { $0 >= 0 }
    }
    func detail(_ names: String...) -> Int? {
      Self.details.lazy.compactMap { view[$0] }.flatMap { part in names.compactMap { part[$0]?.int }
      }
      .first { $0 >= 0 }
    }
    self.init(
      inputTokens: count(
        "inputTokens",
        "input_tokens",
        "promptTokens",
        "prompt_tokens",
        "inputTokenCount",
        "input_token_count",
        "promptTokenCount",
        "prompt_token_count",
        "prompt_eval_count"
      ),
      outputTokens: count(
        "outputTokens",
        "output_tokens",
        "completionTokens",
        "completion_tokens",
        "outputTokenCount",
        "output_token_count",
        "candidatesTokenCount",
        "candidates_token_count",
        "eval_count"
      ),
      totalTokens: count(
        "totalTokens",
        "total_tokens",
        "totalTokenCount",
        "total_token_count",
        "total"
      ),
      cachedTokens: count(
        "cachedTokens",
        "cached_tokens",
        "cacheReadInputTokens",
        "cache_read_input_tokens",
        "cachedContentTokenCount"
      ) ?? detail("cachedTokens", "cached_tokens"),
      cacheCreationTokens: count(
        "cacheCreationTokens",
        "cache_creation_tokens",
        "cacheCreationInputTokens",
        "cache_creation_input_tokens"
      ),
      reasoningTokens: count("reasoningTokens", "reasoning_tokens", "thoughtsTokenCount")
        ?? detail("reasoningTokens", "reasoning_tokens"),
      cost: Self.cost(in: view)
    )
    guard self != Usage() else { return nil }
  }

  private static func cost(in view: JSONView) -> Double? {
    let cost = view.given("cost")
    let told = [cost, cost?["total_cost"], view["totalCost"], view["total_cost"], view["cost_usd"]]
    return told.lazy.compactMap { $0?.double }.first { $0 >= 0 }
  }
}
