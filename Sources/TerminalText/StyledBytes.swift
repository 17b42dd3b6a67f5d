/// Text under way in the wrapper: bytes of UTF-8, and which stretches of them look how.
struct StyledBytes {
  struct Look: Equatable {
    var style: Style
    var link: String?
  }

  struct Run {
    var range: Range<Int>
    var look: Look
  }

  private(set) var bytes: [UInt8] = []
  private(set) var runs: [Run] = []

  var isEmpty: Bool { bytes.isEmpty }

  mutating func append(_ more: some Collection<UInt8>, looking look: Look) {
    let start = bytes.count
    bytes.append(contentsOf: more)
    noteRun(start..<bytes.count, look)
  }

  mutating func append(_ other: StyledBytes) {
    let start = bytes.count
    bytes.append(contentsOf: other.bytes)
    for run in other.runs {
      noteRun(start + run.range.lowerBound..<start + run.range.upperBound, run.look)
    }
  }

  mutating func append(_ text: StyledText) {
    for span in text.spans {
      append(span.text.utf8, looking: Look(style: span.style, link: span.link))
    }
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
  }

  /// What was collected, as text.
  func styledText() -> StyledText {
    var text = StyledText()
    for run in runs {
      let stretch = String(decoding: bytes[run.range], as: UTF8.self)
      text.append(stretch, style: run.look.style, link: run.look.link)
    }
    return text
  }

  private mutating func noteRun(_ range: Range<Int>, _ look: Look) {
    guard !range.isEmpty else { return }
    let last = runs.count - 1
    if last >= 0, runs[last].look == look {
      runs[last].range = runs[last].range.lowerBound..<range.upperBound
    } else {
      runs.append(Run(range: range, look: look))
    }
  }
}
