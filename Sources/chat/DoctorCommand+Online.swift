internal import CommandLine
internal import CurlTransport
internal import HostSystem
internal import Session
internal import WireFormats

extension DoctorCommand {
  /// Seconds that one backend may take.
  private static let patience = 5.0

  /// Connects to a backend's server and waits for the head of any answer; neither token nor prompt is sent.
  mutating func connect(
    to url: BackendURL,
    _ settings: Settings,
    _ name: String
  ) throws {
    try checkForSignals()
    terminal.show(status: "connecting to \(url.host)")
    defer { terminal.show(status: nil) }
    let begin = HostProcess.now()
    do {
      let status = try status(of: url, settings)
      let millis = HostProcess.now() - begin
      note(.backends, name, "answers, with status \(status) after \(millis) ms")
    } catch let failure as TransportFailure {
      if case .cancelled(let signal) = failure { throw Interruption(signal: signal) }
      let diagnostic = ExchangeFailure.transport(failure).diagnostic(url: url.text)
      report.add(DoctorFinding(.backends, name, diagnostic))
    } catch let interruption as Interruption {
      throw interruption
    } catch {
      report.add(DoctorFinding(.backends, name, Diagnostic(error)))
    }
  }

  /// The status of the answer to a request for `/`.
  private func status(of url: BackendURL, _ settings: Settings) throws -> Int {
    let connector = Connector(signals: signals, terminal: terminal)
    let transport = try CurlTransport(
      signals: signals,
      userAgent: "\(Program.name)/\(Program.version)",
      route: try connector.route(to: url, settings.reach, isDryRun: false),
      whileWaiting: { [terminal] in terminal.moveStatus() }
    )
    let limits = TransferLimits(
      connect: Self.patience,
      firstByte: Self.patience,
      total: Self.patience
    )
    var status: Int?
    let request = HTTPRequest(method: "GET", url: url.origin, headerFields: [], body: [])
    try transport.send(request, limits: limits) { event in
      if case .head(let head) = event { status = head.status }
      return .stop
    }
    guard let status else { throw TransportFailure.noAnswer }
    return status
  }
}
