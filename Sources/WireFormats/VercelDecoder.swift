internal import Conversation

/// The body of an app's reply: a UI message stream, the data stream of the years before it, or text alone.
struct VercelDecoder: ReplyDecoder {
  /// The letters and digits that the lines of a data stream begin with.
  private static let codes = Array("0123456789abcdefghijk".utf8)

  private let head: HTTPResponseHead
  private var start: [UInt8] = []
  private var decoder: (any ReplyDecoder)?

  init(head: HTTPResponseHead) {
    self.head = head
    if head["x-vercel-ai-data-stream"] != nil { decoder = VercelLinesDecoder() }
  }

  var isComplete: Bool { decoder?.isComplete ?? false }

  mutating func receive(_ bytes: [UInt8], emit: (ReplyEvent) -> Void) throws(WireError) {
    guard decoder == nil else { return try decode(bytes, emit) }
    start += bytes
    // A line such as `0:"Hi"` is told by three bytes.
    if start.count >= 3 { try begin(emit) }
  }

  mutating func finish(emit: (ReplyEvent) -> Void) throws(WireError) {
    if decoder == nil { try begin(emit) }
    try decoder?.finish(emit: emit)
  }

  private mutating func begin(_ emit: (ReplyEvent) -> Void) throws(WireError) {
    let isText = head["Content-Type"]?.lowercased().hasPrefix("text/plain") == true
    let openings = [JSONByte.quote, JSONByte.openBrace, JSONByte.openBracket]
    if start.count >= 3, Self.codes.contains(start[0]), start[1] == JSONByte.colon,
      openings.contains(start[2])
    {
      decoder = VercelLinesDecoder()
    } else {
      decoder = isText ? PlainDecoder(head: head) : FramedDecoder(VercelTranslator())
    }
    let bytes = start
    start = []
    try decode(bytes, emit)
  }

  private mutating func decode(
    _ bytes: [UInt8],
    _ emit: (ReplyEvent) -> Void
  ) throws(WireError) {
    // The decoder is taken out while it works, so that its buffers are not copied.
    guard var decoder else { return }
    self.decoder = nil
    defer { self.decoder = decoder }
    try decoder.receive(bytes, emit: emit)
  }
}

/// The AI SDK's data stream of 2024 and 2025, in which a line is a letter or digit for its kind, a colon and JSON.
///
/// Each line becomes the event of the UI message stream that says the same.
/// Source: vercel/ai, version 4, `packages/ui-utils/src/data-stream-parts.ts`.
private struct VercelLinesDecoder: ReplyDecoder {
  /// The kinds of lines whose JSON is an object with the members of an event, and the type of that.
  private static let objects: [UInt8: String] = [
    UInt8(ascii: "9"): "tool-input-available", UInt8(ascii: "a"): "tool-output-available",
    UInt8(ascii: "b"): "tool-input-start", UInt8(ascii: "d"): "finish",
    UInt8(ascii: "e"): "finish-step", UInt8(ascii: "f"): "start", UInt8(ascii: "h"): "source-url",
  ]
  private static let lineFeed: [UInt8] = [JSONByte.lineFeed]

  private var events = FramedDecoder(VercelTranslator())
  private var line: [UInt8] = []
  /// The number of the step, whose text is a block.
  private var step = 0

  var isComplete: Bool { events.isComplete }

  mutating func receive(_ bytes: [UInt8], emit: (ReplyEvent) -> Void) throws(WireError) {
    var rest = bytes[...]
    while let end = rest.firstIndex(of: JSONByte.lineFeed) {
      line += rest[..<end]
      rest = rest[(end + 1)...]
      let event = event(of: line[...])
      line = []
      if !event.isEmpty { try events.receive(event + Self.lineFeed + Self.lineFeed, emit: emit) }
    }
    line += rest
    guard line.count <= JSONLinesParser.defaultLimit else {
      throw .tooLong(limit: JSONLinesParser.defaultLimit)
    }
  }

  mutating func finish(emit: (ReplyEvent) -> Void) throws(WireError) {
    let isWhole = (try? JSONView(parsing: Array(line.dropFirst(2)))) != nil
    // A line that is cut becomes an event that is.
    let last = line.isEmpty || isWhole ? event(of: line[...]) : Array("data: {".utf8)
    if !last.isEmpty { try events.receive(last, emit: emit) }
    try events.finish(emit: emit)
  }

  /// The data of the event that a line becomes; nothing for one that says nothing.
  private mutating func event(of line: ArraySlice<UInt8>) -> [UInt8] {
    var line = line
    while let last = line.last, JSONByte.isWhiteSpace(last) { line.removeLast() }
    guard let code = line.first else { return [] }
    let value = line.dropFirst(2)
    if code == UInt8(ascii: "f") { step += 1 }
    let event: [UInt8]
    switch code {
    case UInt8(ascii: "0"): event = member("text-delta", "delta", value)
    case UInt8(ascii: "g"): event = member("reasoning-delta", "delta", value)
    case UInt8(ascii: "2"): event = member("data-data", "data", value)
    case UInt8(ascii: "3"): event = member("error", "errorText", value)
    case UInt8(ascii: "8"): event = member("data-annotations", "data", value)
    default:
      if let type = Self.objects[code], value.last == UInt8(ascii: "}") {
        let members = value.dropFirst().drop(while: JSONByte.isWhiteSpace)
        let separator = members.count > 1 ? "," : ""
        event = Array("{\"type\":\"\(type)\"\(separator)".utf8) + members
      } else {
        event = Array(line)
      }
    }
    return Array("data: ".utf8) + event
  }

  private func member(_ type: String, _ name: String, _ value: ArraySlice<UInt8>) -> [UInt8] {
    let start = "{\"type\":\"\(type)\",\"id\":\"\(step)\",\"\(name)\":"
    return Array(start.utf8) + value + [UInt8(ascii: "}")]
  }
}
