/// Cuts a stream into JSON texts, one a line (ndjson-spec 1.0), wherever its bytes are split.
///
/// A line ends with LF; CR before it, blank lines and a byte order mark are skipped, and the last line needs
/// no end. A line that is no JSON text, or more than one, is handed out as bad, and the stream goes on.
/// When the first line breaks off between two tokens, it and the lines behind it are read as one text,
/// such as a pretty-printed object that is the whole body; when that does not work out, they are lines again.
///
/// After a throw the parser is of no further use.
public struct JSONLinesParser {
  /// The most bytes that a line, or a document over several lines, may have.
  public static let defaultLimit = 16 << 20

  private let limit: Int
  private var document = JSONDocument()
  /// The line that has not ended yet.
  private var pending: [UInt8] = []
  private var lineNumber = 0
  /// Whether only blank lines have come.
  private var isAtStart = true
  private var gathering: JSONGathering?

  /// A parser at the start of a stream, with a limit in bytes.
  public init(limit: Int = defaultLimit) {
    self.limit = limit
  }

  /// Takes the next bytes and hands over the lines they complete; throws `WireError.tooLong` and what
  /// `emit` throws.
  public mutating func receive(
    _ bytes: [UInt8],
    emit: (JSONLine) throws(WireError) -> Void
  ) throws(WireError) {
    var start = 0
    while let feed = JSONScanner.lineFeed(in: bytes.span, from: start) {
      if pending.isEmpty {
        guard feed - start <= limit else { throw .tooLong(limit: limit) }
        try takeLine(bytes, start..<feed, emit)
      } else {
        try hold(bytes[start..<feed])
        let line = takePending()
        try takeLine(line, line.indices, emit)
      }
      start = feed + 1
    }
    try hold(bytes[start...])
  }

  /// Takes note that the stream has ended, hands over what its last bytes hold and tells how it ended.
  public mutating func finish(
    emit: (JSONLine) throws(WireError) -> Void
  ) throws(WireError) -> JSONLinesEnd {
    let last = takePending()
    if var lines = gathering {
      gathering = nil
      switch lines.add(last[...], isLast: true) {
      case .complete(let view):
        try emit(.document(view))
        return .complete
      case .incomplete where !lines.hasWholeLine: return .insideDocument(lines.cutOff)
      case .incomplete, .bad: break
      }
      try takeApart(lines, upTo: lines.lastStart, emit)
    }
    return try takeLast(last, emit)
  }

  private mutating func hold(_ bytes: ArraySlice<UInt8>) throws(WireError) {
    guard pending.count + bytes.count <= limit else { throw .tooLong(limit: limit) }
    pending += bytes
  }

  private mutating func takePending() -> [UInt8] {
    defer { pending = [] }
    return pending
  }

  private mutating func takeLine(
    _ bytes: [UInt8],
    _ range: Range<Int>,
    _ emit: (JSONLine) throws(WireError) -> Void
  ) throws(WireError) {
    lineNumber += 1
    guard gathering == nil else { return try gather(bytes[range], emit) }
    switch read(bytes, range) {
    case .success(let view): try emit(.document(view))
    case .failure(let error) where error.reason == .empty: return
    case .failure(let error) where isAtStart && error.reason == .unexpectedEnd:
      gathering = JSONGathering(bytes[range], number: lineNumber)
    case .failure(let error):
      try emit(.bad(JSONBadLine(lineNumber, error.reason, bytes[range])))
    }
    isAtStart = false
  }

  private mutating func takeLast(
    _ line: [UInt8],
    _ emit: (JSONLine) throws(WireError) -> Void
  ) throws(WireError) -> JSONLinesEnd {
    lineNumber += 1
    switch read(line, line.indices) {
    case .success(let view):
      try emit(.document(view))
      return .complete
    case .failure(let error) where error.reason == .empty: return isAtStart ? .empty : .complete
    case .failure(let error):
      let bad = JSONBadLine(lineNumber, error.reason, line[...])
      if error.isCutOff { return .insideDocument(bad) }
      try emit(.bad(bad))
      return .complete
    }
  }

  private mutating func read(_ bytes: [UInt8], _ range: Range<Int>) -> Result<JSONView, JSONError> {
    Result { () throws(JSONError) in try document.parse(bytes, in: range) }
  }

  private mutating func gather(
    _ line: ArraySlice<UInt8>,
    _ emit: (JSONLine) throws(WireError) -> Void
  ) throws(WireError) {
    guard var lines = gathering else { return }
    gathering = nil
    guard lines.bytes.count + line.count <= limit else { throw .tooLong(limit: limit) }
    switch lines.add(line) {
    case .complete(let view): try emit(.document(view))
    case .incomplete: gathering = lines
    case .bad: try takeApart(lines, upTo: lines.bytes.count, emit)
    }
  }

  /// Reads gathered lines one by one after all.
  private mutating func takeApart(
    _ lines: JSONGathering,
    upTo end: Int,
    _ emit: (JSONLine) throws(WireError) -> Void
  ) throws(WireError) {
    lineNumber = lines.firstNumber - 1
    var start = 0
    while start < end, let feed = JSONScanner.lineFeed(in: lines.bytes.span, from: start) {
      try takeLine(lines.bytes, start..<feed, emit)
      start = feed + 1
    }
  }
}
