/// What a conversation is called until a person calls it something else.
public enum ConversationTitle {
  /// The most characters of a title, with the sign that there is more.
  public static let longest = 60

  /// The first words of a prompt on one line, with one space between each two; empty for a prompt of white space.
  ///
  /// Of files that go along nothing is told. The words are as they were received: what a terminal would obey is masked where the title is shown.
  public static func text(of prompt: String) -> String {
    var title = ""
    var length = 0
    // Word by word, as a prompt may be a whole file.
    var rest = PromptParts(of: prompt).words[...]
    while true {
      rest = rest.drop(while: \.isWhitespace)
      let word = rest.prefix { !$0.isWhitespace }
      guard !word.isEmpty else { return title }
      rest = rest[word.endIndex...]
      let room = longest - length - (title.isEmpty ? 0 : 1)
      // Behind a word with which the title is full, there may be no more.
      let isLast = rest.allSatisfy(\.isWhitespace)
      guard fits(word, in: isLast ? room : room - 1) else {
        return title.isEmpty ? word.prefix(longest - 1) + "…" : title + "…"
      }
      title += (title.isEmpty ? "" : " ") + word
      length = title.count
    }
  }

  private static func fits(_ word: Substring, in room: Int) -> Bool {
    room > 0 && word.dropFirst(room).isEmpty
  }
}
