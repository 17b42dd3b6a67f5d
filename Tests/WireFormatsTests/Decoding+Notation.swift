import Conversation
import TestSupport

extension Decoding {
  /// A readable line an event.
  var notation: String {
    let lines = events.map(\.notation) + (error.map { ["throws \($0.notation)"] } ?? [])
    return lines.map { $0 + "\n" }.joined()
  }
}
