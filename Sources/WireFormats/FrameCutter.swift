/// Cuts a body into its pieces, by whichever framing it begins with.
struct FrameCutter {
  private enum Framing {
    /// What came may still be either; white space has been given to the parser already, which counts its lines.
    case unknown(lines: JSONLinesParser, start: [UInt8])
    case lines(JSONLinesParser)
    case events(EventStreamParser)
    /// A parser is taken out while it runs, so that its buffers are not copied.
    case taken
  }

  private var framing = Framing.unknown(lines: JSONLinesParser(), start: [])
  private var hasFrame = false

  mutating func receive(
    _ bytes: [UInt8],
    emit: (Frame) throws(WireError) -> Void
  ) throws(WireError) {
    switch framing {
    case .taken: break
    case .unknown(let lines, let start):
      try begin(lines, start + bytes, isWhole: false, emit)
    case .lines(var parser):
      framing = .taken
      defer { framing = .lines(parser) }
      try parser.receive(bytes) { line throws(WireError) in try hand(line, emit) }
    case .events(var parser):
      framing = .taken
      defer { framing = .events(parser) }
      try parser.receive(bytes) { event throws(WireError) in try hand(event, emit) }
    }
  }

  /// Hands over what the last bytes hold and tells how the body ended.
  mutating func finish(emit: (Frame) throws(WireError) -> Void) throws(WireError) -> BodyEnd {
    if case .unknown(let lines, let start) = framing {
      try begin(lines, start, isWhole: true, emit)
    }
    var isInside = false
    switch framing {
    case .unknown, .taken: break
    case .lines(var parser):
      switch try parser.finish(emit: { line throws(WireError) in try hand(line, emit) }) {
      case .complete, .empty: break
      case .insideDocument(let line):
        isInside = true
        if !hasFrame { try emit(Frame(content: .bad(line))) }
      }
    case .events(var parser):
      isInside = try parser.finish { event throws(WireError) in
        try hand(event, isLast: hasFrame, emit)
      }
    }
    return isInside ? .insideFrame : hasFrame ? .complete : .empty
  }

  /// Takes the beginning of the body, and goes on with what it tells.
  private mutating func begin(
    _ lines: JSONLinesParser,
    _ start: [UInt8],
    isWhole: Bool,
    _ emit: (Frame) throws(WireError) -> Void
  ) throws(WireError) {
    var lines = lines
    let text = Self.withoutWhiteSpace(start)
    if text.isEmpty {
      framing = .taken
      try lines.receive(start) { _ in }
      framing = isWhole ? .lines(lines) : .unknown(lines: lines, start: [])
    } else if let isEvents = Self.isEventStream(text, isWhole: isWhole) {
      framing = isEvents ? .events(EventStreamParser()) : .lines(lines)
      try receive(isEvents ? Array(text) : start, emit: emit)
    } else {
      framing = .unknown(lines: lines, start: start)
    }
  }

  private mutating func hand(
    _ line: JSONLine,
    _ emit: (Frame) throws(WireError) -> Void
  ) throws(WireError) {
    hasFrame = true
    switch line {
    case .document(let view): try emit(Frame(content: .json(view)))
    case .bad(let line) where line.reason == .badUTF8: throw .notUTF8
    case .bad(let line): try emit(Frame(content: .bad(line)))
    }
  }

  /// Hands over an event; of one that the end of the body has cut, behind others, nothing is told.
  private mutating func hand(
    _ event: ServerSentEvent,
    isLast: Bool = false,
    _ emit: (Frame) throws(WireError) -> Void
  ) throws(WireError) {
    if isLast, event.data.isEmpty { return }
    hasFrame = true
    let content: Frame.Content
    do throws(JSONError) {
      let view = try JSONView(parsing: event.data)
      // A piece of text may look like a number, and must not lose the space before it.
      let isText = view.kind == .number || view.kind == .bool
      content = isText ? .text(String(decoding: event.data, as: UTF8.self)) : .json(view)
    } catch  where error.reason == .badUTF8 {
      throw .notUTF8
    } catch {
      if isLast, Self.isCut(event.data, error) { return }
      let isObject = event.data.first { !JSONByte.isWhiteSpace($0) } == JSONByte.openBrace
      let text = String(decoding: event.data, as: UTF8.self)
      content = isObject ? .bad(JSONBadLine(1, error.reason, event.data[...])) : .text(text)
    }
    try emit(Frame(name: event.name, content: content))
  }

  /// Whether data is the beginning of JSON, or of the mark that ends many streams.
  private static func isCut(_ data: [UInt8], _ error: JSONError) -> Bool {
    let openings = [JSONByte.openBrace, JSONByte.openBracket, JSONByte.quote]
    let first = data.first { !JSONByte.isWhiteSpace($0) }
    guard let first, openings.contains(first) else { return false }
    return error.isCutOff || Array("[DONE]".utf8).dropLast().starts(with: data)
  }
}

extension FrameCutter {
  /// The data of the first event of a body that is a whole event stream, where it is JSON.
  static func firstEvent(of body: [UInt8]) -> JSONView? {
    guard isEventStream(withoutWhiteSpace(body), isWhole: true) == true else { return nil }
    var cutter = FrameCutter()
    var first: Frame?
    do throws(WireError) {
      try cutter.receive(body) { first = first ?? $0 }
      _ = try cutter.finish { first = first ?? $0 }
    } catch {
      // What came before the fault counts.
    }
    return first?.json
  }
}

// MARK: - How a body begins

extension FrameCutter {
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The names of the fields of an event stream.
  private static let fields = ["data", "event", "id", "retry"].map { Array($0.utf8) }

  static func withoutWhiteSpace(_ start: [UInt8]) -> ArraySlice<UInt8> {
    let text = start.starts(with: byteOrderMark) ? start.dropFirst(3) : start[...]
    return text.drop(while: JSONByte.isWhiteSpace)
  }

  /// Whether a body that begins so is a stream of events; `nil` while more bytes decide.
  static func isEventStream(_ text: ArraySlice<UInt8>, isWhole: Bool) -> Bool? {
    if text.first == JSONByte.colon { return true }
    if !isWhole, byteOrderMark.starts(with: text) { return nil }
    for field in fields {
      guard text.starts(with: field) else {
        if !isWhole, field.starts(with: text) { return nil }
        continue
      }
      guard let next = text.dropFirst(field.count).first else { return isWhole ? false : nil }
      if next == JSONByte.colon || next == JSONByte.lineFeed || next == 0x0D { return true }
    }
    return false
  }
}
