/// A Server-Sent Event (WHATWG HTML §9.2).
public struct ServerSentEvent: Equatable, Sendable {
  /// The event's name; empty where it has none.
  public var name: String
  /// The lines of its data, joined by line feeds.
  public var data: [UInt8]
  /// The id that the stream has reached with it; empty before there is one.
  public var id: String

  /// An event with all its parts.
  public init(name: String = "", data: [UInt8] = [], id: String = "") {
    self.name = name
    self.data = data
    self.id = id
  }
}

/// Cuts a stream into Server-Sent Events, wherever its bytes are split.
///
/// It follows WHATWG HTML §9.2.6 with three exceptions: an event that has a name but no data is an event, because some
/// backends end their answers with one, and so is the last one of a stream that lacks the empty line behind it. A field
/// `error` with an object, as older servers of llama.cpp have it, is the data of an event of that name.
public struct EventStreamParser {
  private let limit: Int
  private var line: [UInt8] = []
  private var event = ServerSentEvent()
  private var hasData = false
  private var isAfterCarriageReturn = false
  private var isFirstLine = true

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// A parser at the start of a stream, with a limit in bytes for a line and for the data of an event.
  public init(limit: Int = JSONLinesParser.defaultLimit) {
    self.limit = limit
  }

  /// Takes the next bytes and hands over the events they complete; throws `WireError.tooLong` and what `emit` throws.
  public mutating func receive(
    _ bytes: [UInt8],
    emit: (ServerSentEvent) throws(WireError) -> Void
  ) throws(WireError) {
    var rest = bytes[...]
    if isAfterCarriageReturn, let first = rest.first {
      isAfterCarriageReturn = false
      if first == JSONByte.lineFeed { rest = rest.dropFirst() }
    }
    while let end = rest.firstIndex(where: { $0 == JSONByte.lineFeed || $0 == 0x0D }) {
      try hold(rest[..<end])
      try takeLine(emit)
      let next = end + 1
      if rest[end] == 0x0D, next == rest.endIndex { isAfterCarriageReturn = true }
      let isPair = rest[end] == 0x0D && next < rest.endIndex && rest[next] == JSONByte.lineFeed
      rest = rest[(isPair ? next + 1 : next)...]
    }
    try hold(rest)
  }

  /// Takes note that the stream has ended, hands over an event that lacks only its end, and tells whether anything but
  /// comments and empty lines has come since the event before.
  public mutating func finish(
    emit: (ServerSentEvent) throws(WireError) -> Void
  ) throws(WireError) -> Bool {
    let isInComment = line.first == JSONByte.colon
    let isInside = !line.isEmpty && !isInComment || hasData || !event.name.isEmpty
    if !line.isEmpty { try takeLine(emit) }
    try dispatch(emit)
    return isInside
  }

  private mutating func hold(_ bytes: ArraySlice<UInt8>) throws(WireError) {
    guard line.count + bytes.count <= limit else { throw .tooLong(limit: limit) }
    line += bytes
  }

  private mutating func takeLine(
    _ emit: (ServerSentEvent) throws(WireError) -> Void
  ) throws(WireError) {
    defer { line.removeAll(keepingCapacity: true) }
    var text = line[...]
    if isFirstLine, text.starts(with: Self.byteOrderMark) { text = text.dropFirst(3) }
    isFirstLine = false
    guard !text.isEmpty else { return try dispatch(emit) }
    let colon = text.firstIndex(of: JSONByte.colon) ?? text.endIndex
    var value = text[colon...].dropFirst()
    if value.first == 0x20 { value = value.dropFirst() }
    switch String(decoding: text[..<colon], as: UTF8.self) {
    case "event": event.name = String(decoding: value, as: UTF8.self)
    case "id" where !value.contains(0): event.id = String(decoding: value, as: UTF8.self)
    case "error" where value.first == JSONByte.openBrace:
      event.name = "error"
      fallthrough
    case "data":
      guard event.data.count + value.count < limit else { throw .tooLong(limit: limit) }
      if hasData { event.data.append(JSONByte.lineFeed) }
      hasData = true
      event.data += value
    default: break
    }
  }

  private mutating func dispatch(
    _ emit: (ServerSentEvent) throws(WireError) -> Void
  ) throws(WireError) {
    guard hasData || !event.name.isEmpty else { return }
    let complete = event
    event = ServerSentEvent(id: complete.id)
    hasData = false
    try emit(complete)
  }
}
