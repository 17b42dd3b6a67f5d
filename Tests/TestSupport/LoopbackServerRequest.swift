public import WireFormats

/// A request as it arrived.
public struct LoopbackRequest: Sendable {
  /// Its place among all requests of the server, from 0.
  public var index: Int
  /// The place of its connection among all connections of the server, from 0.
  public var connection: Int
  /// Request line and header fields as they came, with the empty line.
  public var headBytes: [UInt8]
  /// Such as `POST`.
  public var method: String
  /// Such as `/chat?stream=1`.
  public var target: String
  /// In the order in which they came.
  public var headerFields: [HTTPHeaderField]
  /// The bytes behind the header fields.
  public var body: [UInt8]

  /// The value of the first field of that name, whatever its case.
  public subscript(name: String) -> String? {
    headerFields.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The body as text.
  public var bodyText: String {
    String(decoding: body, as: UTF8.self)
  }
}

extension LoopbackRequest {
  /// The request at the start of `bytes` and its length, once it is complete.
  static func parse(_ bytes: [UInt8], connection: Int) -> (request: LoopbackRequest, length: Int)? {
    guard let end = headEnd(in: bytes) else { return nil }
    let lines = String(decoding: bytes[..<(end - 4)], as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    let fields = lines.dropFirst().compactMap { line -> HTTPHeaderField? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      return HTTPHeaderField(String(line[..<colon]), String(value))
    }
    var request = LoopbackRequest(
      index: 0,
      connection: connection,
      headBytes: [UInt8](bytes[..<end]),
      method: words.first.map(String.init) ?? "",
      target: words.dropFirst().first.map(String.init) ?? "",
      headerFields: fields,
      body: []
    )
    let length = end + (request["Content-Length"].flatMap { Int($0) } ?? 0)
    guard bytes.count >= length else { return nil }
    request.body = [UInt8](bytes[end..<length])
    return (request, length)
  }

  /// Where the body begins.
  private static func headEnd(in bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    return (4...bytes.count).first { bytes[($0 - 4)..<$0].elementsEqual([0x0D, 0x0A, 0x0D, 0x0A]) }
  }
}
