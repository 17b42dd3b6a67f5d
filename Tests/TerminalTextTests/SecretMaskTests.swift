import TerminalText
import Testing

@Suite struct SecretMaskTests {
  @Test(arguments: [
    ("a canary/+1? b", "a *** b"), ("canary/+1?canary/+1?", "******"),
    ("x=canary%2F%2B1%3F&y", "x=***&y"), ("x=canary%2f%2b1%3f", "x=***"),
    ("Y2FuYXJ5LysxPw==", "***"), ("Y2FuYXJ5LysxPw.", "***."), ("canary/+1", "canary/+1"), ("", ""),
  ])
  func `hides a credential in each of its forms`(text: String, shown: String) {
    #expect(SecretMask("canary/+1?").masking(text) == shown)
  }

  @Test func `hides name and password as they are sent`() {
    #expect(SecretMask("user:pass").masking("Basic dXNlcjpwYXNz") == "Basic ***")
  }

  @Test func `several are hidden, and what is too short for a secret is not`() {
    var mask = SecretMask("first-secret")
    mask.add("first-secret-and-more")
    mask.add("abc")
    #expect(mask.masking("first-secret-and-more first-secret abc") == "*** *** abc")
    #expect(SecretMask().masking("x") == "x" && SecretMask(nil).masking("x") == "x")
  }

  @Test func `keeps the looks of the rest, and hides what has several looks`() {
    let mask = SecretMask("canary")
    var text = StyledText("a canary ", role: .error)
    text.append("b")
    var expected = StyledText("a *** ", role: .error)
    expected.append("b")
    #expect(mask.masking(text) == expected)
    var split = StyledText("a can", role: .error)
    split.append("ary b")
    #expect(mask.masking(split).plainText == "a *** b")
  }

  @Test func `does not show what it hides`() {
    let mask = SecretMask("canary")
    var dumped = ""
    dump(mask, to: &dumped)
    #expect(!"\(dumped)".contains("canary"))
  }
}
