public import CommandLine
internal import Conversation
internal import TerminalText
public import WireFormats

extension ExchangeFailure {
  /// The failure in words, for a backend at `url`.
  public func diagnostic(url: String) -> Diagnostic {
    switch self {
    case .transport(let failure): failure.diagnostic(host: ShownURL.host(of: url))
    case .backend(let error): error.diagnostic(url: ShownURL.text(of: url))
    case .local(let diagnostic): diagnostic
    case .upload(.backend(let error)):
      error.diagnostic(url: ShownURL.text(of: url), isUpload: true).ofUpload
    case .upload(let failure): failure.diagnostic(url: url).ofUpload
    case .models(let failure, let url): failure.diagnostic(url: url).ofModels(failure, url)
    case .filter(let failure): Diagnostic(failure, exitStatus: .usage)
    case .wire(let error): error.diagnostic(url: ShownURL.text(of: url))
    case .redirected(let status, let location?):
      Diagnostic(
        "not answered here: status \(status) points to \(ShownURL.text(ofLocation: location)), "
          + "and redirects are not followed",
        remedy: "if the backend is there, give that URL; if it is a login page, check CHAT_TOKEN",
        exitStatus: .failed
      )
    case .redirected(let status, nil):
      Diagnostic(
        "not answered here: status \(status) without a place to go to",
        remedy: "check the URL: \(ShownURL.text(of: url))",
        exitStatus: .failed
      )
    }
  }
}

extension Diagnostic {
  fileprivate var ofUpload: Diagnostic {
    var words = self
    words.summary = "the prompt was not sent, because its files were not uploaded: " + summary
    return words
  }

  /// What is said of a prompt does not hold for a list: neither that there is no chat, nor how to see the reply.
  fileprivate func ofModels(_ failure: ExchangeFailure, _ url: String) -> Diagnostic {
    let hasNone =
      switch failure {
      case .wire: true
      case .backend(let error): [404, 405, 410, 501].contains(error.status)
      default: false
      }
    var words = self
    if hasNone {
      words.summary = "the backend has no list of models at \(ShownURL.text(of: url))"
      words.remedy = "prompts can go to it all the same, with --model NAME"
    } else {
      words.summary = "the models cannot be listed: " + summary
    }
    return words
  }
}

extension TransportFailure {
  fileprivate func diagnostic(host: String) -> Diagnostic {
    switch self {
    case .badURL(let reason):
      Diagnostic(
        "the request cannot be sent: \(shown(reason))",
        remedy: "check the URL and the header fields",
        exitStatus: .usage
      )
    case .unknownHost(let name):
      Diagnostic(
        "cannot reach \(shown(name)): no address is known for this name",
        remedy: "check the host in the URL, and the network",
        exitStatus: .unreachable
      )
    case .unknownProxy(let name):
      Diagnostic(
        "cannot reach the proxy \(shown(name)): no address is known for this name",
        remedy: Self.proxyRemedy,
        exitStatus: .unreachable
      )
    case .cannotConnect(let place, let reason) where !Self.isPlace(place, of: host):
      Diagnostic(
        "cannot reach the proxy \(shown(place)): \(shown(reason))",
        remedy: Self.proxyRemedy,
        exitStatus: .unreachable
      )
    case .cannotConnect(let place, let reason):
      Diagnostic(
        "cannot reach \(shown(place)): \(shown(reason))",
        remedy: "check host and port of the URL, and that the server runs",
        exitStatus: .unreachable
      )
    case .proxyRefused(let status): Self.proxyRefusal(status, host: host)
    case .socket(let path, let problem): problem.diagnostic(path: path)
    case .certificate(let failure): failure.diagnostic(host: host)
    case .clientCertificate(let reason):
      Diagnostic(
        "our own certificate for \(host) cannot be used: \(shown(reason))",
        remedy:
          "check 'cert' and 'key': the key has to belong to the certificate, and one with a passphrase "
          + "needs 'keyPasswordCommand'",
        exitStatus: .usage
      )
    case .authorities(let path):
      Diagnostic(
        "no authorities can be read from \(shown(path))",
        remedy: "it has to be a file in PEM: check --cacert, SSL_CERT_FILE and 'cacert'",
        exitStatus: .usage
      )
    case .tls(let reason): Self.handshakeFailure(reason, host: host)
    case .noAnswer:
      Diagnostic(
        "no answer from \(host): it ended the connection",
        remedy: "try again; if that does not help, check scheme and port of the URL",
        exitStatus: .unreachable
      )
    case .interrupted(let reason):
      Diagnostic(
        "the answer is incomplete: \(shown(reason))",
        remedy: "try again",
        exitStatus: .unreachable
      )
    case .notHTTP:
      Diagnostic(
        "no answer from \(host): it does not speak HTTP",
        remedy: "check scheme and port of the URL",
        exitStatus: .notUnderstood
      )
    case .protocolViolation(let reason):
      Diagnostic(
        "the reply breaks the rules of HTTP: \(shown(reason))",
        remedy: "check scheme and port of the URL, and the proxy if there is one",
        exitStatus: .notUnderstood
      )
    case .timedOut(let limit, let seconds): Self.timedOut(limit, seconds, host)
    case .tooLarge(let limit):
      Diagnostic(
        "the answer is incomplete: it is larger than \(limit >> 20) MiB",
        exitStatus: .notUnderstood
      )
    case .cancelled:
      Diagnostic("interrupted: the answer is incomplete", exitStatus: .interrupted)
    case .other(let code, let reason):
      Diagnostic(
        "the transfer failed: \(shown(reason)) (libcurl's error \(code))",
        exitStatus: .unreachable
      )
    }
  }

  private static let proxyRemedy =
    "check --proxy, 'proxy' in the configuration, and https_proxy, http_proxy and all_proxy"

  /// Whether a place that a connection was tried to is the backend's own; else it is a proxy's.
  private static func isPlace(_ place: String, of host: String) -> Bool {
    let place = place.filter { $0 != "[" && $0 != "]" }.lowercased()
    let host = host.filter { $0 != "[" && $0 != "]" }.lowercased()
    return place == host || place.hasPrefix(host + ":")
  }

  private static func timedOut(
    _ limit: TimeLimit,
    _ seconds: Double,
    _ host: String
  ) -> Diagnostic {
    let digits = "\(seconds)"
    let time = (digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits) + " s"
    let (what, remedy) =
      switch limit {
      case .connect:
        ("no connection to \(host) within \(time)", "--connect-timeout gives it more time")
      case .firstByte: ("no answer from \(host) within \(time)", "--timeout gives it more time")
      case .idle:
        ("the answer is incomplete, nothing more came for \(time)", "--timeout allows a pause")
      case .progress:
        (
          "the answer is incomplete, nothing but signs of life came for \(time)",
          "--timeout gives it more time"
        )
      case .total: ("no complete answer within \(time)", "--timeout gives it more time")
      }
    return Diagnostic("timed out: \(what)", remedy: remedy, exitStatus: .timedOut)
  }
}

extension WireError {
  fileprivate func diagnostic(url: String) -> Diagnostic {
    switch self {
    case .incomplete:
      Diagnostic(
        "the answer is incomplete: the reply ended before the answer did",
        remedy: "try again",
        exitStatus: .unreachable
      )
    case .empty:
      Diagnostic(
        "no answer: the reply is empty",
        remedy: "check the URL: \(url)",
        exitStatus: .notUnderstood
      )
    case .notUTF8:
      Diagnostic(
        "the answer is incomplete: what follows is not UTF-8",
        remedy: "'chat ask --raw' prints the reply as it comes",
        exitStatus: .notUnderstood
      )
    case .webPage(let start):
      Diagnostic(
        "the reply is a web page, not an answer: \(shown(start))",
        remedy: "check the URL: \(url)",
        exitStatus: .notUnderstood
      )
    case .notUnderstood(let reason, let start):
      Diagnostic(
        "the reply could not be understood: \(shown(reason))"
          + (start.isEmpty ? "" : "; it begins with \(shown(start))"),
        remedy: "check the URL and --api; 'chat ask --raw' prints the reply as it comes",
        exitStatus: .notUnderstood
      )
    case .tooLong(let limit):
      Diagnostic(
        "the answer is incomplete: a line of it is longer than \(limit >> 20) MiB",
        exitStatus: .notUnderstood
      )
    case .filter(let failure): Diagnostic(failure, exitStatus: .notUnderstood)
    }
  }
}

extension Diagnostic {
  /// A filter's failure in words: which filter, what jq says, and what it was given.
  public init(_ failure: FilterFailure, exitStatus: ExitStatus) {
    self.init(
      "the filter '\(shown(failure.filter))' fails: \(shown(failure.reason))",
      remedy: failure.input.isEmpty ? nil : "its input begins with \(shown(failure.input))",
      exitStatus: exitStatus
    )
  }
}

/// Outside text on one line, at a length that leaves room for ours.
func shown(_ text: String) -> String {
  Sanitizer.singleLine(text, limit: 200)
}
