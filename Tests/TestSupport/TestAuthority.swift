#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Certificates of an authority that only tests know, made once for the process.
public final class TestAuthority: Sendable {
  /// The certificates; `nil` where a program is missing that makes or uses them.
  public static let shared = isAvailable ? try? TestAuthority() : nil

  /// Whether there are the programs that make certificates and that speak TLS.
  public static let isAvailable = [openssl, python].allSatisfy { (path: String) in
    access(path, X_OK) == 0
  }

  static let python = "/usr/bin/python3"
  private static let openssl = "/usr/bin/openssl"

  private let home: TemporaryHome

  private init() throws {
    home = try TemporaryHome()
    let result = try ChatProcess(
      [RepositoryFile.path("Tests/Fixtures/servers/make-certificates.sh"), home.path],
      program: "/bin/sh"
    ).waitForExit(within: .seconds(30))
    guard result.ending == .exited(0) else {
      throw PseudoTerminal.Failure(description: "no certificates: \(result.stderr)")
    }
  }

  /// A file with a certificate or a key: `ca.pem`, `good.pem`, `client.key`.
  public func path(_ name: String) -> String { "\(home.path)/\(name)" }
}

/// What ends TLS in front of a server of this machine.
public final class TLSFront: Sendable {
  /// Where it answers.
  public let port: UInt16
  private let process: ChatProcess

  /// A front that shows a certificate, for the server behind a port; options are those of `tls-front.py`.
  public init(
    _ certificate: String,
    of authority: TestAuthority,
    before port: UInt16,
    _ options: [String] = []
  ) throws {
    process = try ChatProcess(
      [
        "-W", "ignore", RepositoryFile.path("Tests/Fixtures/servers/tls-front.py"),
        authority.path("\(certificate).pem"), authority.path("\(certificate).key"), "\(port)",
      ] + options,
      input: .open,
      program: TestAuthority.python
    )
    let line = try process.firstLine()
    guard let port = UInt16(line) else {
      throw PseudoTerminal.Failure(description: "no port: \(line)")
    }
    self.port = port
  }

  /// Where the front answers: `https://localhost:PORT` and `path`.
  public func url(path: String = "/") -> String { "https://localhost:\(port)\(path)" }
}
