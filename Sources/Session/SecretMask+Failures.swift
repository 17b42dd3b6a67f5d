internal import Conversation
internal import TerminalText
internal import WireFormats

extension ReplyEvent {
  /// The event, with no credential in what is said beside an answer.
  func hiding(_ mask: SecretMask) -> ReplyEvent {
    switch self {
    case .failed(let error): .failed(error.hiding(mask))
    case .notice(let words): .notice(mask.masking(words))
    default: self
    }
  }
}

extension BackendError {
  fileprivate func hiding(_ mask: SecretMask) -> BackendError {
    var error = self
    error.message = mask.masking(message)
    error.code = code.map(mask.masking)
    return error
  }
}

extension ExchangeFailure {
  /// The failure, with no credential in the words that came from outside.
  func hiding(_ mask: SecretMask) -> ExchangeFailure {
    switch self {
    case .backend(let error): .backend(error.hiding(mask))
    case .redirected(let status, let location):
      .redirected(status: status, location: location.map(mask.masking))
    case .upload(let failure): .upload(failure.hiding(mask))
    case .models(let failure, let url): .models(failure.hiding(mask), url: url)
    case .filter(let failure): .filter(failure.hiding(mask))
    case .wire(.webPage(let start)): .wire(.webPage(start: mask.masking(start)))
    case .wire(.notUnderstood(let reason, let start)):
      .wire(.notUnderstood(reason: mask.masking(reason), start: mask.masking(start)))
    case .wire(.filter(let failure)): .wire(.filter(failure.hiding(mask)))
    case .wire, .transport, .local: self
    }
  }
}

extension FilterFailure {
  fileprivate func hiding(_ mask: SecretMask) -> FilterFailure {
    FilterFailure(filter: filter, reason: mask.masking(reason), input: mask.masking(input))
  }
}
