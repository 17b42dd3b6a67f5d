internal import CommandLine
internal import Conversation

extension BackendError {
  /// The failure in words, for a backend at `url`, which is fit to be shown.
  ///
  /// What was refused is the prompt, or an upload of its files.
  func diagnostic(url: String, isUpload: Bool = false) -> Diagnostic {
    var summary = "the backend reports an error"
    if let status {
      let meaning = isUpload ? Self.meaning(ofUpload: status) : nil
      summary = "\(meaning ?? Self.meaning(of: status)): status \(status)"
    }
    if !message.isEmpty { summary += ": " + shown(message) }
    if let code { summary += " (\(shown(code)))" }
    let isTooLarge = isUpload && status == 413
    return Diagnostic(
      summary,
      remedy: isTooLarge ? "attach a smaller file" : remedy(url: url),
      exitStatus: exitStatus
    )
  }

  /// What a status says of an upload, where that is not what it says of a prompt.
  private static func meaning(ofUpload status: Int) -> String? {
    switch status {
    case 404, 405, 410: "the backend takes no files at this URL"
    case 413: "a file is too large for the backend"
    case 415: "the backend does not take files of this kind"
    default: nil
    }
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
    case 400, 422: "the backend does not accept the request"
    case 401: "not let in"
    case 403: "not allowed"
    case 404, 405, 410: "no chat at this URL"
    case 407: "the proxy asks for a user name and password"
    case 408: "the backend waited too long for the request"
    case 413: "the prompt is too long for the backend"
    case 429: "too many requests"
    case 502, 503: "the backend is not available"
    case 504: "the backend took too long"
    case 500...: "the backend has failed"
    default: "the backend refuses"
    }
  }

  private func remedy(url: String) -> String? {
    switch status {
    case 400, 422: "check --api and the URL; 'chat ask --dry-run' prints the request"
    case 401: "give a valid token by 'chat login' or in CHAT_TOKEN"
    case 403: "ask the backend's owner whether this token may chat"
    case 404, 405, 410: "check the path of the URL: \(url)"
    case 407: TransportFailure.proxyPasswordRemedy
    case 413: "send a shorter prompt"
    case 408, 429, 502, 503, 504:
      retryAfterMillis.map { "try again in \(($0 + 999) / 1_000) s" } ?? "try again in a while"
    case .some(500...): "try again; if it stays so, tell the backend's owner"
    default: retryAfterMillis.map { "try again in \(($0 + 999) / 1_000) s" }
    }
  }
}
