public import CommandLine
public import Conversation
public import WireFormats

/// Why a prompt was not answered, or not to the end.
public enum ExchangeFailure: Error, Equatable, Sendable {
  /// The transfer did not come to its end.
  case transport(TransportFailure)
  /// The backend said so, by a status or in its answer.
  case backend(BackendError)
  /// The backend sends its visitors elsewhere; the status and where to, outside text.
  case redirected(status: Int, location: String?)
  /// Something on this machine failed; the words for it.
  case local(Diagnostic)
  /// A person's own filter made no request.
  case filter(FilterFailure)
  /// Files that go with the prompt could not be uploaded, so that it was not sent.
  indirect case upload(ExchangeFailure)
  /// The backend's models could not be listed; where it was asked.
  indirect case models(ExchangeFailure, url: String)
  /// The answer could not be read.
  case wire(WireError)

  /// The failure that a response without success means.
  init(head: HTTPResponseHead, body: [UInt8]) {
    if (300..<400).contains(head.status) {
      self = .redirected(status: head.status, location: head["Location"])
    } else {
      self = .backend(BackendError(head: head, body: body))
    }
  }

  /// The signal that ended the exchange, if one did.
  public var signal: Int32? {
    switch self {
    case .transport(.cancelled(let signal)): signal
    case .upload(let failure), .models(let failure, _): failure.signal
    default: nil
    }
  }

  /// Whether it ends an answer that had begun, so that what came of it is only a part.
  var cutsOff: Bool {
    switch self {
    case .transport, .wire(.incomplete), .wire(.notUTF8), .wire(.tooLong), .wire(.filter): true
    case .wire, .backend, .redirected, .local, .filter, .upload, .models: false
    }
  }
}
