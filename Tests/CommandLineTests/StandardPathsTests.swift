import CommandLine
import Testing

/// Where files are kept, by the XDG Base Directory Specification.
@Suite struct StandardPathsTests {
  @Test(arguments: [
    ("/c", "/home/me", "/c/chat"), ("/c", "", "/c/chat"), ("/c", nil, "/c/chat"),
    ("/c", "relative", "/c/chat"), ("/with space/ä", nil, "/with space/ä/chat"),
  ])
  func `an absolute XDG_CACHE_HOME decides`(cache: String, home: String?, expected: String) {
    #expect(Self.cache(cache, home) == expected)
  }

  @Test(arguments: [nil, "", "relative", "./here", "~/cache", " /c"])
  func `any other one counts as not given`(cache: String?) {
    #expect(Self.cache(cache, "/home/me") == "/home/me/.cache/chat")
  }

  @Test(arguments: [nil, "", "relative", "."], [nil, "", "relative", "~"])
  func `without an absolute path there is no place`(cache: String?, home: String?) {
    #expect(Self.cache(cache, home) == nil)
  }

  @Test func `what follows the first slash does not make a path relative`() {
    #expect(Self.cache("/\u{301}c", nil) == "/\u{301}c/chat")
  }

  @Test(arguments: [
    (["XDG_STATE_HOME": "/s", "HOME": "/home/me"], "/s/chat"),
    (["XDG_STATE_HOME": "s", "HOME": "/home/me"], "/home/me/.local/state/chat"),
    (["HOME": "/home/me"], "/home/me/.local/state/chat"), ([:], nil),
  ])
  func `the state has a folder of its own`(environment: [String: String], expected: String?) {
    #expect(StandardPaths(environment: environment).state == expected)
  }

  @Test func `the settings hold the paths of their environment`() throws {
    let environment = ["XDG_CACHE_HOME": "/c", "HOME": "/home/me"]
    #expect(try settings([], environment).paths == StandardPaths(environment: environment))
    #expect(try settings([]).paths.cache == nil)
  }

  private static func cache(_ cache: String?, _ home: String?) -> String? {
    var environment: [String: String] = [:]
    environment["XDG_CACHE_HOME"] = cache
    environment["HOME"] = home
    return StandardPaths(environment: environment).cache
  }
}
