/// Text under way in the wrapper: bytes of UTF-8, and which stretches of them look how.
///
/// Looks are numbers here, from a `LookTable`: this is the inner loop, and a look holds a string.
struct StyledBytes {
  struct Run {
    var end: Int
    var look: Int
  }

  private(set) var bytes: [UInt8] = []
  private(set) var runs: [Run] = []

  var isEmpty: Bool { bytes.isEmpty }

  mutating func append(_ more: ArraySlice<UInt8>, look: Int) {
    bytes.append(contentsOf: more)
    endRun(look)
  }

  mutating func append(_ byte: UInt8, count: Int = 1, look: Int) {
    for _ in 0..<count { bytes.append(byte) }
    endRun(look)
  }

  mutating func append(_ scalar: Unicode.Scalar, look: Int) {
    bytes.append(contentsOf: scalar.utf8)
    endRun(look)
  }

  mutating func append(_ other: StyledBytes) {
    let start = bytes.count
    bytes.append(contentsOf: other.bytes)
    for run in other.runs { endRun(run.look, at: start + run.end) }
  }

  mutating func removeAll() {
    // To remove nothing costs as much as to remove something.
    guard !bytes.isEmpty else { return }
    bytes.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
  }

  /// Calls `body` with the text of each stretch.
  func forEachRun(_ body: (String, Int) -> Void) {
    var start = 0
    for run in runs {
      body(String(decoding: bytes[start..<run.end], as: UTF8.self), run.look)
      start = run.end
    }
  }

  private mutating func endRun(_ look: Int) {
    endRun(look, at: bytes.count)
  }

  private mutating func endRun(_ look: Int, at end: Int) {
    let last = runs.count - 1
    if last >= 0, runs[last].look == look {
      runs[last].end = end
    } else {
      runs.append(Run(end: end, look: look))
    }
  }
}

/// The looks of a text under way, by number.
struct LookTable {
  /// The number of the plain look.
  static let plain = 0

  private var looks = [Span("")]

  /// How many there are.
  var count: Int { looks.count }

  /// A number for the look of a span.
  mutating func number(of span: Span) -> Int {
    if let last = looks.last, last.looks(like: span.role, link: span.link) {
      return looks.count - 1
    }
    looks.append(Span("", role: span.role, link: span.link))
    return looks.count - 1
  }

  /// Where the look of a number leads.
  func link(_ number: Int) -> String? { looks[number].link }

  /// Forgets the numbers from `count` on.
  mutating func forget(from count: Int) {
    looks.removeSubrange(count...)
  }

  /// What was collected, with its looks.
  func styledText(of bytes: StyledBytes) -> StyledText {
    var text = StyledText()
    bytes.forEachRun { stretch, number in
      text.append(stretch, role: looks[number].role, link: looks[number].link)
    }
    return text
  }

  /// A text in the form that is quick to append.
  mutating func bytes(of text: StyledText) -> StyledBytes {
    var bytes = StyledBytes()
    for span in text.spans {
      bytes.append(Array(span.text.utf8)[...], look: number(of: span))
    }
    return bytes
  }
}
