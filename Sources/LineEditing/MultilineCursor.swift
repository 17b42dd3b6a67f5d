#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Where the cursor gets in a text of several lines.
enum MultilineCursor {
  private static let newline = wchar_t(0x0A)

  /// The beginning of the line that a place is in.
  static func start(in text: [wchar_t], from cursor: Int) -> Int {
    text[..<cursor].lastIndex(of: newline).map { $0 + 1 } ?? 0
  }

  /// The end of the line that a place is in.
  static func end(in text: [wchar_t], from cursor: Int) -> Int {
    text[cursor...].firstIndex(of: newline) ?? text.count
  }

  /// As many characters into a line above or below as before, or at its end; `nil` where there is no such line.
  static func place(in text: [wchar_t], from cursor: Int, lines: Int) -> Int? {
    let start = start(in: text, from: cursor)
    let column = cursor - start
    if lines < 0 {
      return start == 0 ? nil : min(Self.start(in: text, from: start - 1) + column, start - 1)
    }
    let end = end(in: text, from: cursor)
    return end == text.count ? nil : min(end + 1 + column, Self.end(in: text, from: end + 1))
  }
}
