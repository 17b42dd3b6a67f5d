public import Conversation

/// What is spoken where neither the person nor the URL says which API it is: the reply tells.
///
/// Prompts are sent as ``PlainAPI`` sends them.
public struct AutoAPI: ChatAPI {
  private let known: [any ChatAPI]
  private let fallback = PlainAPI()

  /// A choice among APIs, in the order in which a piece of a reply is tried on them.
  public init(among known: [any ChatAPI] = KnownAPIs.byReply) {
    self.known = known
  }

  /// What `--api` calls it.
  public var name: String { "auto" }

  /// A request has no place for them.
  public var takesTurns: Bool { false }

  /// No URL is this API's own.
  public func recognises(url: String) -> Bool { false }

  /// That of the plain request.
  public var modelKey: String? { fallback.modelKey }

  /// That of the plain request.
  public var systemKey: String? { fallback.systemKey }

  /// The plain request.
  public func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    fallback.request(for: prompt, to: endpoint)
  }

  /// A decoder that waits for the first piece that tells the API, says which it is, and has it decode everything.
  public func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    AutoDecoder(head: head, known: known, fallback: fallback)
  }

  /// What the API of the reply makes of it.
  public func feedbackRequest(
    _ feedback: Feedback,
    on reply: Reply,
    to endpoint: Endpoint
  ) -> HTTPRequest? {
    known.first { $0.name == reply.facts.api }?.feedbackRequest(feedback, on: reply, to: endpoint)
  }
}

/// Holds the beginning of a body until a piece of it tells whose it is.
private struct AutoDecoder: ReplyDecoder {
  private let head: HTTPResponseHead
  private let known: [any ChatAPI]
  private let fallback: PlainAPI
  private var start: [UInt8] = []
  private var cutter = FrameCutter()
  private var plain: PlainDecoder
  private var frameCount = 0
  private var found: (any ReplyDecoder)?

  /// How many pieces, and bytes behind the first, may say nothing before the reply counts as plain.
  private static let mostFrames = 16
  private static let mostBytes = 256 << 10

  init(head: HTTPResponseHead, known: [any ChatAPI], fallback: PlainAPI) {
    self.head = head
    self.known = known
    self.fallback = fallback
    plain = PlainDecoder(head: head)
  }

  var isComplete: Bool { found?.isComplete ?? false }

  mutating func receive(_ bytes: [UInt8], emit: (ReplyEvent) -> Void) throws(WireError) {
    guard found == nil else {
      try found?.receive(bytes, emit: emit)
      return
    }
    start += bytes
    guard let api = api(of: bytes) else { return }
    try begin(api, emit)
  }

  mutating func finish(emit: (ReplyEvent) -> Void) throws(WireError) {
    if found == nil {
      var api: (any ChatAPI)?
      let known = known
      _ = try? cutter.finish { frame in
        api = api ?? known.first { $0.recognises(frame: frame) }
      }
      try begin(api ?? fallback, emit)
    }
    try found?.finish(emit: emit)
  }

  private mutating func begin(
    _ api: any ChatAPI,
    _ emit: (ReplyEvent) -> Void
  ) throws(WireError) {
    emit(.started(MessageFacts(api: api.name)))
    var decoder = api.decoder(for: head)
    let bytes = start
    start = []
    defer { found = decoder }
    try decoder.receive(bytes, emit: emit)
  }

  /// The API that the bytes so far tell; `nil` while they tell none.
  private mutating func api(of bytes: [UInt8]) -> (any ChatAPI)? {
    var api: (any ChatAPI)?
    var count = frameCount
    let (known, fallback) = (known, fallback)
    do throws(WireError) {
      try cutter.receive(bytes) { frame in
        count += 1
        api = api ?? known.first { $0.recognises(frame: frame) }
        if count > Self.mostFrames { api = api ?? fallback }
      }
      // Text that is no JSON has no pieces, and would be held to its end.
      if plain.isUndecided { try plain.receive(bytes) { _ in } }
    } catch {
      return api ?? fallback
    }
    frameCount = count
    let isTooLong = count > 0 && start.count > Self.mostBytes
    return api ?? (plain.isText || isTooLong ? fallback : nil)
  }
}
