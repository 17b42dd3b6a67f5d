/// A tool that the backend used, or asked to use, on the way to its answer.
public struct ToolCall: Equatable, Sendable {
  /// The call's id; a later event with the same id replaces the call.
  ///
  /// `nil` where the backend gave none.
  public var id: String?
  /// The tool's name.
  public var name: String
  /// What the tool was given.
  public var input: JSONValue?
  /// The backend's word for how far the call is, such as `completed`.
  public var status: String?
  /// What the tool answered.
  public var result: String?
  /// Whether the result is a failure; `nil` where the backend does not say.
  public var isError: Bool?
  /// Whatever else the backend sent about the call, as it came.
  public var metadata: JSONValue?

  /// A call with what is known of it.
  public init(
    id: String? = nil,
    name: String,
    input: JSONValue? = nil,
    status: String? = nil,
    result: String? = nil,
    isError: Bool? = nil,
    metadata: JSONValue? = nil
  ) {
    self.id = id
    self.name = name
    self.input = input
    self.status = status
    self.result = result
    self.isError = isError
    self.metadata = metadata
  }
}
