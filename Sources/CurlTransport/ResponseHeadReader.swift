internal import Session
internal import WireFormats

/// Reads the head of a response (RFC 9112 sections 4 and 5) from the lines that libcurl's header callback
/// brings; with HTTP/2, libcurl writes the same lines.
///
/// Interim responses (1xx) are passed over. Trailer fields, which come after the body, are ignored.
struct ResponseHeadReader {
  /// The largest head in bytes, its line ends included.
  static let largestSize = 256 << 10

  /// Whether a status line came.
  private(set) var hasBegun = false
  /// Whether the final head was returned.
  private(set) var isComplete = false
  private var size = 0
  private var status = 0
  private var hasFrames = false
  private var fields: [HTTPHeaderField] = []

  /// Takes the next line with its line end; returns the head once, at the empty line of the final response.
  mutating func read(_ line: [UInt8]) throws(TransportFailure) -> HTTPResponseHead? {
    guard !isComplete else { return nil }
    let isStatusLine = line.starts(with: Array("HTTP/".utf8))
    size = isStatusLine ? line.count : size + line.count
    guard size <= ResponseHeadReader.largestSize else {
      throw .protocolViolation(reason: "the header fields are larger than 256 KiB")
    }
    let content = line.prefix { $0 != 0x0D && $0 != 0x0A }
    if isStatusLine {
      begin(with: content)
    } else if !content.isEmpty {
      addField(content)
    } else if hasBegun && status >= 200 {
      isComplete = true
      return complete
    }
    return nil
  }

  private mutating func begin(with line: ArraySlice<UInt8>) {
    let words = line.split(separator: 0x20)
    hasBegun = true
    hasFrames = line.dropFirst(5).first.map { (0x32...0x39).contains($0) } ?? false
    status = words.dropFirst().first.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    fields = []
  }

  private mutating func addField(_ line: ArraySlice<UInt8>) {
    // A line that begins with white space continues the one before (RFC 9112 section 5.2).
    if line.first.map(isWhiteSpace) == true {
      guard let last = fields.indices.last else { return }
      fields[last].value += " " + text(line)
    } else if let colon = line.firstIndex(of: 0x3A) {
      fields.append(HTTPHeaderField(text(line[..<colon]), text(line[(colon + 1)...])))
    }
  }

  private var complete: HTTPResponseHead {
    var head = HTTPResponseHead(status: status, headerFields: fields, isSelfDelimited: hasFrames)
    let isChunked = head["Transfer-Encoding"]?.lowercased().contains("chunked") == true
    let hasNoBody = status == 204 || status == 304
    if isChunked || hasNoBody || head["Content-Length"] != nil { head.isSelfDelimited = true }
    return head
  }
}

private func isWhiteSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09
}

private func text(_ bytes: ArraySlice<UInt8>) -> String {
  let start = bytes.drop(while: isWhiteSpace)
  let end = start.lastIndex { !isWhiteSpace($0) }.map { $0 + 1 } ?? start.startIndex
  return String(decoding: start[..<end], as: UTF8.self)
}
