import TestSupport
import Testing
import WireFormats

@testable import EmbeddedBackend

@Suite struct QuestionTests {
  private func words(_ prompt: String, after history: [String] = []) -> [String] {
    Question(prompt, after: history.map { PastTurn(prompt: $0, answer: "") }).terms.map {
      $0.share == 1 ? $0.word : "(\($0.word))"
    }
  }

  @Test(arguments: [
    ("How do I log in?", ["log"]), ("What is the URL?", ["url"]), ("what is it", []), ("", []),
    ("--no-stream", ["stream"]), ("CHAT_TOKEN", ["chat", "token"]), ("don't stop STOP", ["stop"]),
    ("Zürich \"AND\" NEAR(x)", ["zürich", "near", "x"]), ("e\u{301}tude", ["e\u{301}tude"]),
    ("a\u{0}b", ["b"]), ("日本語 です", ["日本語", "です"]), ("💥 ...", []),
  ])
  func `is its words without the common ones`(prompt: String, expected: [String]) {
    #expect(words(prompt) == expected)
  }

  @Test func `has so many words at most, and each once`() {
    let prompt = (1...100).map { "word\($0) word\($0)" }.joined(separator: " ")
    #expect(words(prompt).count == Question.mostTerms)
  }

  @Test(arguments: [
    (["How is it installed on Linux?"], "and on macOS?", ["macos", "(installed)", "(linux)"]),
    (["Linux installation"], "macOS", ["macos", "(linux)", "(installation)"]),
    (
      ["How is it installed?"], "Which keys edit the prompt line?",
      ["keys", "edit", "prompt", "line"]
    ),
    (
      ["Where are tokens stored?", "and on macOS?"], "and passwords?",
      ["passwords", "(macos)", "(tokens)", "(stored)"]
    ),
    (["tokens"], "tokens", ["tokens"]), ([], "and macOS?", ["macos"]),
    (["What is it?"], "macOS?", ["macos"]),
  ])
  func `goes on from the one before`(history: [String], prompt: String, expected: [String]) {
    #expect(words(prompt, after: history) == expected)
  }

  @Test(arguments: [
    ("abort", ["\"abort\"", "\"stop\" OR \"cancel\" OR \"interrupt\""]),
    ("passwords", ["\"passwords\"", "\"token\" OR \"credential\" OR \"secret\""]),
    ("zebra", ["\"zebra\""]),
  ])
  func `a word is found by others of its meaning too`(word: String, expected: [String]) {
    let term = Question.Term(word: word, share: 1)
    #expect(term.variants.map(\.expression) == expected)
    #expect(term.variants.map(\.certainty) == [1, 0.6].prefix(expected.count).map(\.self))
  }

  @Test(arguments: [("x", nil), ("doc", "\"doc\" *"), ("docs", "\"docs\" *"), ("config", nil)])
  func `a short word may be the beginning of a longer one`(word: String, expected: String?) {
    #expect(Question.Term(word: word, share: 1).beginning?.expression == expected)
  }

  @Test func `no word stands for the same thing twice`() {
    for word in ["stop", "cancels", "upgraded", "closing"] {
      let synonyms = Synonyms.synonyms(of: word)
      #expect(Set(synonyms).count == synonyms.count && !synonyms.isEmpty, "\(word)")
    }
  }
}
