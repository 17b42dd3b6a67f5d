import TerminalText
import Testing

@Suite struct HyperlinkTests {
  @Test(arguments: [
    "https://example.com", "http://example.com/", "HTTPS://Example.COM/a?b=c#d",
    "mailto:a@example.com",
    "https://example.com:8443/x", "https://[2001:db8::1]/", "https://[2001:db8::1]:80/",
    "http://192.0.2.1/",
    "https://xn--bcher-kva.example.com/", "https://example.com?x", "https://example.com/a;b",
    "http://localhost:1/",
    "https://example.com/a@b", "mailto:a@example.com?subject=x",
  ])
  func `takes a plain target as it is`(target: String) {
    #expect(Hyperlink(target)?.uri == target)
  }

  @Test(arguments: [
    ("https://example.com/a b", "https://example.com/a%20b"),
    ("https://example.com/ä", "https://example.com/%C3%A4"),
    ("https://example.com/\u{1B}]0;x\u{7}", "https://example.com/%1B]0;x%07"),
    ("https://example.com/\u{9C}", "https://example.com/%C2%9C"),
    ("https://example.com/\u{202E}", "https://example.com/%E2%80%AE"),
    ("https://example.com/\r\n", "https://example.com/%0D%0A"),
    ("https://example.com/\u{7F}", "https://example.com/%7F"),
    ("https://example.com/100%", "https://example.com/100%"),
    ("mailto:ä@example.com", "mailto:%C3%A4@example.com"),
  ])
  func `percent-encodes what is not printable ASCII`(target: String, uri: String) {
    #expect(Hyperlink(target)?.uri == uri)
  }

  @Test(arguments: [
    "", "example.com", "/path", "#anchor", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x", "vbscript:x", "ssh://example.com", "ftp://example.com", "tel:1",
    "x-apple:1", "http:",
    "http:/", "http:///path", "https:example.com", "https://", "https://:80/", "mailto:",
    "https://user@example.com/", "https://www.example.com@evil.example.com/",
    "https://a:b@example.com",
    "https://example.com\\@evil.example.com/", "https://bücher.example.com/",
    "https://exаmple.com/",
    "https://example.com:x/", "https://exa mple.com/", "https://example.com\n.evil.example.com/",
    " https://example.com", "ht\ntps://example.com", "https://[::1/", "https://[]/", "https://[x]/",
    "https://exam\u{200B}ple.com/", "https://example%2ecom/",
  ])
  func `refuses other schemes and odd hosts`(target: String) {
    #expect(Hyperlink(target) == nil)
  }

  @Test func `takes 2,083 bytes and no more, counted when encoded`() {
    let base = "https://example.com/"
    let room = Hyperlink.maximumLength - base.utf8.count
    #expect(Hyperlink(base + String(repeating: "a", count: room)) != nil)
    #expect(Hyperlink(base + String(repeating: "a", count: room + 1)) == nil)
    #expect(Hyperlink(base + String(repeating: " ", count: room / 3)) != nil)
    #expect(Hyperlink(base + String(repeating: " ", count: room / 3 + 1)) == nil)
  }

  @Test(
    arguments: [
      ("https://Example.com:8443/x", "example.com"), ("https://[2001:DB8::1]:80/", "[2001:db8::1]"),
      ("mailto:a@example.com", nil),
    ] as [(String, String?)]
  )
  func `names its host`(target: String, host: String?) {
    #expect(Hyperlink(target)?.host == host)
  }

  @Test(arguments: [
    ("Leave policy", false), ("example.com", false), ("www.example.com", false),
    ("EXAMPLE.com/a/b", false),
    ("https://example.com/x", false), ("see example.com.", false), ("version 2.5", false),
    ("e.g. this", false),
    ("bank.example.org", true), ("https://bank.example.org/login", true),
    ("at bank.example.org.", true),
    ("exаmple.com", true), ("example.com.evil.org", true), ("…", false), ("", false),
  ])
  func `notices a label that names another host`(label: String, isMisnamed: Bool) throws {
    let link = try #require(Hyperlink("https://example.com/x"))
    #expect(link.isMisnamed(by: label) == isMisnamed)
  }
}
