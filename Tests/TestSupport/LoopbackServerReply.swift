/// What a `LoopbackServer` does when a request has come.
public struct LoopbackReply: Sendable {
  /// One thing that the server does.
  public enum Step: Sendable {
    /// Writes the bytes as they are.
    case write([UInt8])
    /// Writes bytes that are made at that moment.
    case make(@Sendable () -> [UInt8])
    /// Writes nothing for so long.
    case pause(Duration)
    /// Writes nothing until the gate is open.
    case wait(LoopbackGate)
    /// Ends the connection in order; without it the connection waits for another request.
    case close
    /// Ends the connection with a TCP reset.
    case reset
    /// Keeps the connection open and says nothing more.
    case silence
  }

  /// In the order in which they are done.
  public var steps: [Step]

  /// A reply with the given steps.
  public init(_ steps: Step...) {
    self.steps = steps
  }

  /// A reply with the given steps.
  public init(steps: [Step]) {
    self.steps = steps
  }

  /// No answer at all, on a connection that stays open.
  public static let silence = LoopbackReply(.silence)

  /// Exactly these bytes, and then the end of the connection.
  public static func raw(_ text: String) -> LoopbackReply {
    LoopbackReply(.write(Array(text.utf8)), .close)
  }

  /// A JSON body with its length.
  public static func json(status: Int = 200, _ body: String) -> LoopbackReply {
    sized(status: status, contentType: "application/json", body: Array(body.utf8))
  }

  /// A body of plain text with its length.
  public static func text(status: Int = 200, _ body: String) -> LoopbackReply {
    sized(status: status, contentType: "text/plain", body: Array(body.utf8))
  }

  /// A body with its length, and with further header fields such as `["Content-Encoding: gzip"]`.
  public static func sized(
    status: Int = 200,
    contentType: String,
    fields: [String] = [],
    body: [UInt8]
  ) -> LoopbackReply {
    let described = ["Content-Type: \(contentType)"] + fields
    return LoopbackReply(.write(head(status, described + ["Content-Length: \(body.count)"]) + body))
  }

  /// A chunked body, one chunk for each line with its LF, and a pause before each line but the first.
  public static func stream(
    lines: [String],
    contentType: String = "application/x-ndjson",
    pause: Duration = .zero
  ) -> LoopbackReply {
    chunked(pieces: lines.map { Array($0.utf8) + [0x0A] }, contentType: contentType, pause: pause)
  }

  /// A chunked event stream; each event is given without its empty line.
  public static func events(_ events: [String], pause: Duration = .zero) -> LoopbackReply {
    let pieces = events.map { Array($0.utf8) + [0x0A, 0x0A] }
    return chunked(pieces: pieces, contentType: "text/event-stream", pause: pause)
  }

  /// A chunked body of the given pieces, and a pause before each piece but the first.
  public static func chunked(
    pieces: [[UInt8]],
    contentType: String,
    pause: Duration = .zero
  ) -> LoopbackReply {
    let fields = ["Content-Type: \(contentType)", "Transfer-Encoding: chunked"]
    var steps: [Step] = [.write(head(200, fields))]
    for (index, piece) in pieces.enumerated() {
      if index > 0 && pause > .zero { steps.append(.pause(pause)) }
      steps.append(.write(chunk(piece)))
    }
    return LoopbackReply(steps: steps + [.write(chunk([]))])
  }

  /// A body that ends with the connection.
  public static func closeDelimited(_ body: String, contentType: String) -> LoopbackReply {
    let head = head(200, ["Content-Type: \(contentType)", "Connection: close"])
    return LoopbackReply(.write(head + Array(body.utf8)), .close)
  }

  /// The same reply, cut off after `count` bytes by the end of the connection, or by a reset.
  public func cut(after count: Int, byReset: Bool = false) -> LoopbackReply {
    var left = count
    var steps: [Step] = []
    for step in self.steps where left > 0 {
      guard case .write(let bytes) = step else {
        steps.append(step)
        continue
      }
      steps.append(.write([UInt8](bytes.prefix(left))))
      left -= bytes.count
    }
    return LoopbackReply(steps: steps + [byReset ? .reset : .close])
  }

  /// The same reply, and then `step`, before the connection waits for another request.
  public func then(_ step: Step) -> LoopbackReply {
    LoopbackReply(steps: steps + [step])
  }

  /// The bytes that the reply writes, all together.
  public var bytes: [UInt8] {
    steps.flatMap { step in
      if case .write(let bytes) = step { bytes } else { [UInt8]() }
    }
  }

  /// A status line, the fields, and the empty line.
  public static func head(_ status: Int, _ fields: [String]) -> [UInt8] {
    let lines = ["HTTP/1.1 \(status) Status"] + fields
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  /// One chunk (RFC 9112 section 7.1); no bytes give the last one.
  public static func chunk(_ bytes: [UInt8]) -> [UInt8] {
    Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [0x0D, 0x0A]
  }
}

/// A door that a reply can wait at, until the test opens it.
public final class LoopbackGate: Sendable {
  private let state = LoopbackFlag()

  /// A closed gate.
  public init() {}

  /// Lets every reply pass that waits here or will come.
  public func open() {
    state.raise()
  }

  /// Whether the gate was opened.
  public var isOpen: Bool {
    state.isRaised
  }
}
