/// What came of something that the backend ran after a tool call, such as a script (Mix, `CallbackResultData`).
public struct CallbackResult: Equatable, Sendable {
  /// The id of the tool call it belongs to.
  public var toolCallId: String
  /// The name of that tool.
  public var toolName: String
  /// What was run: `bash_script`, `sub_agent` or `send_message`, or a word that is not known.
  public var type: String
  /// What the backend calls it.
  public var name: String?
  /// Whether it went well; `nil` where the backend does not say.
  public var success: Bool?
  /// Why it did not.
  public var error: String?
  /// The exit status of a script.
  public var exitCode: Int?
  /// What it wrote to its standard output.
  public var stdout: String?
  /// What it wrote to its standard error.
  public var stderr: String?
  /// The id of the agent that was run.
  public var subagentId: String?
  /// What that agent answered.
  public var subagentResult: String?
  /// Whether the model is not told of it.
  public var isExcludedFromContext: Bool?

  /// A result of which only the tool and the kind are known.
  public init(toolCallId: String, toolName: String, type: String) {
    self.toolCallId = toolCallId
    self.toolName = toolName
    self.type = type
  }
}
