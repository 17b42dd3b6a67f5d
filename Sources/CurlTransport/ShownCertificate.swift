internal import CLibCurl
internal import Session

/// What a server's certificate says of itself (`CURLINFO_CERTINFO`).
struct ShownCertificate {
  private var values: [String: String] = [:]

  /// The certificate of the connection that a handle has made; empty where it is not known.
  init(of handle: UnsafeMutableRawPointer) {
    var info: UnsafeMutablePointer<curl_certinfo>?
    guard chat_curl_get_certificates(handle, &info) == CURLE_OK, let info,
      info.pointee.num_of_certs > 0
    else { return }
    var entry = info.pointee.certinfo[0]
    while let item = entry {
      let text = String(cString: item.pointee.data)
      if let colon = text.firstIndex(of: ":") {
        let name = String(text[..<colon])
        values[name] = values[name] ?? String(text[text.index(after: colon)...])
      }
      entry = item.pointee.next
    }
  }

  /// The failure, with what the certificate adds to it.
  func completing(_ failure: CertificateFailure) -> CertificateFailure {
    var failure = failure
    failure.issuer = values["Issuer"].flatMap(Self.name)
    failure.names = names
    failure.start = values["Start date"]
    failure.end = values["Expire date"]
    return failure
  }

  /// The names and addresses that it is for; the common name where it lists none.
  private var names: [String] {
    let listed = (values["X509v3 Subject Alternative Name"] ?? "").split(separator: ",")
      .compactMap { part in
        part.firstIndex(of: ":").map { String(part[part.index(after: $0)...]) }
      }
    return listed.isEmpty ? [values["Subject"].flatMap(Self.name)].compactMap(\.self) : listed
  }

  /// The common name in `O = Example, CN = chat.example.com`, else the organisation.
  private static func name(in text: String) -> String? {
    let parts = text.split { ",;/\n".contains($0) }.compactMap { part -> (String, String)? in
      let words = part.split(separator: "=", maxSplits: 1).map { word in
        String(word.drop { $0 == " " }).trimmingSpaces
      }
      return words.count == 2 ? (words[0], words[1]) : nil
    }
    return ["CN", "O"].lazy.compactMap { name in parts.last { $0.0 == name }?.1 }.first
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
