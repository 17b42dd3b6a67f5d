/// What an answer took: tokens by the backend's own count, and money.
public struct Usage: Equatable, Sendable {
  /// Tokens of the prompt and all that went with it.
  public var inputTokens: Int?
  /// Tokens of the answer.
  public var outputTokens: Int?
  /// All of them.
  public var totalTokens: Int?
  /// Those of the input that came from a cache.
  public var cachedTokens: Int?
  /// Those of the input that were put into a cache.
  public var cacheCreationTokens: Int?
  /// Those of the output that went into reasoning.
  public var reasoningTokens: Int?
  /// The price in US dollars.
  public var cost: Double?

  /// Counts, each of them optional.
  public init(
    inputTokens: Int? = nil,
    outputTokens: Int? = nil,
    totalTokens: Int? = nil,
    cachedTokens: Int? = nil,
    cacheCreationTokens: Int? = nil,
    reasoningTokens: Int? = nil,
    cost: Double? = nil
  ) {
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.totalTokens = totalTokens
    self.cachedTokens = cachedTokens
    self.cacheCreationTokens = cacheCreationTokens
    self.reasoningTokens = reasoningTokens
    self.cost = cost
  }

  /// Takes over what `other` knows and leaves the rest.
  public mutating func merge(_ other: Usage) {
    inputTokens = other.inputTokens ?? inputTokens
    outputTokens = other.outputTokens ?? outputTokens
    totalTokens = other.totalTokens ?? totalTokens
    cachedTokens = other.cachedTokens ?? cachedTokens
    cacheCreationTokens = other.cacheCreationTokens ?? cacheCreationTokens
    reasoningTokens = other.reasoningTokens ?? reasoningTokens
    cost = other.cost ?? cost
  }
}
