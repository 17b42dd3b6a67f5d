internal import CommandLine
internal import CurlTransport
internal import HostSystem
internal import JQFilter
internal import LineEditing
internal import Presentation
internal import SQLiteStorage
internal import Session
internal import TerminalText

/// `chat doctor`: what is wrong with the set-up, and what to do about it.
///
/// It looks and changes nothing, and nothing that is wrong stops it.
struct DoctorCommand {
  let invocation: Invocation
  let environment: [String: String]
  let settings: Settings
  let terminal: StandardTerminal
  let signals: SignalPipe
  /// What the configuration says where it makes sense.
  var configuration = Configuration()
  var report = DoctorReport()

  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    environment = HostProcess.environment
    // What cannot be used of them is a finding, and stops nothing.
    let unneeded: [EnvironmentVariable] = [.url, .api, .backend, .model, .token]
    let names = unneeded.map(\.rawValue)
    let path = StandardPaths(environment: environment).configuration
    let text = path.flatMap { try? ConfigurationFile.text(of: $0, mayBeMissing: true) }
    configuration = text.map { Configuration.reading($0).0 } ?? Configuration()
    var plain = invocation
    plain.asksGuide = true
    settings = try Settings(
      plain,
      environment: environment.filter { !names.contains($0.key) },
      terminal: .current,
      configuration: configuration
    )
    signals = try SignalPipe(catching: HostProcess.endingSignals)
    terminal = StandardTerminal(settings, signals: signals)
  }

  /// Carries out the command.
  func ending() throws -> Ending {
    var doctor = self
    try doctor.examine()
    let report = doctor.report
    let text = report.text(width: terminal.width, isQuiet: settings.isQuiet)
    try terminal.write(text, or: report.jsonLine, by: settings)
    return terminal.ending(.exit(report.isHealthy ? .answered : .failed))
  }

  private mutating func examine() throws {
    lookAtLibraries()
    lookAtConfiguration()
    lookAtFolders()
    try lookAtStore()
    lookAtHistory()
    lookAtTerminal()
    lookAtEnvironment()
    try lookAtBackends()
  }

  /// Notes what was found.
  mutating func note(
    _ section: DoctorFinding.Section,
    _ name: String,
    _ status: DoctorFinding.Status,
    _ message: String,
    remedy: String? = nil
  ) {
    report.add(DoctorFinding(section, name, status, message, remedy: remedy))
  }

  /// Notes what is as it should be.
  mutating func note(_ section: DoctorFinding.Section, _ name: String, _ message: String) {
    report.add(DoctorFinding(section, name, message))
  }

  /// Ends the work where a signal asks for that.
  func checkForSignals() throws {
    while let signal = signals.next() {
      if HostProcess.endingSignals.contains(signal) { throw Interruption(signal: signal) }
    }
  }

  // MARK: - The program

  private mutating func lookAtLibraries() {
    note(.program, "version", "\(Program.name) \(Program.version)")
    note(.program, "system", HostProcess.platform)
    let (curl, tls) = CurlTransport.libraryVersions
    if let tls {
      note(.libraries, "libcurl", "\(curl) with \(tls)")
    } else {
      note(
        .libraries,
        "libcurl",
        .failed,
        "\(curl), without TLS: no https URL can be asked",
        remedy: "install a libcurl with TLS, such as the package libcurl4"
      )
    }
    note(.libraries, "SQLite", SQLiteConversationStore.libraryVersion)
    note(.libraries, "libedit", EditLineReader.libraryVersion)
    note(.libraries, "cmark-gfm", MarkdownLibrary.version)
    note(.libraries, "utf8proc", DisplayWidth.libraryVersion)
    if JQFilters.isAvailable {
      note(.libraries, "libjq", "installed")
    } else {
      note(
        .libraries,
        "libjq",
        .warning,
        "not installed: --jq and backends with filters do not work",
        remedy: "install it: on Debian the package libjq1, on a Mac 'brew install jq'"
      )
    }
  }
}
