extension Sanitizer {
  /// A text from outside as one safe line, for every place that is not the answer itself: messages
  /// of servers and libraries, names, titles, prompts.
  ///
  /// Masked exactly; each line end or TAB becomes one space. What is wider than `limit` columns is
  /// cut at a character and ends with `…`.
  public static func singleLine(_ text: String, limit: Int = 500) -> String {
    var line = sanitized(text, in: .exact)
    if line.utf8.contains(where: { $0 == 0x0A || $0 == 0x09 }) {
      line = String(line.map { $0 == "\n" || $0 == "\t" ? " " : $0 })
    }
    return cut(line, to: limit)
  }

  private static func cut(_ line: String, to limit: Int) -> String {
    var meter = ClusterMeter()
    var end = line.startIndex
    for index in line.unicodeScalars.indices {
      // What stands before a new character is settled; it may stay if the ellipsis still fits after
      // it.
      let before = meter.cells
      if meter.add(line.unicodeScalars[index]), before < limit { end = index }
      if meter.cells > limit { return limit > 0 ? line[..<end] + "…" : "" }
    }
    return line
  }
}
