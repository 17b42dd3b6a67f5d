public import CommandLine
internal import Conversation
internal import TerminalText
internal import WireFormats

extension ExchangeFailure {
  /// The failure in words, for a backend at `url`.
  public func diagnostic(url: String) -> Diagnostic {
    switch self {
    case .transport(let failure): failure.diagnostic(host: Self.host(of: url))
    case .backend(let error): error.diagnostic(url: url)
    case .wire(let error): error.diagnostic(url: url)
    case .redirected(let status, let location):
      Diagnostic(
        "the backend has moved: status \(status), and redirects are not followed",
        remedy: location.map { "use this URL if you trust it: \(shown($0))" }
          ?? "ask its owner for the URL that it has now",
        exitStatus: .failed
      )
    }
  }

  private static func host(of url: String) -> String {
    let authority = url.split(separator: "/", maxSplits: 2).dropFirst().first ?? ""
    let host = authority.split(separator: "@").last ?? authority
    return shown(String(host))
  }
}

extension TransportFailure {
  fileprivate func diagnostic(host: String) -> Diagnostic {
    switch self {
    case .badURL(let reason):
      Diagnostic("cannot use the URL: \(shown(reason))", exitStatus: .usage)
    case .unknownHost(let name):
      Diagnostic(
        "cannot reach \(shown(name)): no address is known for this name",
        remedy: "check the host in the URL, and the network",
        exitStatus: .unreachable
      )
    case .unknownProxy(let name):
      Diagnostic(
        "cannot reach the proxy \(shown(name)): no address is known for this name",
        remedy: "check http_proxy, https_proxy and all_proxy",
        exitStatus: .unreachable
      )
    case .cannotConnect(let place, let reason):
      Diagnostic(
        "cannot reach \(shown(place)): \(shown(reason))",
        remedy: "check the URL, and that the server runs",
        exitStatus: .unreachable
      )
    case .tls(let reason):
      Diagnostic("no secure connection to \(host): \(shown(reason))", exitStatus: .unreachable)
    case .noAnswer:
      Diagnostic(
        "lost \(host): it ended the connection without an answer",
        exitStatus: .unreachable
      )
    case .interrupted(let reason):
      Diagnostic("the answer is incomplete: \(shown(reason))", exitStatus: .unreachable)
    case .notHTTP:
      Diagnostic(
        "\(host) does not speak HTTP",
        remedy: "check scheme and port of the URL",
        exitStatus: .notUnderstood
      )
    case .protocolViolation(let reason):
      Diagnostic("the reply breaks the rules of HTTP: \(shown(reason))", exitStatus: .notUnderstood)
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

  private static func timedOut(
    _ limit: TimeLimit,
    _ seconds: Double,
    _ host: String
  ) -> Diagnostic {
    let time = seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
    let (what, remedy): (String, String?) =
      switch limit {
      case .connect: ("no connection to \(host) within \(time)", "--connect-timeout allows more")
      case .firstByte: ("no answer from \(host) within \(time)", nil)
      case .idle: ("the answer is incomplete, nothing more came for \(time)", nil)
      case .total: ("no complete answer within \(time)", "--timeout allows more")
      }
    return Diagnostic("timed out: \(what)", remedy: remedy, exitStatus: .timedOut)
  }
}

extension BackendError {
  fileprivate func diagnostic(url: String) -> Diagnostic {
    var summary = "the backend reports an error"
    if let status { summary = "\(Self.meaning(of: status)): status \(status)" }
    if !message.isEmpty { summary += ": " + shown(message) }
    if let code { summary += " (\(shown(code)))" }
    return Diagnostic(summary, remedy: remedy(url: url), exitStatus: exitStatus)
  }

  private var exitStatus: ExitStatus {
    switch status {
    case 401, 403: .notLetIn
    case 429: .rateLimited
    case 408: .timedOut
    default: .failed
    }
  }

  private static func meaning(of status: Int) -> String {
    switch status {
    case 202: "the answer will come later"
    case 400, 422: "the backend refuses the request"
    case 401: "not let in"
    case 403: "not allowed"
    case 404, 405, 410: "no chat at this URL"
    case 408, 504: "the backend took too long"
    case 413: "the request is too large"
    case 429: "too many requests"
    case 500...: "the backend has failed"
    default: "the backend refuses"
    }
  }

  private func remedy(url: String) -> String? {
    switch status {
    case 401: "give a valid token in CHAT_TOKEN"
    case 403: "ask the backend's owner whether this token may chat"
    case 404, 405, 410: "check the path of the URL: \(shown(url))"
    case 429, 503:
      retryAfterMillis.map { "try again in \(($0 + 999) / 1_000) s" } ?? "try again in a while"
    default: nil
    }
  }
}

extension WireError {
  fileprivate func diagnostic(url: String) -> Diagnostic {
    switch self {
    case .incomplete:
      Diagnostic(
        "the answer is incomplete: the connection ended before its end",
        exitStatus: .unreachable
      )
    case .empty:
      Diagnostic("the reply is empty", exitStatus: .notUnderstood)
    case .notUTF8:
      Diagnostic("the answer is incomplete: what follows is not UTF-8", exitStatus: .notUnderstood)
    case .webPage(let start):
      Diagnostic(
        "the reply is a web page, not an answer: \(shown(start))",
        remedy: "check the URL: \(shown(url))",
        exitStatus: .notUnderstood
      )
    case .notUnderstood(let reason, let start):
      Diagnostic(
        "the reply could not be understood: \(shown(reason))"
          + (start.isEmpty ? "" : "; it begins with \(shown(start))"),
        remedy: "check the URL; --raw shows the reply as it comes",
        exitStatus: .notUnderstood
      )
    case .tooLong(let limit):
      Diagnostic(
        "the answer is incomplete: a line is longer than \(limit >> 20) MiB",
        exitStatus: .notUnderstood
      )
    }
  }
}

/// Outside text on one line, at a length that leaves room for ours.
private func shown(_ text: String) -> String {
  Sanitizer.singleLine(text, limit: 200)
}
