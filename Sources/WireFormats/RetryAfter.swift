internal import Conversation

/// How long a backend asks to wait before the next request.
///
/// Waits of more than 68 years are taken for nonsense.
enum RetryAfter {
  private static let longestSeconds = Double(1 << 31)

  /// What the head of a response says: `retry-after-ms`, or `Retry-After` (RFC 9110 §10.2.3) in whole seconds or as a
  /// date, which counts from the response's own `Date`, or else from its arrival.
  static func millis(in head: HTTPResponseHead) -> Int? {
    if let millis = head["Retry-After-Ms"].flatMap({ wait(of: $0, inSeconds: 0.001) }) {
      return millis
    }
    guard let value = head["Retry-After"]?.trimmed else { return nil }
    if !value.isEmpty, value.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
      return wait(of: value, inSeconds: 1)
    }
    guard let then = HTTPDate.epochSeconds(value),
      let now = head["Date"].flatMap(HTTPDate.epochSeconds) ?? head.receivedAt
    else { return nil }
    return wait(Double(max(then - now, 0)))
  }

  /// What an error in JSON says, also inside its `error` or `detail`: a number, or a string with one.
  static func millis(in view: JSONView) -> Int? {
    let names = [
      ("retryAfterMs", 0.001), ("retry_after_ms", 0.001), ("retryAfter", 1), ("retry_after", 1),
    ]
    for part in [view, view["error"], view["detail"]] {
      for (name, unit) in names {
        guard let value = part?[name], let text = value.string ?? value.numberText else { continue }
        if let millis = wait(of: text, inSeconds: unit) { return millis }
      }
    }
    return nil
  }

  private static func wait(of text: String, inSeconds unit: Double) -> Int? {
    let digits = text.trimmed
    let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { 0x30...0x39 ~= $0 || $0 == 0x2E }
    return isNumber ? Double(digits).flatMap { wait($0 * unit) } : nil
  }

  private static func wait(_ seconds: Double) -> Int? {
    seconds < longestSeconds ? Int((seconds * 1_000).rounded(.up)) : nil
  }
}

/// A date as HTTP writes it (RFC 9110 §5.6.7), in its present form and in both that are obsolete.
enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Seconds since 1970; `nil` for what is no date in UTC from 1970 on.
  static func epochSeconds(_ text: String) -> Int? {
    var words = text.split { " ,-:".contains($0) }.map(String.init)
    // Sun Nov  6 08:49:37 1994
    if words.count == 7, months.contains(words[1]) {
      words = [words[0], words[2], words[1], words[6], words[3], words[4], words[5], "GMT"]
    }
    guard words.count == 8, words[7] == "GMT", let month = months.firstIndex(of: words[2]) else {
      return nil
    }
    let numbers = [1, 3, 4, 5, 6].map { words[$0] }
    guard numbers.allSatisfy({ $0.utf8.count <= 4 && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } })
    else { return nil }
    let parts = numbers.compactMap { Int($0) }
    // Two digits are those of a year near to ours.
    let year = words[3].utf8.count == 2 ? parts[1] + (parts[1] < 70 ? 2_000 : 1_900) : parts[1]
    guard let day = Timestamp.day(year: year, month: month + 1, day: parts[0]),
      parts[2] < 24, parts[3] < 60, parts[4] <= 60
    else { return nil }
    return day * 86_400 + parts[2] * 3_600 + parts[3] * 60 + parts[4]
  }
}
