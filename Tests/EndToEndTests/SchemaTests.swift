import Conversation
import Presentation
import TestSupport
import Testing
import WireFormats

/// `chat schema` describes what `--json` and `--ndjson` print, of every reply that there is.
@Suite struct SchemaTests {
  private static let apis = KnownAPIs.all.map(\.name).filter { $0 != "mix" }

  #if os(Linux)
  @Test func `an independent validator finds every output as the schema says`() throws {
    var validator = SchemaValidator()
    for api in Self.apis + ["mix"] { try addDecoded(api, to: &validator) }
    for api in Self.apis { try addPrinted(api, to: &validator) }
    try addPrintedByMix(to: &validator)
    try addFailures(to: &validator)
    addWrongOnes(to: &validator)
    #expect(validator.count > 2_000)
    let schema = try ChatProcess.run(["schema"])
    #expect(schema.ending == .exited(0) && schema.stderr == "")
    let complaints = try validator.complaints(schema: schema.stdoutBytes)
    #expect(complaints.isEmpty, "\(complaints)")
  }
  #endif

  @Test func `the schema is the file in the sources`() throws {
    let file = try RepositoryFile.bytes("Sources/Presentation/schema.json")
    #expect(try ChatProcess.run(["schema"]).stdoutBytes == file)
    #expect(file.last == 0x0A && file.allSatisfy { $0 < 0x7F })
  }

  private static func bodies(of api: String) throws -> [[UInt8]] {
    let folder = "Tests/Fixtures/\(api)"
    return try names(in: RepositoryFile.path(folder)).map { name in
      try RepositoryFile.bytes("\(folder)/\(name)/body")
    }
  }

  /// Every fixture, as the decoder and the encoder alone make it.
  private func addDecoded(_ api: String, to validator: inout SchemaValidator) throws {
    let known = try #require(KnownAPIs.named(api))
    for body in try Self.bodies(of: api) {
      var decoder = known.decoder(for: HTTPResponseHead(status: 200, isSelfDelimited: false))
      var events: [ReplyEvent] = []
      do {
        try decoder.receive(body) { events.append($0) }
        try decoder.finish { events.append($0) }
      } catch {
        events.append(.notice("\(error)"))
      }
      var turn = Turn(prompt: "p", api: api)
      for event in events {
        turn.reply.apply(event)
        validator.add(event.jsonLine, .event)
      }
      validator.add(turn.jsonLine, .reply)
      validator.add(turn.lastEventLine, .event)
    }
  }

  /// Every fixture, as the program prints it: one run of each form, a line for each.
  private func addPrinted(_ api: String, to validator: inout SchemaValidator) throws {
    let bodies = try Self.bodies(of: api)
    let prompts = bodies.indices.map { "prompt \($0)\n" }.joined()
    for form in [SchemaValidator.Expectation.reply, .event] {
      let server = try LoopbackServer { request in
        let body = bodies[min(request.index, bodies.count - 1)]
        let isStream = body.starts(with: "event:".utf8) || body.starts(with: "data:".utf8)
        let type = isStream ? "text/event-stream" : "application/json"
        return .sized(contentType: type, body: body).then(.close)
      }
      let model = KnownAPIs.named(api)?.needsModel == true ? ["-m", "x"] : []
      let result = try ChatProcess.run(
        [form == .reply ? "--json" : "--ndjson", "--api", api, "-u", server.url(path: "/")] + model,
        input: .text(prompts),
        within: .seconds(60)
      )
      let lines = result.stdoutBytes.split(separator: 0x0A)
      let lasts = lines.filter { form == .reply || $0.starts(with: #"{"type":"reply""#.utf8) }
      #expect(lasts.count == bodies.count, "\(api): \(result.stderr)")
      #expect(result.stdoutBytes.last == 0x0A)
      #expect(result.stdoutBytes.allSatisfy { $0 == 0x0A || 0x20...0x7E ~= $0 || $0 >= 0x80 })
      validator.add(lines: result.stdoutBytes, form)
    }
  }

  private func addPrintedByMix(to validator: inout SchemaValidator) throws {
    let call =
      #"{"type":"tool_use_start","assistantMessageId":"m1","id":"t1","name":"Bash","input":"{}"}"#
    for form in [SchemaValidator.Expectation.reply, .event] {
      let mix = try MixServer([
        .event("thinking", #"{"type":"thinking","assistantMessageId":"m1","content":"Hm."}"#),
        .event("tool_use_start", call), MixServer.Moment.permission, .answer, .text("Yes."),
        .complete("Yes."),
      ])
      let result = try ChatProcess.run(
        ["ask", form == .reply ? "--json" : "--ndjson", "--api=mix", "-u", mix.url("/api"), "p"]
      )
      #expect(result.ending == .exited(0), "\(result.stderr)")
      if form == .event { #expect(result.stdout.contains(#"{"type":"permission","permission":"#)) }
      validator.add(lines: result.stdoutBytes, form)
    }
  }

  private func addFailures(to validator: inout SchemaValidator) throws {
    let whole = LoopbackReply.stream(lines: [Glean.text("Yes."), Glean.followUps("Who?")])
    let replies: [LoopbackReply] = [
      .text(status: 401, ""), .text(status: 403, "no"),
      .sized(status: 429, contentType: "text/plain", fields: ["Retry-After: 2"], body: []),
      .text(status: 500, "<html>"), .text(status: 302, ""), .text(status: 200, "garbage"),
      .raw("garbage\r\n\r\n"), whole.cut(after: 200), whole.cut(after: 0), .silence, whole,
    ]
    for (option, form) in [("--json", SchemaValidator.Expectation.reply), ("--ndjson", .event)] {
      for reply in replies {
        let server = try LoopbackServer(always: reply)
        let result = try ChatProcess.ask(server, [option, "--timeout=1"])
        validator.add(lines: result.stdoutBytes, form)
      }
      for arguments in [
        ["-u", "http://127.0.0.1:1/", "p"], ["--nope"], [], ["-u", "nonsense", "p"], ["p"],
      ] {
        let result = try ChatProcess.run(["ask", option] + arguments)
        #expect(!result.stdout.isEmpty)
        validator.add(lines: result.stdoutBytes, form)
      }
    }
  }

  /// What no output is, so that the schema is known to refuse something.
  private func addWrongOnes(to validator: inout SchemaValidator) {
    let reply =
      #""api":"a","prompt":"p","role":"assistant","type":"bot_response","content":"","contentFormat":"text""#
    validator.add("{\(reply)}", .reply)
    validator.add(#"{"type":"reply","reply":{\#(reply)}}"#, .event)
    for wrong in [
      "{}", "[]", "null", "{\(reply),\"new\":1}", "{\(reply),\"citations\":[]}",
      "{\(reply),\"citations\":[{\"number\":1,\"new\":1}]}", "{\(reply),\"id\":null}",
      "{\(reply),\"error\":{}}", "{\(reply),\"incomplete\":false}",
      "{\(reply),\"createdAt\":\"today\"}",
      "{\(reply),\"confidence\":{\"level\":\"high\",\"score\":2}}",
    ] {
      validator.add(wrong, .noReply)
    }
    for wrong in [
      "{}", #"{"type":"text"}"#, #"{"type":"text","delta":"a","new":1}"#, #"{"type":"new"}"#,
      #"{"type":"reply","reply":{}}"#, #"{"type":"followUps","followUps":[{"number":1}]}"#,
    ] {
      validator.add(wrong, .noEvent)
    }
  }
}
