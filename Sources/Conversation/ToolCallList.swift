/// Tool calls in the order of their first appearance, each with its place by its id: a reply may have many thousands.
struct ToolCallList: Equatable, Sendable {
  private(set) var calls: [ToolCall] = []
  private var places: [String: Int] = [:]

  init(_ calls: [ToolCall] = []) {
    self.calls = calls
    for (place, call) in calls.enumerated() {
      if let id = call.id { places[id] = place }
    }
  }

  /// Puts a call in the place of the one with its id, or else at the end.
  mutating func put(_ call: ToolCall) {
    if let place = call.id.flatMap({ places[$0] }) {
      calls[place] = call
      return
    }
    if let id = call.id { places[id] = calls.count }
    calls.append(call)
  }

  static func == (left: ToolCallList, right: ToolCallList) -> Bool {
    left.calls == right.calls
  }
}
