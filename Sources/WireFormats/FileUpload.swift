/// Why a file that was uploaded cannot be sent along.
public struct UploadFailure: Error, Equatable, Sendable {
  /// The backend's reason, outside text; `nil` where its response names no file.
  public var reason: String?

  /// A failure with the backend's reason, where it gave one.
  public init(reason: String? = nil) {
    self.reason = reason
  }
}

extension HTTPRequest {
  /// A form with files in a field of it (RFC 7578).
  static func upload(
    _ files: [Attachment],
    as field: String,
    to url: String,
    of endpoint: Endpoint
  ) -> HTTPRequest {
    let boundary = boundary(for: files)
    var body: [UInt8] = []
    for file in files {
      let name = file.name.map { "\"\r\n\\".contains($0) ? "_" : String($0) }.joined()
      body += "--\(boundary)\r\n".utf8
      body += "Content-Disposition: form-data; name=\"\(field)\"; filename=\"\(name)\"\r\n".utf8
      body += "Content-Type: \(file.mediaType)\r\n\r\n".utf8
      body += file.bytes
      body += "\r\n".utf8
    }
    body += "--\(boundary)--\r\n".utf8
    let own = Set(endpoint.headerFields.map { $0.name.lowercased() })
    let fields = [HTTPHeaderField].json(endpoint, hasBody: false).filter {
      !own.contains($0.name.lowercased())
    }
    let others = endpoint.headerFields.filter { $0.name.lowercased() != "content-type" }
    let type = "multipart/form-data; boundary=\(boundary)"
    return HTTPRequest(
      method: "POST",
      url: url,
      headerFields: [HTTPHeaderField("Content-Type", type)] + fields + others,
      body: body
    )
  }

  /// A line that is in none of the files.
  private static func boundary(for files: [Attachment]) -> String {
    var number = 0
    while true {
      let boundary = "chat-file-\(number)"
      let isThere = files.contains { $0.bytes.contains(Array(boundary.utf8)) }
      if !isThere { return boundary }
      number += 1
    }
  }
}

extension [UInt8] {
  /// Whether these bytes stand anywhere in it.
  func contains(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return true }
    var start = startIndex
    while let place = self[start...].firstIndex(of: first) {
      if self[place...].starts(with: bytes) { return true }
      start = place + 1
    }
    return false
  }
}

extension PromptRequest {
  /// The prompt's text with the addresses of files below it.
  public func naming(_ files: [String]) -> String {
    files.isEmpty ? prompt : prompt + "\n\n" + files.joined(separator: "\n")
  }
}
