import Conversation
import TestSupport
import Testing

/// The words of a prompt and the files below them.
@Suite struct PromptPartsTests {
  private typealias File = PromptParts.File

  @Test func `a text stands in a block of code below its name`() {
    func text(_ file: String) -> String {
      PromptParts(words: "Hi", files: [.text(file, name: "n")]).text
    }
    #expect(text("one\n") == "Hi\n\nn:\n\n```\none\n```")
    #expect(text("one") == "Hi\n\nn:\n\n```\none\n```")
    #expect(text("one\r\n") == "Hi\n\nn:\n\n```\none\r\n```")
    #expect(text("`````\n") == "Hi\n\nn:\n\n``````\n`````\n``````")
  }

  @Test func `words and files are found again`() {
    let parts = PromptParts(
      words: "What?\n\nAnd why?",
      files: [
        .text("a\n\nb.md:\n\n````\nx\n````\n", name: "a b.md"), .image(name: "p].png"),
        .text("\u{301}é\r\n", name: "c.txt"), .text("[image: no.png]\n", name: "d.txt"),
      ]
    )
    #expect(PromptParts(of: parts.text) == parts)
    #expect(
      parts.summary == """
        What?

        And why?
        [file: a b.md, 22 bytes]
        [image: p].png]
        [file: c.txt, 6 bytes]
        [file: d.txt, 16 bytes]
        """
    )
  }

  @Test(arguments: [
    "", "Hi", "```\na\n```", "Hi\n\n```\na\n```", "Hi\n\na.md:\n```\na\n```",
    "Hi\na.md:\n\n```\na\n```",
    "Hi\n\na.md:\n\n```swift\na\n```", "Hi\n\na.md:\n\n````\na\n````",
    "Hi\n\na.md:\n\n```\na\n````",
    "Hi\n\n:\n\n```\na\n```", "Hi\n\na.md:\n\n```\n```", "Hi\n\na.md:\n\n``\na\n``",
    "[image: a.png]",
    "Hi\n[image: a.png]", "Hi\n\n[image: ]", "\n\n[image: a.png]", " \n\na.md:\n\n```\na\n```", "`",
    "]",
    "Hi\n\nUsage:\n\n```\na\n```", "Hi\n\n[image: x]",
    "\n```",
  ]) func `other text is the person's own`(prompt: String) {
    #expect(PromptParts(of: prompt) == PromptParts(words: prompt, files: []))
  }

  @Test func `parts make the text that they are the parts of`() {
    var generator = SeededGenerator(seed: 7)
    let pieces = [
      "a", "\n", "\n\n", "`", "```", "````", ":", "n.x:\n\n", "[image: ", "]", "\r\n", "é",
    ]
    for _ in 0..<5_000 {
      let prompt = (0..<Int.random(in: 0..<14, using: &generator)).map { _ in
        pieces[Int.random(in: pieces.indices, using: &generator)]
      }.joined()
      let parts = PromptParts(of: prompt)
      #expect(parts.text.utf8.elementsEqual(prompt.utf8), "\(prompt)")
      let file = File.text(prompt + "\n", name: "n.x")
      let found = PromptParts(of: PromptParts(words: "w", files: [file]).text)
      #expect(found == PromptParts(words: "w", files: [file]), "\(prompt)")
    }
  }

  @Test(arguments: [
    (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1_000, "1,000 bytes"),
    (708_894, "708,894 bytes"), (1_048_576, "1,048,576 bytes"),
  ]) func `bytes are counted`(count: Int, words: String) {
    #expect(ByteCount.words(count) == words)
  }

  @Test func `a title has no word of a file`() {
    let prompt = PromptParts(words: "Why?", files: [.text("secret\n", name: "a.md")]).text
    #expect(ConversationTitle.text(of: prompt) == "Why?")
  }
}
