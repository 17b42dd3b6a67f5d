import Conversation
import TestSupport
import WireFormats

/// What becomes of a body of which only the beginning came.
struct Cut {
  /// How many bytes came.
  let position: Int
  /// What they became, where the end of the connection is the end of the body.
  let end: Decoding

  /// The body cut at every position, from nothing to all but the last byte.
  static func every(of body: [UInt8], by api: any ChatAPI = GleanAPI()) -> [Cut] {
    let head = HTTPResponseHead(status: 200, isSelfDelimited: false)
    var decoder = api.decoder(for: head)
    var events: [ReplyEvent] = []
    var cuts: [Cut] = []
    do throws(WireError) {
      for (position, byte) in body.enumerated() {
        cuts.append(Cut(position: position, end: Decoding(endOf: decoder, after: events)))
        try decoder.receive([byte]) { events.append($0) }
      }
    } catch {
      return cuts
    }
    return cuts
  }

  /// The events without what is told of the end alone.
  var genuineEvents: ArraySlice<ReplyEvent> {
    var events = end.events[...]
    while let last = events.last, Self.tellsOfTheEnd(last) { events.removeLast() }
    return events
  }

  private static func tellsOfTheEnd(_ event: ReplyEvent) -> Bool {
    switch event {
    case .finished, .text("\u{FFFD}"): true
    case .failed(let error): error.status == 202
    default: false
    }
  }
}
