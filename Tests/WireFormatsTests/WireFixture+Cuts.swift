import Conversation
import TestSupport
import Testing
import WireFormats

extension WireFixture {
  /// Expects of every beginning of the body that its answer is the beginning of what the whole body's was at some time.
  ///
  /// An API whose replies have a mark at their end, `isMarked`, must take no other beginning for a whole reply.
  func expectNothingInventedWhenCut(by api: any ChatAPI, isMarked: Bool) {
    let whole = Decoding(of: [body], by: api)
    var reply = Reply()
    let contents = whole.events.map { event in
      reply.apply(event)
      return reply.content
    }
    for cut in Cut.every(of: body, by: api) {
      let end = cut.end.reply
      let came = end.content.hasSuffix("\u{FFFD}") ? String(end.content.dropLast()) : end.content
      let isPart = came.isEmpty || contents.contains { $0.utf8.starts(with: came.utf8) }
      #expect(isPart, "cut at \(cut.position): \(came)")
      guard isMarked, cut.end.events.last == .finished(.stop) else { continue }
      #expect(end.content == whole.reply.content, "cut at \(cut.position)")
    }
  }
}
