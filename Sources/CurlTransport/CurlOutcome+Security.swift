internal import CLibCurl
internal import Session

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

extension CurlOutcome {
  /// What is wrong with the server's certificate; `nil` where that is not what failed.
  var certificateFailure: CertificateFailure? {
    guard CURLcode(rawValue: code) == CURLE_PEER_FAILED_VERIFICATION else { return nil }
    return CertificateFailure(certificateProblem, reason: reason)
  }

  /// By the number of OpenSSL (`X509_V_ERR_…`), and where libcurl compares the names, by its words.
  private var certificateProblem: CertificateFailure.Problem {
    switch verifyResult {
    case 9: .notYetValid
    case 10: .expired
    case 18: .selfSigned
    case 2, 19, 20, 21: .unknownIssuer
    case 62, 64: .otherHost
    default: reason.contains("subject") && reason.contains("match") ? .otherHost : .other
    }
  }

  /// Why a Unix socket was not connected to.
  var socketFailure: TransportFailure? {
    guard let socket, !isConnected,
      [CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST].contains(CURLcode(rawValue: code))
    else { return nil }
    var status = stat()
    guard stat(socket, &status) == 0 else {
      let problem = Self.problem(errno)
      return .socket(path: socket, problem)
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else { return .socket(path: socket, .notASocket) }
    return .socket(path: socket, Self.problem(systemError == 0 ? ECONNREFUSED : systemError))
  }

  private static func problem(_ error: Int32) -> SocketProblem {
    switch error {
    case ENOENT, ENOTDIR: .missing
    case EACCES, EPERM: .forbidden
    case ECONNREFUSED: .stale
    default: .other(reason: String(cString: strerror(error)))
    }
  }
}
