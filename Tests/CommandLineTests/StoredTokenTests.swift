import CommandLine
import Testing

@Suite struct StoredTokenTests {
  @Test(arguments: [
    "work", "Work 2", "a.b", "käse", "日本", "a_b-c", String(repeating: "x", count: 255),
  ])
  func `has a file of its backend's name`(name: String) {
    let paths = StandardPaths(environment: ["XDG_CONFIG_HOME": "/c", "CHAT_CONFIG": "/elsewhere"])
    #expect(paths.storedToken(of: name) == "/c/chat/tokens/\(name)")
    #expect(StandardPaths(environment: ["HOME": "/h"]).tokens == "/h/.config/chat/tokens")
    #expect(StandardPaths(environment: [:]).storedToken(of: name) == nil)
  }

  @Test(arguments: [
    "", ".", "..", "../work", "a/b", "/etc/passwd", ".hidden", "-n", "a\u{0}", "a\nb", "a\u{1B}[2J",
    "a\u{7F}", "a\u{9B}", "a\u{202E}b", "a\u{2028}", String(repeating: "x", count: 256),
  ])
  func `a name that is no plain file name has none`(name: String) {
    #expect(!StoredToken.canBeKept(for: name))
    #expect(StandardPaths(environment: ["HOME": "/h"]).storedToken(of: name) == nil)
  }
}
