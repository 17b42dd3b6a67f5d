internal import Session
internal import WireFormats

extension HTTPRequest {
  /// Refuses what would break out of its place in the request, or would not be sent over HTTP at all.
  func checkForSending() throws(TransportFailure) {
    guard hasWebScheme else {
      throw .badURL(reason: "the URL does not begin with http:// or https://")
    }
    guard url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
      throw .badURL(reason: "the URL holds a space or a control character")
    }
    guard isToken(method) else { throw .badURL(reason: "the request's method is not a word") }
    for field in headerFields {
      guard isToken(field.name) else {
        throw .badURL(reason: "the name of a header field is not a word")
      }
      guard field.value.utf8.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else {
        throw .badURL(reason: "the header field \(field.name) holds a control character")
      }
    }
  }

  /// Whether the request announces a body, even an empty one.
  var sendsBody: Bool {
    !body.isEmpty || method == "POST" || method == "PUT" || method == "PATCH"
  }

  /// The header fields as libcurl takes them.
  var headerLines: [String] {
    let names = headerFields.map { $0.name.lowercased() }
    // A name alone keeps libcurl from adding the field: neither the wait for "100 Continue" nor the content
    // type of a web form is wanted.
    let unwanted = (sendsBody ? ["expect", "content-type"] : []).filter { !names.contains($0) }
    return headerFields.map(\.line) + unwanted.map { $0 + ":" }
  }

  private var hasWebScheme: Bool {
    let start = url.prefix(8).lowercased()
    return start.hasPrefix("http://") || start == "https://"
  }
}

extension HTTPHeaderField {
  /// The field as libcurl takes it, where an empty value is written with a semicolon.
  fileprivate var line: String {
    value.allSatisfy { $0 == " " || $0 == "\t" } ? name + ";" : name + ": " + value
  }
}

/// Whether `text` is a token (RFC 9110 section 5.6.2).
private func isToken(_ text: String) -> Bool {
  let marks = Array("!#$%&'*+-.^_`|~".utf8)
  return !text.isEmpty
    && text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: marks.contains(byte)
      }
    }
}
