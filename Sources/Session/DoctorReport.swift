public import CommandLine
internal import Conversation
internal import Presentation
public import TerminalText

/// One thing that `chat doctor` has looked at, and what it found.
public struct DoctorFinding: Equatable, Sendable {
  /// How it is with what was looked at.
  public enum Status: String, CaseIterable, Sendable {
    /// As it should be.
    case ok
    /// It works, but not as it could, or it is open to others.
    case warning
    /// It does not work.
    case failed
  }

  /// What belongs together, in the order in which it is told.
  public enum Section: String, CaseIterable, Sendable {
    case program
    case libraries
    case configuration
    case files
    case conversations
    case history
    case terminal
    case environment
    case backends
  }

  /// What it belongs to.
  public var section: Section
  /// What was looked at, in a word or two.
  public var name: String
  /// How it is.
  public var status: Status
  /// What was found, in words; no secret is among them.
  public var message: String
  /// What to do about it, where there is something to do.
  public var remedy: String?

  /// A finding with all its parts.
  public init(
    _ section: Section,
    _ name: String,
    _ status: Status,
    _ message: String,
    remedy: String? = nil
  ) {
    self.section = section
    self.name = name
    self.status = status
    self.message = message
    self.remedy = remedy
  }

  /// Something that is as it should be.
  public init(_ section: Section, _ name: String, _ message: String) {
    self.init(section, name, .ok, message)
  }

  /// A failure in the program's own words.
  public init(_ section: Section, _ name: String, _ failure: Diagnostic) {
    self.init(section, name, .failed, failure.summary, remedy: failure.remedy)
  }
}

/// What `chat doctor` prints: all that it has found, with a remedy wherever one is needed.
public struct DoctorReport: Equatable, Sendable {
  /// The findings in the order in which they were made.
  public private(set) var findings: [DoctorFinding]

  /// A report of these findings.
  public init(_ findings: [DoctorFinding] = []) {
    self.findings = findings
  }

  /// Adds a finding at the end.
  public mutating func add(_ finding: DoctorFinding) {
    findings.append(finding)
  }

  /// Whether nothing has failed; warnings do not count.
  public var isHealthy: Bool { count(.failed) == 0 }

  /// The report for people: a line for each finding under the heading of its section, its remedy below it, and how many
  /// there are of what is not as it should be.
  ///
  /// Lines are broken to the `width`, in columns; `nil` breaks none. With `isQuiet`, what is in order is left out.
  public func text(width: Int?, isQuiet: Bool = false) -> StyledText {
    let shown = isQuiet ? findings.filter { $0.status != .ok } : findings
    let cells = shown.map { DisplayWidth.cells(of: $0.shownName) }.max() ?? 0
    var text = StyledText()
    for section in DoctorFinding.Section.allCases {
      let own = shown.filter { $0.section == section }
      guard !own.isEmpty else { continue }
      text.append(section.title + "\n", role: .heading)
      for finding in own { text += finding.lines(nameCells: cells, width: width) }
      text.append("\n")
    }
    return isQuiet ? text : text + StyledText(summary + "\n")
  }

  /// The report as one line of JSON: an object with all findings, and whether nothing has failed.
  public var jsonLine: String {
    JSONWriter.compact(
      .object([
        .init("ok", .bool(isHealthy)), .init("findings", .array(findings.map(\.json))),
      ])
    ) + "\n"
  }

  private func count(_ status: DoctorFinding.Status) -> Int {
    findings.count { $0.status == status }
  }

  private var summary: String {
    let (failed, warnings) = (count(.failed), count(.warning))
    let told = warnings == 1 ? "1 warning" : "\(warnings) warnings"
    switch (failed, warnings) {
    case (0, 0): return "Nothing is wrong."
    case (0, _): return "Nothing has failed; \(told)."
    case (_, 0): return "\(failed) failed."
    default: return "\(failed) failed; \(told)."
    }
  }
}

extension DoctorFinding.Section {
  fileprivate var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

extension DoctorFinding.Status {
  fileprivate var mark: String {
    switch self {
    case .ok: "✓"
    case .warning: "!"
    case .failed: "✗"
    }
  }

  fileprivate var role: TerminalText.Role {
    switch self {
    case .ok: .aside
    case .warning: .warning
    case .failed: .error
    }
  }

  /// The columns of the longest word, `warning`.
  fileprivate static let cells = 7
}

extension DoctorFinding {
  /// A message keeps at least so many columns beside the name; with fewer it stands below it.
  private static let leastColumns = 30

  fileprivate var shownName: String { Sanitizer.singleLine(name, limit: 28) }

  /// The finding on as many lines as it takes, with what stands below its first line indented.
  fileprivate func lines(nameCells: Int, width: Int?) -> StyledText {
    let name = Self.padded(shownName, to: nameCells)
    var head = StyledText("  ")
    head.append(
      "\(status.mark) \(Self.padded(status.rawValue, to: Status.cells))",
      role: status.role
    )
    head.append("  ")
    head.append(name, role: .label)
    head.append("  ")
    var indent = 2 + 2 + Status.cells + 2 + nameCells + 2
    if let width, width - indent < Self.leastColumns {
      head.append("\n")
      indent = 4
    }
    let space = StyledText(String(repeating: " ", count: indent))
    let isBelow = head.plainText.hasSuffix("\n")
    var text = isBelow ? head : StyledText()
    text += Self.wrapped(message, width, first: isBelow ? space : head, next: space)
    if let remedy {
      let next = space + StyledText("  ")
      text += Self.wrapped("→ " + remedy, width, first: space, next: next)
    }
    return text
  }

  private static func wrapped(
    _ words: String,
    _ width: Int?,
    first: StyledText,
    next: StyledText
  ) -> StyledText {
    var wrapper = LineWrapper(
      width: width,
      firstPrefix: first,
      nextPrefix: next,
      breaksWords: false
    )
    let line = StyledText(Sanitizer.singleLine(words, limit: 2_000))
    return wrapper.add(line) + wrapper.finish() + "\n"
  }

  private static func padded(_ text: String, to cells: Int) -> String {
    text + String(repeating: " ", count: max(0, cells - DisplayWidth.cells(of: text)))
  }

  fileprivate var json: JSONValue {
    .object(
      [
        .init("section", .string(section.rawValue)), .init("name", .string(name)),
        .init("status", .string(status.rawValue)), .init("message", .string(message)),
      ] + (remedy.map { [.init("remedy", .string($0))] } ?? [])
    )
  }
}
