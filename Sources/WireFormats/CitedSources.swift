internal import Conversation

/// Sources numbered in the order in which they are cited; one that is cited again keeps its number.
struct CitedSources {
  private var known: [Citation] = []
  private var numbers: [String: Int] = [:]

  var isEmpty: Bool { known.isEmpty }

  func knows(_ key: String) -> Bool { numbers[key] != nil }

  /// The source with its number, with what was known of it, and with the places that it is cited in now.
  ///
  /// `nil` where nothing tells which source it is, be it by a key of its own.
  mutating func cite(_ source: Citation, by key: String? = nil) -> Citation? {
    guard let key = key ?? source.id ?? source.url ?? source.title ?? source.excerpt else {
      return nil
    }
    let number = numbers[key] ?? known.count + 1
    numbers[key] = number
    var cited = number > known.count ? source : known[number - 1].completed(by: source)
    cited.number = number
    cited.ranges = []
    if number > known.count { known.append(cited) } else { known[number - 1] = cited }
    cited.ranges = source.ranges
    return cited
  }
}
