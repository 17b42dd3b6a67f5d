/// A failure that the backend reported, in a status code or inside its answer.
public struct BackendError: Error, Equatable, Sendable {
  /// What the backend said, as it said it; outside text.
  public var message: String
  /// The backend's own code, such as `rate_limit_exceeded`.
  public var code: String?
  /// The HTTP status code; `nil` when the failure came inside a successful response.
  public var status: Int?
  /// How long the backend asks to wait, in milliseconds.
  public var retryAfterMillis: Int?

  /// A failure with what is known of it.
  public init(
    message: String,
    code: String? = nil,
    status: Int? = nil,
    retryAfterMillis: Int? = nil
  ) {
    self.message = message
    self.code = code
    self.status = status
    self.retryAfterMillis = retryAfterMillis
  }
}
