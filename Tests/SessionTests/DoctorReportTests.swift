import CommandLine
import Session
import TerminalText
import TestSupport
import Testing

/// What `chat doctor` prints.
@Suite struct DoctorReportTests {
  private static let findings = [
    DoctorFinding(.program, "version", "chat 1.2.3"),
    DoctorFinding(
      .configuration,
      "mode",
      .warning,
      "others can read /home/me/.config/chat/config.json, and what it has looks like a secret",
      remedy: "chmod 600 /home/me/.config/chat/config.json, or keep the secret by 'chat login'"
    ),
    DoctorFinding(.backends, "work", "https://work.example.com/chat, API glean"),
    DoctorFinding(
      .backends,
      "work: online",
      Diagnostic(
        "cannot reach work.example.com: no address is known for this name",
        remedy: "check the host in the URL, and the network",
        exitStatus: .unreachable
      )
    ),
    DoctorFinding(.backends, "日本 \u{1B}[31m", .failed, "it has\nno URL \u{1B}[2J"),
  ]

  @Test(arguments: [32, 60, 100])
  func `keeps to the width, with the remedy below the message`(width: Int) {
    let text = DoctorReport(Self.findings).text(width: width)
    expectGolden(text.notation, named: "doctor/report.\(width).txt")
    for line in text.plainText.split(separator: "\n") where !line.contains("/") {
      #expect(DisplayWidth.cells(of: line) <= width, "\(line)")
    }
  }

  @Test func `has a line for each message and each remedy where nothing is broken`() {
    let text = DoctorReport(Self.findings).text(width: nil)
    expectGolden(text.plainText, named: "doctor/report.txt")
  }

  @Test func `is one line of JSON`() {
    expectGolden(DoctorReport(Self.findings).jsonLine, named: "doctor/report.json")
    #expect(DoctorReport().jsonLine == "{\"ok\":true,\"findings\":[]}\n")
  }

  @Test func `is healthy as long as nothing has failed`() {
    #expect(DoctorReport(Array(Self.findings.prefix(3))).isHealthy)
    #expect(!DoctorReport(Self.findings).isHealthy)
  }

  @Test func `quietly, only what is not in order is told`() {
    let report = DoctorReport(Self.findings)
    let text = report.text(width: nil, isQuiet: true).plainText
    #expect(!text.contains("✓") && !text.contains("Program") && text.contains("chmod 600"))
    #expect(DoctorReport([Self.findings[0]]).text(width: nil, isQuiet: true).isEmpty)
  }

  @Test(
    arguments: [
      ([], "Nothing is wrong."), ([.warning], "Nothing has failed; 1 warning."),
      ([.failed, .failed], "2 failed."), ([.failed, .warning, .warning], "1 failed; 2 warnings."),
    ] as [([DoctorFinding.Status], String)]
  )
  func `ends with how much is wrong`(statuses: [DoctorFinding.Status], end: String) {
    let report = DoctorReport(statuses.map { DoctorFinding(.files, "a", $0, "b") })
    #expect(report.text(width: nil).plainText.hasSuffix(end + "\n"))
  }
}
