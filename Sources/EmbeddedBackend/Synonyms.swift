/// Words that people use for the same thing when they speak of programs, so that a text need not have all of them.
enum Synonyms {
  /// The other words for a word in lower case, in whatever number or form it is; none for most words.
  static func synonyms(of word: String) -> [String] {
    for form in forms(of: word) {
      if let group = groupOfWord[form] { return groups[group].filter { $0 != form } }
    }
    return []
  }

  /// The word, and what it may be without the endings of English.
  private static func forms(of word: String) -> [String] {
    let endings = [
      ("", ""), ("s", ""), ("es", ""), ("d", ""), ("ed", ""), ("ing", ""), ("ing", "e"),
    ]
    return endings.compactMap { ending, replacement in
      word.hasSuffix(ending) ? word.dropLast(ending.count) + replacement : nil
    }
  }

  private static let groupOfWord: [String: Int] = {
    var result: [String: Int] = [:]
    for (index, group) in groups.enumerated() {
      for word in group { result[word] = result[word] ?? index }
    }
    return result
  }()

  private static let groups = """
    stop cancel abort interrupt
    quit exit leave close
    delete remove erase uninstall
    update upgrade newer
    build compile
    option flag switch parameter
    setting configuration preference configure
    token credential secret password
    login authenticate
    source citation reference
    answer reply response
    question prompt query
    price cost fee charge
    hide suppress disable silence
    color colour monochrome coloured colored
    show display print
    save store keep write record
    folder directory disk
    file document
    shortcut key binding hotkey
    error failure problem
    slow fast speed
    edit correct modify fix
    paste clipboard
    certificate ca tls ssl
    timeout wait
    server backend host
    network internet online
    conversation chat session dialogue
    terminal screen console
    confidence sure certain reliable unreliable
    completion autocomplete
    manual guide documentation handbook
    characters encoding umlauts
    status code
    precedence outweigh wins priority
    resume continue
    log history
    collect telemetry track
    command subcommand
    plain unencrypted
    malicious hostile harmful
    """.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
}
