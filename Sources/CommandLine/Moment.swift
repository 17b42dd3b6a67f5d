/// A moment as a person writes it.
public enum Moment: Equatable, Sendable {
  /// So many seconds ago.
  case ago(seconds: Int)
  /// A date where the person is, and a time of that day.
  case date(year: Int, month: Int, day: Int, hour: Int, minute: Int)

  /// Reads `2026-02-17`, `2026-02-17T08:00` (or with a space), or a time ago: `30m`, `12h`, `7d`, `2w`.
  public init?(_ text: String) {
    if let seconds = Self.seconds(text) {
      self = .ago(seconds: seconds)
      return
    }
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { "T ".contains($0) }
    guard let first = parts.first, let date = Self.numbers(first, "-", [4, 2, 2]),
      (1970...9999).contains(date[0]), (1...12).contains(date[1]),
      (1...Self.days(in: date[1], of: date[0])).contains(date[2])
    else { return nil }
    guard let time = parts.count == 1 ? [0, 0] : Self.numbers(parts[1], ":", [2, 2]),
      time[0] < 24, time[1] < 60
    else { return nil }
    self = .date(year: date[0], month: date[1], day: date[2], hour: time[0], minute: time[1])
  }

  private static func seconds(_ text: String) -> Int? {
    let units: [Character: Int] = ["m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
    let digits = text.dropLast()
    guard let unit = text.last.flatMap({ units[$0] }), !digits.isEmpty, digits.count < 6,
      digits.allSatisfy({ $0.isASCII && $0.isNumber })
    else { return nil }
    return Int(digits).map { $0 * unit }
  }

  /// Numbers with so many digits each.
  private static func numbers(
    _ text: Substring,
    _ separator: Character,
    _ digits: [Int]
  ) -> [Int]? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.map(\.count) == digits,
      parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } })
    else { return nil }
    return parts.compactMap { Int($0) }
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
