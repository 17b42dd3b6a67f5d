internal import CommandLine

extension CertificateFailure {
  /// The failure in words: whose certificate, what is wrong with it, and what helps.
  func diagnostic(host: String) -> Diagnostic {
    let what: String
    let remedy: String
    switch problem {
    case .expired:
      what = "its certificate has expired" + (end.map { " on \(shown($0))" } ?? "")
      remedy = "tell the backend's owner; if this machine's clock is wrong, set it"
    case .notYetValid:
      what = "its certificate is not valid yet" + (start.map { ", but from \(shown($0)) on" } ?? "")
      remedy = "check this machine's clock, or tell the backend's owner"
    case .otherHost:
      let list = names.prefix(4).map(shown).joined(separator: ", ")
      what = "its certificate is for " + (list.isEmpty ? "another host" : list)
      remedy = "check the host in the URL; on a company's network, check the proxy too"
    case .unknownIssuer:
      let name = issuer.map { "'\(shown($0))'" } ?? "an authority"
      what = "its certificate is issued by \(name), which is not trusted here"
      remedy =
        "if that is your company's authority, name the file with its certificate: "
        + "--cacert FILE, SSL_CERT_FILE, or 'cacert' in the configuration"
    case .selfSigned:
      what = "its certificate is signed by itself and by no authority"
      remedy =
        "if it is the right one, name the file that holds it: "
        + "--cacert FILE, SSL_CERT_FILE, or 'cacert' in the configuration"
    case .other:
      what = shown(reason)
      remedy = "check the host in the URL, and the authorities that --cacert or SSL_CERT_FILE name"
    }
    return Diagnostic(
      "no secure connection to \(host): \(what)",
      remedy: remedy,
      exitStatus: .unreachable
    )
  }
}

extension SocketProblem {
  /// The problem in words.
  func diagnostic(path: String) -> Diagnostic {
    let path = shown(path)
    let (what, remedy) =
      switch self {
      case .missing:
        ("it does not exist", "start the server, or check --unix-socket or 'unixSocket'")
      case .notASocket:
        ("it is not a socket", "check --unix-socket or 'unixSocket' in the configuration")
      case .forbidden:
        ("you may not use it", "ask its owner for the right to write to it: ls -l \(path)")
      case .stale: ("nobody listens there any more", "start the server again")
      case .other(let reason):
        (shown(reason), "check --unix-socket or 'unixSocket' in the configuration")
      }
    return Diagnostic(
      "cannot reach the socket \(path): \(what)",
      remedy: remedy,
      exitStatus: .unreachable
    )
  }
}

extension TransportFailure {
  /// A proxy's refusal in words.
  static func proxyRefusal(_ status: Int, host: String) -> Diagnostic {
    let (what, remedy) =
      switch status {
      case 407:
        ("the proxy asks for a user name and password", proxyPasswordRemedy)
      case 403:
        ("the proxy does not let it through", "ask whoever runs the proxy to allow this host")
      default:
        (
          "the proxy does not get there",
          "check the host in the URL; if it is inside your network, name it in no_proxy"
        )
      }
    return Diagnostic(
      "cannot reach \(host): \(what): status \(status)",
      remedy: remedy,
      exitStatus: .unreachable
    )
  }

  /// What helps where a proxy wants to know who is there.
  static let proxyPasswordRemedy =
    "write both into the proxy's URL, http://USER:PASSWORD@HOST:PORT, "
    + "in https_proxy or as 'proxy' in the configuration"
}

extension TransportFailure {
  /// A handshake that failed, in words; the usual reasons in ours.
  static func handshakeFailure(_ reason: String, host: String) -> Diagnostic {
    let known = [
      ("wrong version number", "it does not speak TLS", "check scheme and port of the URL"),
      (
        "alert certificate required", "it wants a certificate of yours",
        "name it: --cert FILE and --key FILE, or 'cert' and 'key' in the configuration"
      ),
      (
        "protocol version", "it speaks no TLS newer than 1.1",
        "tell the backend's owner: TLS 1.2 is the oldest that is spoken here"
      ),
    ].first { reason.contains($0.0) }
    return Diagnostic(
      "no secure connection to \(host): \(known?.1 ?? shown(reason))",
      remedy: known?.2 ?? "check scheme and port of the URL, and the proxy if there is one",
      exitStatus: .unreachable
    )
  }
}
