/// The lines from the first on, while they are read as one JSON text.
struct JSONGathering {
  /// The number of the first line in the stream.
  let firstNumber: Int
  private(set) var bytes: [UInt8] = []
  /// Where in `bytes` the line that was added last begins.
  private(set) var lastStart = 0
  /// Whether a line behind the first is by itself a whole array or object, as in a stream of lines.
  private(set) var hasWholeLine = false
  private var document = JSONDocument()

  /// Begins with a line that breaks off between two tokens.
  init(_ line: ArraySlice<UInt8>, number: Int) {
    firstNumber = number
    bytes += line
    bytes.append(JSONByte.lineFeed)
    _ = try? document.parse(bytes)
  }

  /// What the lines are with one more of them.
  enum Progress {
    case complete(JSONView)
    case incomplete
    /// No JSON text begins with them.
    case bad
  }

  /// Adds a line; only the last one of a stream has no end.
  mutating func add(_ line: ArraySlice<UInt8>, isLast: Bool = false) -> Progress {
    lastStart = bytes.count
    bytes += line
    if !isLast { bytes.append(JSONByte.lineFeed) }
    let depth = document.parser.depth
    do {
      if let view = try document.resume(bytes) { return .complete(view) }
    } catch {
      return error.isCutOff ? .incomplete : .bad
    }
    noteWholeLine(line, depth)
    return .incomplete
  }

  private mutating func noteWholeLine(_ line: ArraySlice<UInt8>, _ depthBefore: Int) {
    guard document.parser.isBehindValue, document.parser.depth == depthBefore else { return }
    let first = line.first { !JSONByte.isWhiteSpace($0) }
    if first == JSONByte.openBrace || first == JSONByte.openBracket { hasWholeLine = true }
  }

  /// What is wrong with the lines when no more follow.
  var cutOff: JSONBadLine {
    JSONBadLine(firstNumber, .unexpectedEnd, bytes[...])
  }
}
