/// Why a server's certificate is not trusted, and what it says of itself; all of it outside text.
public struct CertificateFailure: Equatable, Sendable {
  /// What is wrong with a certificate.
  public enum Problem: Equatable, Sendable {
    case expired
    case notYetValid
    /// It is another host's.
    case otherHost
    /// An authority has issued it that is not among those that are trusted.
    case unknownIssuer
    case selfSigned
    case other
  }

  /// What is wrong.
  public var problem: Problem
  /// The library's words.
  public var reason: String
  /// The common name of the one who issued it.
  public var issuer: String?
  /// The names that it is for.
  public var names: [String]
  /// When it begins to be valid.
  public var start: String?
  /// When it expires.
  public var end: String?

  /// A failure of which only the problem need be known.
  public init(
    _ problem: Problem,
    reason: String,
    issuer: String? = nil,
    names: [String] = [],
    start: String? = nil,
    end: String? = nil
  ) {
    self.problem = problem
    self.reason = reason
    self.issuer = issuer
    self.names = names
    self.start = start
    self.end = end
  }
}

/// Why a Unix socket takes no connection.
public enum SocketProblem: Equatable, Sendable {
  /// There is nothing of that name.
  case missing
  /// There is something else.
  case notASocket
  /// We may not use it.
  case forbidden
  /// Nobody listens behind it any more.
  case stale
  /// Anything else, in the system's words.
  case other(reason: String)
}
