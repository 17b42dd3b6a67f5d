internal import CLibCurl

/// The host and port of a URL, by libcurl's own parser (`curl_url`), so that messages name what it used.
struct CurlURL {
  /// The host; the whole URL when that cannot be read.
  private(set) var host: String
  /// The port as given, or the scheme's own.
  private(set) var port = ""

  /// Takes `url` apart.
  init(_ url: String) {
    host = url
    guard let parser = curl_url() else { return }
    defer { curl_url_cleanup(parser) }
    guard curl_url_set(parser, CURLUPART_URL, url, 0) == CURLUE_OK else { return }
    host = part(CURLUPART_HOST, of: parser) ?? url
    port = part(CURLUPART_PORT, of: parser) ?? ""
  }

  /// As in `localhost:8080`.
  var hostAndPort: String {
    port.isEmpty ? host : host + ":" + port
  }
}

private func part(_ part: CURLUPart, of parser: OpaquePointer) -> String? {
  var text: UnsafeMutablePointer<CChar>?
  let code = curl_url_get(parser, part, &text, UInt32(CURLU_DEFAULT_PORT))
  guard code == CURLUE_OK, let text else { return nil }
  defer { curl_free(text) }
  return String(cString: text)
}
