/// Programs by which people make JSON of other JSON, told apart by their names.
public protocol JSONFilters: Sendable {
  /// What the filter of that name makes of a JSON text: each value as a JSON text, in their order.
  ///
  /// - Parameters:
  ///   - name: Which filter; one that there is.
  ///   - json: One JSON text.
  ///   - event: What the filter sees as `$event`, such as the name of a Server-Sent Event.
  /// - Returns: The values as JSON texts.
  /// - Throws: `FilterFailure` where the filter fails for this text.
  func outputs(
    of name: String,
    for json: [UInt8],
    event: String
  ) throws(FilterFailure) -> [[UInt8]]
}

/// Why a filter gives nothing that can be used.
public struct FilterFailure: Error, Equatable, Sendable {
  /// The filter's name, such as `response`.
  public var filter: String
  /// What is wrong: partly the words of jq, or of the filter itself; outside text.
  public var reason: String
  /// The beginning of what the filter was given; empty where that does not matter, outside text.
  public var input: String

  /// A failure of a filter.
  public init(filter: String, reason: String, input: String = "") {
    self.filter = filter
    self.reason = reason
    self.input = input
  }
}
