internal import HostSystem
internal import LineEditing
internal import Session
internal import TerminalText

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Reads lines with `EditLineReader` and prints what it got, for tests that drive it through a
/// pseudo-terminal.
///
/// Options: `--hold` (keys between two lines), `--vi`, `--prompt TEXT`, `--prefill TEXT`, `--remember TEXT`,
/// `--complete WORDS`, `--dumb` (no control sequences), `--entries N` (in the history), `--history PATH`; `--sibling`
/// reads nothing, and `--append PATH WORD COUNT` adds so many entries to a history and numbers them.
/// The line `wait` waits for a signal, as a program does while an answer comes.
struct Probe {
  let signals: SignalPipe
  let words: [String]

  func readLines() throws {
    let reader = try EditLineReader(
      signals: signals,
      editing: words.contains("--vi") ? .vi : .emacs,
      theme: .default,
      bracketsPastes: !words.contains("--dumb"),
      historyFile: value(of: "--history").map { HistoryFile(at: $0, limit: 10_000) },
      historySize: 20_000
    )
    for number in 0..<(value(of: "--entries").flatMap { Int($0) } ?? 0) {
      reader.remember("an earlier prompt, number \(number)")
    }
    value(of: "--remember").map(reader.remember)
    guard words.contains("--hold") else { return try readLines(with: reader) }
    try reader.holdingKeys(
      onStop: { print("stopping") },
      while: { () throws(LineReaderFailure) in try readLines(with: reader) }
    )
  }

  private func readLines(with reader: EditLineReader) throws(LineReaderFailure) {
    var prefill = value(of: "--prefill") ?? ""
    while true {
      let input = try reader.readLine(
        prompt: prompt,
        prefill: prefill,
        completing: completing
      )
      guard report(input) else { return }
      if case .line(let line) = input { reader.remember(line) }
      prefill = ""
    }
  }

  /// A process beside the reader: numbers the signals that reach it, until one other than SIGINT.
  func reportSignals() {
    print("sibling ready")
    for number in 1... {
      let signal = nextSignal()
      print("sibling \(number): \(signal)")
      if signal != SIGINT { return }
    }
  }

  /// Adds entries to a history, as fast as it can.
  func appendEntries() {
    guard words.count == 4, let count = Int(words[3]) else { return }
    let history = HistoryFile(at: words[1], limit: 10_000) { print("failed: \($0.reason)") }
    for number in 1...count { history.add("\(words[2]) \(number)\nof \(count)") }
  }

  private func report(_ input: LineInput) -> Bool {
    switch input {
    case .line(let line):
      print("line \(line.unicodeScalars.count) <\(escaped(line))>")
      if line == "wait" {
        print("waiting")
        print("signal \(nextSignal())")
      }
    case .edit(let line):
      print("edit <\(escaped(line))>")
    case .endOfInput:
      print("end of input")
      return false
    case .interrupted:
      print("interrupted")
    case .terminated(let signal):
      print("terminated \(signal)")
      signals.letAct(signal)
    }
    return true
  }

  /// The words behind `--complete`, separated by commas, as what every line can become.
  private var completing: ((String) -> Completion)? {
    value(of: "--complete").map { list in
      { line in
        Completion(of: line, among: list.split(separator: ",").map { .init(String($0)) })
      }
    }
  }

  /// Bold cyan, where the option gives a text.
  private var prompt: StyledText {
    let role: Role = [.code, .strong]
    return value(of: "--prompt").map { StyledText($0, role: role) + "> " } ?? "> "
  }

  private func value(of option: String) -> String? {
    words.firstIndex(of: option).flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
  }

  private func nextSignal() -> Int32 {
    while true {
      var watched = pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)
      poll(&watched, 1, -1)
      if let signal = signals.next() { return signal }
    }
  }

  private func escaped(_ line: String) -> String {
    line.unicodeScalars.map { scalar in
      (0x20..<0x7F).contains(scalar.value) && scalar != "\\"
        ? String(scalar) : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }.joined()
  }
}
