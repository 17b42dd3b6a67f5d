import TestSupport

extension PseudoTerminal {
  /// An interactive shell in a home, in which `"$CHAT"` is the program and asks `server`.
  static func chatShell(
    _ words: [String] = bash,
    in home: TemporaryHome,
    asking server: LoopbackServer? = nil,
    environment: [String: String] = [:]
  ) throws -> PseudoTerminal {
    var variables = home.environment.merging(environment) { $1 }
    variables["CHAT"] = product("chat")
    variables["CHAT_URL"] = server?.url(path: Glean.path)
    return try shell(words, environment: variables)
  }
}
