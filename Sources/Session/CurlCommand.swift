internal import CommandLine
internal import WireFormats

/// The command for curl that sends the same request, for a POSIX shell; the token is `$CHAT_TOKEN`.
struct CurlCommand {
  private let request: HTTPRequest
  private let token: String?
  private let reach: Reach
  private let url: BackendURL?

  init(_ request: HTTPRequest, token: String?, reach: Reach) {
    self.request = request
    self.token = token
    self.reach = reach
    url = try? BackendURL(request.url)
  }

  /// The command on several lines, without a line end behind the last.
  var text: String {
    lines.joined(separator: " \\\n  ")
  }

  private var lines: [String] {
    let method = request.body.isEmpty && request.method == "GET" ? "" : "-X \(request.method) "
    let target = Self.quoted(ShownURL.unshortened(request.url))
    var lines = ["curl -sSN --compressed \(method)\(target)"]
    lines += options
    lines.append("-A \(Self.quoted("\(Program.name)/\(Program.version)"))")
    lines += request.headerFields.map { "-H \(field($0))" }
    guard !request.body.isEmpty || request.method == "POST" else { return lines }
    let names = request.headerFields.map { $0.name.lowercased() }
    for name in ["Expect", "Content-Type"] where !names.contains(name.lowercased()) {
      lines.append("-H '\(name):'")
    }
    return lines + ["--data-binary " + Self.quoted(String(decoding: request.body, as: UTF8.self))]
  }

  /// What says how the backend is reached.
  private var options: [String] {
    var options: [String] = []
    func add(_ name: String, _ value: String?) {
      if let value { options.append("\(name) \(Self.quoted(value))") }
    }
    add("--proxy", reach.proxy?.description)
    if reach.proxy == nil, url?.isLoopback == true { options.append("--noproxy '*'") }
    add("--unix-socket", reach.unixSocket)
    add("--cacert", reach.authorities)
    add("--cert", reach.certificate)
    add("--key", reach.key)
    if reach.isInsecure == true { options.append("--insecure") }
    return options
  }

  /// A field as an argument: of a secret only the name, but the token by its variable.
  private func field(_ field: HTTPHeaderField) -> String {
    if field.value.isEmpty { return Self.quoted(field.name + ";") }
    let line = "\(field.name): \(field.value)"
    if let token, !token.isEmpty, let place = line.firstRange(of: token) {
      let before = Self.doubleQuoted(line[..<place.lowerBound])
      return "\"\(before)$CHAT_TOKEN\(Self.doubleQuoted(line[place.upperBound...]))\""
    }
    return Self.quoted(field.isSecret ? "\(field.name): \(RequestListing.masked(field))" : line)
  }

  /// A word that the shell takes as it is.
  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: #"'\''"#) + "'"
  }

  /// A part of a word in double quotes.
  private static func doubleQuoted(_ text: Substring) -> String {
    text.map { #"\"$`"#.contains($0) ? "\\\($0)" : "\($0)" }.joined()
  }
}
