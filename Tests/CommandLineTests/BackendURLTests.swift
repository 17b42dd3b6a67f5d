import CommandLine
import Testing

@Suite struct BackendURLTests {
  @Test(arguments: [
    ("https://chat.example.com", "https", "chat.example.com"),
    ("HTTP://Chat.Example.com:8080/a?b#c", "http", "chat.example.com"),
    ("http://localhost:/", "http", "localhost"), ("http://[::1]:80/x", "http", "::1"),
    ("https://user:pass@h.example.com/", "https", "h.example.com"),
    ("https://a@b@h.example.com", "https", "h.example.com"), ("http://h?x=/:@", "http", "h"),
    ("https://h.example.com/a://b", "https", "h.example.com"),
    ("http://1.2.3.4:65535", "http", "1.2.3.4"),
  ])
  func `reads scheme and host`(text: String, scheme: String, host: String) throws {
    let url = try BackendURL(text)
    #expect(url.text == text)
    #expect(url.scheme == scheme)
    #expect(url.host == host)
  }

  @Test(arguments: [
    ("", BackendURL.Problem.empty), ("https://", .noHost), ("https:///x", .noHost),
    ("https://:80", .noHost), ("https://user@/x", .noHost), ("http://[]", .noHost),
    ("http://[::1", .noHost), ("https://h:0", .badPort), ("https://h:65536", .badPort),
    ("https://h:8o", .badPort), ("http://[::1]x", .badPort), ("http://::1/", .noHost),
    ("http://fe80::1/", .badPort), ("ftp://h", .otherScheme("ftp")),
    ("file:///etc/passwd", .otherScheme("file")), ("https://h /x", .forbiddenCharacter),
    ("https://h\n", .forbiddenCharacter), ("https://h\\@x", .forbiddenCharacter),
    ("https://h/\u{1B}[m", .forbiddenCharacter), ("https://h/\u{2028}", .forbiddenCharacter),
  ])
  func `refuses what names no backend`(text: String, problem: BackendURL.Problem) {
    #expect(throws: problem) { try BackendURL(text) }
  }

  @Test(
    arguments: [
      ("chat.example.com/chat", "https://chat.example.com/chat"),
      ("localhost:8080/chat", "http://localhost:8080/chat"),
      ("127.0.0.1:8080", "http://127.0.0.1:8080"), ("[::1]:80", "http://[::1]:80"),
      ("//chat.example.com", nil), ("https:/chat.example.com", nil), ("http", nil), ("/chat", nil),
      ("user:canary@chat.example.com", nil), ("chat.example.com?key=canary", nil),
      ("--json", nil), ("mailto:x", nil),
    ] as [(String, String?)]
  )
  func `a missing scheme gets the URL that was probably meant`(text: String, suggestion: String?) {
    #expect(throws: BackendURL.Problem.noScheme(suggestion: suggestion)) { try BackendURL(text) }
  }

  @Test(arguments: [
    ("https://h.example.com/a?b=c#d", "https://h.example.com/a?b=c#d"),
    ("https://user:canary@h.example.com:80/a", "https://***@h.example.com:80/a"),
    ("https://canary@h.example.com", "https://***@h.example.com"),
    ("https://h/?a=1&api_key=canary&b=2", "https://h/?a=1&api_key=***&b=2"),
    ("https://h/?Access_Token=canary", "https://h/?Access_Token=***"),
    ("https://h/?sig=canary=&key#x", "https://h/?sig=***&key#x"),
  ])
  func `for people its secrets are masked`(text: String, shown: String) throws {
    let url = try BackendURL(text)
    #expect("\(url)" == shown)
  }

  @Test(arguments: [
    "https://user:canary@", "https://user:canary@h:x", "ftp://user:canary@h",
    "user:canary@h.example.com", "https://h/?key=canary ", "canary@h://x",
  ])
  func `a refusal does not show what may be a secret`(text: String) {
    let error = #expect(throws: UsageError.self) { try settings(["--url", text]) }
    #expect(error?.diagnostic.lines.joined().contains("canary") == false)
  }

  @Test(arguments: [
    ("http://localhost:80", true), ("http://LOCALHOST", true), ("http://127.0.0.1", true),
    ("http://127.9.9.9", true), ("http://[::1]:80", true), ("http://127.evil.example.com", false),
    ("http://127.0.0.1.example.com", false), ("http://128.0.0.1", false), ("http://127.1", false),
    ("http://localhost.example.com", false), ("http://127..0.1", false),
  ])
  func `knows this machine`(text: String, isLoopback: Bool) throws {
    #expect(try BackendURL(text).isLoopback == isLoopback)
  }
}
