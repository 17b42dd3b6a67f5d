internal import Conversation
public import WireFormats

/// Sends one request and hands over the response as it arrives.
public protocol Transport {
  /// Sends `request` and calls `receive` with the head once and with the body's bytes as often as some arrive,
  /// on the calling thread. Returns when the body has ended, or as soon as `receive` says `.stop`.
  ///
  /// Redirects are not followed: their status is handed over like any other.
  ///
  /// With `.send`, `receive` has further, short requests sent while the first goes on. Each of them is answered by one
  /// `.response`, before or after the first body's end; the call returns when all have come. Those that are under way when
  /// `receive` says `.stop`, or when the first transfer fails, are finished if that takes but a moment, and else dropped.
  func send(
    _ request: HTTPRequest,
    limits: TransferLimits,
    receive: (TransferEvent) -> TransferDecision
  ) throws(TransportFailure)
}

/// A whole response of a known, small size.
public struct HTTPResponse: Equatable, Sendable {
  /// The status and header fields.
  public var head: HTTPResponseHead
  /// The bytes of the body, decompressed.
  public var body: [UInt8]

  /// A response with both its parts.
  public init(head: HTTPResponseHead, body: [UInt8]) {
    self.head = head
    self.body = body
  }
}

extension HTTPResponseHead {
  /// Whether the status means success.
  var isSuccess: Bool { (200..<300).contains(status) }
}

extension Transport {
  /// Sends a request and waits for the whole of its response, which has to be a success.
  @discardableResult
  func sendWhole(
    _ request: HTTPRequest,
    limits: TransferLimits
  ) throws(ExchangeFailure) -> HTTPResponse {
    var head: HTTPResponseHead?
    var body: [UInt8] = []
    do throws(TransportFailure) {
      try send(request, limits: limits) { event in
        switch event {
        case .head(let received): head = received
        case .bytes(let bytes): body += bytes
        case .response: break
        }
        return .proceed
      }
    } catch {
      throw .transport(error)
    }
    guard let head else { throw .transport(.noAnswer) }
    guard head.isSuccess else { throw ExchangeFailure(head: head, body: body) }
    return HTTPResponse(head: head, body: body)
  }
}

extension Transport {
  /// Uploads files, and answers by what a prompt names them.
  func upload(
    _ request: HTTPRequest,
    limits: TransferLimits,
    _ names: ([UInt8]) throws(UploadFailure) -> [String]
  ) throws(ExchangeFailure) -> [String] {
    let response: HTTPResponse
    do throws(ExchangeFailure) {
      response = try sendWhole(request, limits: limits)
    } catch {
      throw .upload(error)
    }
    do throws(UploadFailure) {
      return try names(response.body)
    } catch {
      let reason = error.reason ?? "the backend's response names no file"
      throw .upload(.backend(BackendError(message: reason)))
    }
  }
}

/// A piece of a response.
public enum TransferEvent: Equatable, Sendable {
  /// The status and header fields, once, before any bytes.
  case head(HTTPResponseHead)
  /// The next bytes of the body, decompressed.
  case bytes([UInt8])
  /// What came of a request that was sent beside: the whole response, whatever its status.
  case response(Result<HTTPResponse, TransportFailure>, to: HTTPRequest)
}

/// Whether a transfer goes on.
public enum TransferDecision: Sendable {
  case proceed
  /// Goes on, but what came was nothing that is waited for: the limit for progress counts on.
  case wait
  /// Goes on, with these requests beside it.
  case send([SideRequest])
  case stop
}

/// A short request that is sent while a longer transfer goes on.
public struct SideRequest: Equatable, Sendable {
  /// What is sent.
  public var request: HTTPRequest
  /// How long it may take and how large its response may be.
  public var limits: TransferLimits

  /// A request within limits of its own.
  public init(_ request: HTTPRequest, limits: TransferLimits) {
    self.request = request
    self.limits = limits
  }
}

/// How long a transfer may take and how large it may grow; 0 is no limit.
public struct TransferLimits: Equatable, Sendable {
  /// Seconds until a connection stands.
  public var connect: Double
  /// Seconds from the request to the first byte of the body.
  public var firstByte: Double
  /// Seconds between two arrivals of bytes.
  public var idle: Double
  /// Seconds between two arrivals of something that is waited for.
  public var progress: Double
  /// Seconds for the whole transfer.
  public var total: Double
  /// Bytes of the decompressed body.
  public var bodyBytes: Int
  /// Whether the request may be sent again where that helps.
  public var mayRepeat = true

  /// The limits; each has the default of `chat`.
  public init(
    connect: Double = 10,
    firstByte: Double = 120,
    idle: Double = 60,
    progress: Double = 300,
    total: Double = 0,
    bodyBytes: Int = 64 << 20
  ) {
    self.connect = connect
    self.firstByte = firstByte
    self.idle = idle
    self.progress = progress
    self.total = total
    self.bodyBytes = bodyBytes
  }
}

/// Why a transfer did not come to its end.
///
/// Reasons are the library's words: outside text.
public enum TransportFailure: Error, Equatable, Sendable {
  /// The URL cannot be used.
  case badURL(reason: String)
  /// The host name has no address.
  case unknownHost(String)
  /// The proxy's name has no address.
  case unknownProxy(String)
  /// No connection could be made to the host and port.
  case cannotConnect(to: String, reason: String)
  /// The proxy was reached and does not connect us; its status.
  case proxyRefused(status: Int)
  /// The Unix socket takes no connection.
  case socket(path: String, SocketProblem)
  /// The server's certificate is not trusted.
  case certificate(CertificateFailure)
  /// Our own certificate or its key cannot be used.
  case clientCertificate(reason: String)
  /// The file of the authorities that are trusted cannot be used.
  case authorities(path: String)
  /// The TLS handshake failed.
  case tls(reason: String)
  /// The connection ended before any answer.
  case noAnswer
  /// The connection ended in the middle of the answer.
  case interrupted(reason: String)
  /// What answers does not speak HTTP.
  case notHTTP
  /// The answer breaks the rules of HTTP or of its compression.
  case protocolViolation(reason: String)
  /// A limit of time was reached.
  case timedOut(TimeLimit, seconds: Double)
  /// The decompressed body is larger than the limit, in bytes.
  case tooLarge(limit: Int)
  /// A signal, such as Ctrl-C's, ended the transfer; its number.
  case cancelled(signal: Int32)
  /// Anything else; the library's number and words.
  case other(code: Int, reason: String)

  /// The limits of time that a transfer can reach.
  public enum TimeLimit: String, Sendable {
    case connect
    case firstByte
    case idle
    case progress
    case total
  }
}
