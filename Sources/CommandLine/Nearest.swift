/// What a person most likely meant by a word that means nothing.
public enum Nearest {
  /// The option that a mistyped long name is close to, as it is typed.
  static func option(to name: String) -> String? {
    nearest(to: name, of: OptionName.allCases.map(\.rawValue)).map { "--\($0)" }
  }

  /// The option for a letter that is none: the same letter in the other case, or the only long name that starts with it.
  static func option(toLetter letter: Character) -> String? {
    let lower = letter.lowercased()
    if let other = OptionTable.all.compactMap(\.letter).first(where: { $0.lowercased() == lower }) {
      return "-\(other)"
    }
    let names = OptionName.allCases.filter { $0.rawValue.hasPrefix(lower) }
    return names.count == 1 ? names[0].typed : nil
  }

  /// What a word in the place of a command is close to: a command, or an option without its dashes.
  static func command(to word: String) -> String? {
    if let near = nearest(to: word, of: Command.allCases.compactMap(\.word)) {
      return "\(Program.name) \(near)"
    }
    return OptionName(rawValue: word).map { "\(Program.name) \($0.typed)" }
  }

  /// What a message adds where a word is close to one of those there are: `; did you mean 'x'?`, or else nothing.
  ///
  /// `prefix` stands in front of the word.
  public static func suggestion(
    for word: String,
    of candidates: [String],
    prefix: String = ""
  ) -> String {
    nearest(to: word, of: candidates).map { "; did you mean '\(prefix)\($0)'?" } ?? ""
  }

  /// The first of the closest words, if it is close: one slip, or one in three characters.
  public static func nearest(to word: String, of candidates: [String]) -> String? {
    let limit = max(1, word.count / 3)
    let near = candidates.map { ($0, distance(word, $0, limit: limit)) }
      .filter { $0.1 <= limit }
    return near.min { $0.1 < $1.1 }?.0
  }

  /// The optimal string alignment distance: how many characters were added, lost, replaced or swapped with their neighbor.
  ///
  /// Words whose lengths alone are further apart than `limit` are not compared.
  private static func distance(_ left: String, _ right: String, limit: Int) -> Int {
    let left = Array(left)
    let right = Array(right)
    guard abs(left.count - right.count) <= limit else { return .max }
    var rows = [Array(0...right.count)]
    for i in left.indices {
      var row = [i + 1]
      for j in right.indices {
        let replaced = rows[i][j] + (left[i] == right[j] ? 0 : 1)
        var best = min(replaced, rows[i][j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
