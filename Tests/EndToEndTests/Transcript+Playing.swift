import TestSupport
import WireFormats

extension Transcript {
  /// Does what the file says, and gives the file as it has to be for that to be right.
  func played() throws -> String {
    let replies = replies
    let server = try LoopbackServer { request in
      replies.indices.contains(request.index)
        ? replies[request.index] : .text(status: 599, "no reply for request \(request.index)")
    }
    let arguments = lines(of: "arguments").map { Self.filledIn($0, server) }
    var environment = ["CHAT_URL": server.url(path: Glean.path)]
    for line in lines(of: "environment") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      environment[String(parts[0])] = Self.filledIn(String(parts[1]), server)
    }
    var results =
      try detail(of: "terminal").map { size in
        try playOnTerminal(of: size, arguments, environment)
      } ?? playThroughPipes(arguments, environment)
    results.insert(contentsOf: server.requests.map(Self.section), at: 0)
    return given + results.map { Self.stable($0, server) }.joined()
  }

  private func playThroughPipes(
    _ arguments: [String],
    _ environment: [String: String]
  ) throws -> [String] {
    let hasInput = detail(of: "stdin") != nil
    let text = lines(of: "stdin").map { $0 + "\n" }.joined()
    let result = try ChatProcess.run(
      arguments,
      environment: environment.merging(["TERM": "xterm-256color"]) { given, _ in given },
      input: hasInput ? .text(text) : .null
    )
    return [
      Self.section("stdout", result.stdout), Self.section("stderr", result.stderr),
      Self.section(result.ending),
    ]
  }

  private func playOnTerminal(
    of size: String,
    _ arguments: [String],
    _ environment: [String: String]
  ) throws -> [String] {
    let numbers = size.split(separator: "x").compactMap { Int($0) }
    let chat = try ChatTerminal(
      arguments,
      environment: environment,
      columns: numbers[0],
      rows: numbers[1],
      term: environment["TERM"] ?? "xterm-256color"
    )
    for line in lines(of: "keys") {
      try chat.waitForPrompt()
      try chat.terminal.type(Self.keys(line))
    }
    let ending = try chat.terminal.waitForExit()
    return [
      Self.section("screen", chat.lines.map { $0 + "\n" }.joined()), Self.section(ending),
      Self.section("traces", chat.traces.map { $0 + "\n" }.joined()),
    ]
  }

  /// `^D` and its like are keys; every other line is typed and entered.
  private static func keys(_ line: String) -> String {
    guard line.hasPrefix("^"), line.utf8.count == 2, let key = line.utf8.last else {
      return line + "\r"
    }
    return String(Unicode.Scalar(key ^ 0x40))
  }

  private static func filledIn(_ text: String, _ server: LoopbackServer) -> String {
    text.replacing("$URL", with: server.url(path: Glean.path))
      .replacing("$PORT", with: String(server.port))
  }

  /// Without what differs between runs or versions.
  private static func stable(_ text: String, _ server: LoopbackServer) -> String {
    text.replacing("127.0.0.1:\(server.port)", with: "127.0.0.1:PORT")
      .replacing(/chat([ \/])[0-9]+\.[0-9]+\.[0-9]+/) { "chat\($0.output.1)VERSION" }
      .replacing(/"elapsedMillis":[0-9]+/, with: "\"elapsedMillis\":N")
  }
}

// MARK: - Sections

extension Transcript {
  private static func section(_ name: String, _ text: String) -> String {
    guard !text.isEmpty else { return "" }
    let lines = text.hasSuffix("\n") ? text : text + "\n\\ no newline at the end\n"
    return "\n== \(name)\n" + lines.unicodeScalars.map(visible).joined()
  }

  private static func section(_ ending: PseudoTerminal.Ending) -> String {
    switch ending {
    case .exited(let status): "\n== status \(status)\n"
    case .signaled(let signal): "\n== status signal \(signal)\n"
    }
  }

  private static func section(_ request: LoopbackRequest) -> String {
    // These differ between versions and builds of libcurl, or between runs.
    let left = ["host", "content-length", "accept-encoding"]
    let fields = request.headerFields.filter { !left.contains($0.name.lowercased()) }
      .map { "\($0.name): \($0.value)\n" }
    return "\n== request \(request.method) \(request.target)\n"
      + (fields + ["\n", request.bodyText, "\n"]).joined()
  }

  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x0A: "\n"
    case 0x00...0x1F, 0x7F: "^" + String(Unicode.Scalar(UInt8(scalar.value) ^ 0x40))
    case 0x80...0x9F: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default: String(scalar)
    }
  }
}
