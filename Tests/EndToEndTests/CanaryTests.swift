import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A token turns up nowhere but in the request, whatever happens.
@Suite struct CanaryTests {
  private static let canary = "canary+/Zm9vYmFy=="
  private static let forms = [
    canary, "canary%2B%2FZm9vYmFy%3D%3D", "canary%2b%2fZm9vYmFy%3d%3d", "Y2FuYXJ5Ky9abTl2WW1GeT09",
  ]

  private let folder: TemporaryHome

  init() throws {
    folder = try TemporaryHome()
  }

  /// Ways in which a backend quotes the token in an error.
  private static let errors: [LoopbackReply] = forms.flatMap { form -> [LoopbackReply] in
    let filler = String(repeating: "x", count: 190)
    return [
      .json(
        status: 401,
        "{\"error\": {\"message\": \"'\(form)' is unknown\", \"code\": \"\(form)\"}}"
      ),
      .json(status: 500, "{\"message\": \"\(filler)\(form)\"}"),
      .text(status: 403, "no \(form) here"), .json("{\"error\": \"\(form)\"}"),
      .sized(contentType: "text/html", body: Array("<html><title>\(form)</title></html>".utf8)),
      .sized(
        status: 302,
        contentType: "text/plain",
        fields: ["Location: https://x.example.com/\(form)"],
        body: []
      ),
      LoopbackReply(.write(Array("HTTP/1.1 401 \(form)\r\nContent-Length: 0\r\n\r\n".utf8))),
    ]
  }

  @Test(arguments: [[], ["--json"], ["--ndjson"]])
  func `an error that quotes the token is shown without it`(options: [String]) throws {
    for reply in Self.errors {
      let server = try LoopbackServer(always: reply)
      let result = try ChatProcess.ask(server, options, environment: ["CHAT_TOKEN": Self.canary])
      #expect(result.ending != .exited(0))
      for text in [result.stdout, result.stderr] {
        #expect(!Self.forms.contains { text.contains($0) } && !text.contains("canary"), "\(text)")
      }
    }
  }

  @Test func `an answer is the backend's own words`() throws {
    let server = try LoopbackServer(always: .json(Glean.text("It is \(Self.canary).")))
    let result = try ChatProcess.ask(server, environment: ["CHAT_TOKEN": Self.canary])
    #expect(result.stdout == "It is \(Self.canary).\n")
  }

  @Test func `no file of a conversation holds it, and no program gets it`() throws {
    let server = try LoopbackServer(always: .json(Glean.text("Yes.")))
    let script = try folder.write("#!/bin/sh\nenv > \(folder.path)/seen\n", to: "editor")
    let home = try TemporaryHome()
    let chat = try ChatTerminal(
      environment: [
        "CHAT_URL": server.url(path: Glean.path), "CHAT_TOKEN": Self.canary,
        "EDITOR": "/bin/sh \(script)",
      ],
      home: home
    )
    try chat.enter("What is \(Self.canary)?")
    try chat.enter("/status")
    try chat.enter("/editor")
    try chat.enter("Something else")
    try chat.enter("/quit")
    #expect(try chat.terminal.waitForExit() == .exited(0))
    #expect(try folder.text(of: "seen").contains("PATH="))
    #expect(try !folder.text(of: "seen").contains(Self.canary))
    let files = try filesHolding("canary", below: home.path)
    #expect(files.isEmpty, "\(files)")
  }

  #if os(Linux)
  @Test func `no core is dumped once there is a token`() throws {
    let gate = LoopbackGate()
    for (variables, expected) in [(["CHAT_TOKEN": Self.canary], true), ([:], false)] {
      let server = try LoopbackServer(
        always: .stream([Glean.text("Leave is")], until: gate, [Glean.text(" 20 days.")])
      )
      let chat = try ChatProcess.asking(server, environment: variables)
      try chat.waitForOutput("Leave")
      let limits = try contents(of: "/proc/\(chat.processIdentifier)/limits")
      let line = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
      let words = (line ?? "").split(separator: " ").dropFirst(4).prefix(2)
      let own = try contents(of: "/proc/self/limits").split(separator: "\n")
        .first { $0.hasPrefix("Max core file size") }
      if expected {
        #expect(words == ["0", "0"])
      } else {
        #expect(line == own)
      }
      chat.send(SIGTERM)
      _ = try chat.waitForExit()
    }
    gate.open()
  }
  #endif

  /// The files below a folder in which a text stands.
  private func filesHolding(_ text: String, below path: String) throws -> [String] {
    try names(in: path).flatMap { name -> [String] in
      let inner = "\(path)/\(name)"
      if !names(in: inner).isEmpty { return try filesHolding(text, below: inner) }
      return (try? contents(of: inner))?.contains(text) == true ? [inner] : []
    }
  }
}

/// A file's text.
private func contents(of path: String) throws -> String {
  guard let file = fopen(path, "r") else {
    throw PseudoTerminal.Failure(description: "cannot open \(path)")
  }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
  return String(decoding: bytes, as: UTF8.self)
}
