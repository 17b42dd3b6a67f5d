extension String {
  /// Whether this is a moment as RFC 3339 writes it in UTC, and none of the year 1, which stands for none.
  var isTimestamp: Bool {
    let shape = "0000-00-00T00:00:00"
    guard utf8.count > shape.utf8.count, utf8.last == UInt8(ascii: "Z"), !hasPrefix("0001-") else {
      return false
    }
    let fits = zip(utf8, shape.utf8).allSatisfy { byte, mark in
      mark == UInt8(ascii: "0") ? byte.isDigit : byte == mark
    }
    let fraction = utf8.dropFirst(shape.utf8.count).dropLast()
    return fits
      && (fraction.isEmpty
        || fraction.first == UInt8(ascii: ".") && fraction.count > 1
          && fraction.dropFirst().allSatisfy(\.isDigit))
  }
}

extension String {
  /// The moment in UTC, where this is one as RFC 3339 writes it; of one with another offset, to milliseconds.
  var timestamp: String? {
    if isTimestamp { return self }
    let offset = suffix(6)
    let clock = offset.dropFirst().split(separator: ":").compactMap { Int($0) }
    guard let sign = offset.first, sign == "+" || sign == "-", clock.count == 2,
      clock[0] < 24, clock[1] < 60, let local = Timestamp.millis(of: dropLast(6) + "Z")
    else { return nil }
    let distance = (clock[0] * 60 + clock[1]) * 60_000
    return Timestamp.text(epochMillis: sign == "+" ? local - distance : local + distance)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
}

/// Moments that backends and clocks tell in numbers.
public enum Timestamp {
  /// Milliseconds since 1970 of a moment in UTC as RFC 3339 writes it; `nil` for what is none.
  public static func millis(of text: some StringProtocol) -> Int? {
    let text = String(text)
    guard text.isTimestamp else { return nil }
    let numbers = text.split { !$0.isNumber }
    let parts = numbers.prefix(6).compactMap { Int($0) }
    guard parts.count == 6, let day = day(year: parts[0], month: parts[1], day: parts[2]),
      parts[3] < 24, parts[4] < 60, parts[5] < 61
    else { return nil }
    let fraction = numbers.count > 6 ? String((numbers[6] + "000").prefix(3)) : "0"
    let seconds = (parts[3] * 60 + parts[4]) * 60 + parts[5]
    return (day * 86_400 + seconds) * 1_000 + (Int(fraction) ?? 0)
  }

  /// Milliseconds since 1970 as RFC 3339 in UTC; `nil` before 1970 and behind the year 9999.
  public static func text(epochMillis millis: Int) -> String? {
    guard (0...253_402_300_799_999).contains(millis) else { return nil }
    let (year, month, day) = date(ofDay: millis / 86_400_000)
    let rest = millis % 86_400_000
    let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60].map { padded($0, 2) }
    return [padded(year, 4), padded(month, 2), padded(day, 2)].joined(separator: "-")
      + "T" + time.joined(separator: ":") + ".\(padded(rest % 1_000, 3))Z"
  }

  /// The day of a Gregorian date, counted from 1 January 1970; `nil` for one that is none, or before it.
  static func day(year: Int, month: Int, day: Int) -> Int? {
    guard (1970...9999).contains(year), (1...12).contains(month) else { return nil }
    let lengths = monthLengths(of: year)
    guard (1...lengths[month - 1]).contains(day) else { return nil }
    return self.day(ofYear: year) + lengths[..<(month - 1)].reduce(0, +) + day - 1
  }

  private static func monthLengths(of year: Int) -> [Int] {
    [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  }

  /// The Gregorian date of a day, counted from 1 January 1970.
  private static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
    var year = 1970 + day / 366
    while day >= self.day(ofYear: year + 1) { year += 1 }
    var rest = day - self.day(ofYear: year)
    var month = 0
    let lengths = monthLengths(of: year)
    while rest >= lengths[month] {
      rest -= lengths[month]
      month += 1
    }
    return (year, month + 1, rest + 1)
  }

  /// The day on which a year begins.
  private static func day(ofYear year: Int) -> Int {
    let before = year - 1
    return (year - 1970) * 365 + (before / 4 - before / 100 + before / 400) - 477
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(width - digits.count, 0)) + digits
  }
}
