/// The way to a server, and what proves who is at its ends.
public struct Route: Equatable, Sendable {
  /// The URL of the proxy to go through; empty for none, `nil` for what the environment says.
  public var proxy: String?
  /// The Unix socket that is connected to.
  public var socket: String?
  /// The file with the authorities that are trusted, in place of the system's.
  public var authorities: String?
  /// The file with the certificate that we show.
  public var certificate: String?
  /// The file with its key, where that is another.
  public var key: String?
  /// The key's passphrase.
  public var keyPassword: String?
  /// Whether the server's certificate is not checked.
  public var isInsecure = false

  /// The way that the environment and the system describe.
  public init() {}
}
