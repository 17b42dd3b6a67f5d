public import Conversation
public import WireFormats

/// What became of a response body.
public struct Decoding: Equatable {
  /// What it says.
  public var events: [ReplyEvent] = []
  /// Why it did not come to a good end; `nil` when it did.
  public var error: WireError?

  /// The body that comes in these pieces, decoded in the way of an API.
  public init(
    of pieces: [[UInt8]],
    by api: any ChatAPI = GleanAPI(),
    isSelfDelimited: Bool = false
  ) {
    let head = HTTPResponseHead(status: 200, isSelfDelimited: isSelfDelimited)
    self.init(of: pieces, by: api, head: head)
  }

  /// The body that comes in these pieces behind a head.
  public init(of pieces: [[UInt8]], by api: any ChatAPI, head: HTTPResponseHead) {
    var decoder = api.decoder(for: head)
    var events: [ReplyEvent] = []
    do throws(WireError) {
      for piece in pieces { try decoder.receive(piece) { events.append($0) } }
      try decoder.finish { events.append($0) }
    } catch {
      self.error = error
    }
    self.events = events
  }

  /// The body that comes at once.
  public init(of body: String, by api: any ChatAPI = GleanAPI(), isSelfDelimited: Bool = false) {
    self.init(of: [Array(body.utf8)], by: api, isSelfDelimited: isSelfDelimited)
  }

  /// What comes of it when the body ends now; the decoder itself stays as it is.
  public init(endOf decoder: any ReplyDecoder, after events: [ReplyEvent]) {
    var decoder = decoder
    self.events = events
    do throws(WireError) {
      try decoder.finish { self.events.append($0) }
    } catch {
      self.error = error
    }
  }

  /// The events folded.
  public var reply: Reply {
    var reply = Reply()
    for event in events { reply.apply(event) }
    reply.isIncomplete = error != nil
    return reply
  }
}
