internal import Conversation
internal import WireFormats

/// A response while it comes in.
struct Response {
  private let api: any ChatAPI
  private var head: HTTPResponseHead?
  /// Only for a status that means success.
  var decoder: (any ReplyDecoder)?
  private var errorBody: [UInt8] = []
  /// The failure that the backend told in its answer.
  private var backendError: BackendError?
  private var wireError: WireError?

  /// Whether the response has a status that means no success.
  var isRefused: Bool { head != nil && decoder == nil }

  /// Whether the backend told a failure in its answer.
  var hasFailed: Bool { backendError != nil }

  /// Whether the reply has said that nothing more of it comes.
  var isComplete: Bool { decoder?.isComplete == true }

  /// The most bytes of the body of an error response that are looked at.
  static let errorBodyBytes = 64 << 10

  init(api: any ChatAPI) {
    self.api = api
  }

  /// Takes in a piece; answers whether more is wanted.
  mutating func take(_ event: TransferEvent, _ onEvent: (ReplyEvent) -> Void) -> Bool {
    switch event {
    case .head(let head):
      self.head = head
      if head.isSuccess { decoder = api.decoder(for: head) }
      return true
    case .bytes(let bytes) where decoder == nil:
      errorBody += bytes.prefix(Self.errorBodyBytes - errorBody.count)
      return errorBody.count < Self.errorBodyBytes
    case .bytes(let bytes):
      decode(bytes, isWhole: true, onEvent)
      return wireError == nil && !isComplete
    case .response:
      return true
    }
  }

  /// Takes note that nothing more comes; that the reply is finished only counts when it is whole.
  mutating func finish(isWhole: Bool, _ onEvent: (ReplyEvent) -> Void) {
    decode(nil, isWhole: isWhole, onEvent)
  }

  /// Gives the decoder more bytes, or tells it that there are no more.
  private mutating func decode(
    _ bytes: [UInt8]?,
    isWhole: Bool,
    _ onEvent: (ReplyEvent) -> Void
  ) {
    guard var decoder, wireError == nil else { return }
    // The decoder is taken out while it works, so that its buffers are not copied.
    self.decoder = nil
    do throws(WireError) {
      let emit: (ReplyEvent) -> Void = { event in
        if case .finished = event, !isWhole { return }
        if case .failed(let error) = event { backendError = error }
        onEvent(event)
      }
      if let bytes {
        try decoder.receive(bytes, emit: emit)
      } else {
        try decoder.finish(emit: emit)
      }
    } catch {
      wireError = error
    }
    self.decoder = decoder
  }

  /// How it ended, once nothing more comes; `isStopped` tells that the rest was not wanted.
  func end(_ transferFailure: TransportFailure?, isStopped: Bool) -> AnswerEnd {
    AnswerEnd(failure: isStopped ? nil : failure(transferFailure), hasBegun: head != nil)
  }

  /// Of several failures the one that tells most: a person's own wish, then what the backend says, then how its
  /// words were lost on the way.
  private func failure(_ transferFailure: TransportFailure?) -> ExchangeFailure? {
    let transfer = transferFailure.map(ExchangeFailure.transport)
    if transfer?.signal != nil { return transfer }
    if let head, decoder == nil { return ExchangeFailure(head: head, body: errorBody) }
    return backendError.map(ExchangeFailure.backend) ?? transfer
      ?? wireError.map(ExchangeFailure.wire)
  }
}
