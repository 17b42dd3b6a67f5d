internal import Conversation

extension Usage {
  private static let details = [
    "prompt_tokens_details", "input_tokens_details", "promptTokensDetails", "inputTokensDetails",
    "completion_tokens_details", "output_tokens_details", "completionTokensDetails",
    "outputTokensDetails",
  ]

  private static let inputs = [
    "inputTokens", "input_tokens", "promptTokens", "prompt_tokens", "inputTokenCount",
    "input_token_count", "promptTokenCount", "prompt_token_count", "prompt_eval_count",
  ]
  private static let outputs = [
    "outputTokens", "output_tokens", "completionTokens", "completion_tokens", "outputTokenCount",
    "output_token_count", "candidatesTokenCount", "candidates_token_count", "eval_count",
  ]
  private static let totals = [
    "totalTokens", "total_tokens", "totalTokenCount", "total_token_count", "total",
  ]
  private static let cached = [
    "cachedTokens", "cached_tokens", "cacheReadInputTokens", "cache_read_input_tokens",
    "cachedContentTokenCount",
  ]
  private static let cacheCreations = [
    "cacheCreationTokens", "cache_creation_tokens", "cacheCreationInputTokens",
    "cache_creation_input_tokens",
  ]
  private static let reasonings = ["reasoningTokens", "reasoning_tokens", "thoughtsTokenCount"]

  /// Counts under any of the usual names; `nil` when there is none.
  init?(told view: JSONView) {
    func count(_ names: [String], in part: JSONView) -> Int? {
      names.lazy.compactMap { part[$0]?.int }.first { $0 >= 0 }
    }
    func detail(_ names: [String]) -> Int? {
      Self.details.lazy.compactMap { view[$0] }.compactMap { count(names, in: $0) }.first
    }
    self.init(
      inputTokens: count(Self.inputs, in: view),
      outputTokens: count(Self.outputs, in: view),
      totalTokens: count(Self.totals, in: view),
      cachedTokens: count(Self.cached, in: view) ?? detail(Self.cached),
      cacheCreationTokens: count(Self.cacheCreations, in: view),
      reasoningTokens: count(Self.reasonings, in: view) ?? detail(Self.reasonings),
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
