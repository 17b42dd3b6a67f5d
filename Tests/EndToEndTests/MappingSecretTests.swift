import TestSupport
import Testing
import WireFormats

/// Filters do not see the token.
@Suite struct MappingSecretTests {
  private static let canary = "canary-Zm9vYmFy"

  @Test(arguments: [
    "env", "$ENV", "[env, $ENV]", "input", "[inputs]", "$__prog_args", "$__loc__", "debug",
    "stderr",
    "input_filename", "get_search_list", "input_line_number", "[splits(1)]?", "env.CHAT_TOKEN",
    "$ENV.CHAT_TOKEN", "modulemeta", #"\"a\" | modulemeta"#, "builtins", "halt_error",
    #"import \"a\" as a; ."#, #"include \"a\"; ."#, #"import \"/proc/self/environ\" as $e; $e"#,
    #"import \"../../proc/self/environ\" as $e {search: \"./\"}; $e"#,
    #"getpath([\"CHAT_TOKEN\"])"#,
    "def env: $ENV; env", "input_line_number | env", "$__prog_args | .",
  ])
  func `a filter cannot tell the token`(_ filter: String) throws {
    let server = try LoopbackServer(always: .json(#"{"a":"Yes."}"#))
    for description in [
      "request: \"\(filter)\", response: \"{content: .a}\"",
      "request: \"[\(filter)]\", response: \"{content: .a}\"",
      "request: \"{}\", response: \"{content: (\(filter)), metadata: {x: \(filter)}}\"",
      "request: \"{}\", response: \"\(filter)\"", "path: \"\(filter)\"",
      "response: \"{content: .a}\", done: \"\(filter)\"",
    ] {
      let result = try Mapped(server, description)
        .ask(["--json"], environment: ["CHAT_TOKEN": Self.canary])
      #expect(!result.stdout.contains(Self.canary), "\(description)")
      #expect(!result.stderr.contains(Self.canary), "\(description)")
    }
    for request in server.requests {
      #expect(request["Authorization"] == "Bearer \(Self.canary)")
      let others = request.headerFields.filter { $0.name != "Authorization" }
      #expect(!(request.bodyText + request.target).contains(Self.canary))
      #expect(!others.contains { $0.value.contains(Self.canary) })
    }
  }
}
