import Session
import TerminalText
import Testing
import WireFormats

@Suite struct TraceTextTests {
  private static let token = "s3cr3t/token+with=signs"
  private static let text = TraceText(
    secrets: [token],
    fields: [HTTPHeaderField("X-Team-Key", "other-secret", isSecret: true)]
  )

  private func line(_ record: TraceRecord) -> String {
    Self.text.text(of: record).plainText
  }

  @Test(arguments: [
    ("Authorization: Bearer abcdef", "Authorization: Bearer ***"),
    ("authorization: Bearer abcdef", "authorization: Bearer ***"),
    ("Proxy-Authorization: Basic dTpw", "Proxy-Authorization: Basic ***"),
    ("Cookie: a=b", "Cookie: ***"), ("set-cookie: a=b; Path=/", "set-cookie: ***"),
    ("X-Api-Key: abcdef", "X-Api-Key: ***"), ("api-key: abcdef", "api-key: ***"),
    ("x-team-key: what ever", "x-team-key: ***"), ("\tgoes on", " ***"),
    ("POST /chat?api_key=abc&n=1 HTTP/1.1", "POST /chat?api_key=***&n=1 HTTP/1.1"),
    (
      "Location: https://u:p@chat.example.com/?token=x",
      "Location: https://***@chat.example.com/?token=***"
    ),
    ("X-Debug: s3cr3t/token+with=signs!", "X-Debug: ***!"),
    ("X-Debug: s3cr3t%2Ftoken%2Bwith%3Dsigns!", "X-Debug: ***!"),
    ("X-Debug: s3cr3t%2ftoken%2bwith%3dsigns!", "X-Debug: ***!"),
    ("X-Debug: other-secret", "X-Debug: ***"),
    ("Accept: text/plain", "Accept: text/plain"),
  ])
  func `secrets are masked in a head`(line: String, expected: String) {
    #expect(self.line(.sent(line)) == "> \(expected)\n")
    #expect(self.line(.received(line)) == "< \(expected)\n")
  }

  /// Base64 of `u:`, `us:` and `use:` with the token behind: it begins at each of the three places once.
  @Test(arguments: [
    "dTpzM2NyM3QvdG9rZW4rd2l0aD1zaWducw==", "dXM6czNjcjN0L3Rva2VuK3dpdGg9c2lnbnM=",
    "dXNlOnMzY3IzdC90b2tlbit3aXRoPXNpZ25z",
  ])
  func `a token in Base64 is masked`(encoded: String) {
    let line = line(.fact("Server auth using \(encoded)"))
    #expect(line.contains("***"))
    #expect(!line.contains(encoded.dropFirst(6).prefix(20)))
  }

  @Test func `control characters are shown, not written`() {
    #expect(!line(.received("X: \u{1B}[31m")).contains("\u{1B}"))
  }
}
