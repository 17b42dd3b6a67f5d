internal import CommandLine
internal import CurlTransport
internal import HostSystem
internal import Session
internal import TerminalText
internal import WireFormats

extension Connector {
  /// The way to a backend, with what the settings say of it.
  func transport(
    to url: BackendURL,
    _ settings: Settings,
    _ endpoint: Endpoint
  ) throws -> any Transport {
    let reach = settings.reach
    if reach.isInsecure == true, url.scheme == "https", !settings.isDryRun {
      terminal.notify(
        Notice.text(
          "the certificate of \(url.host) is not checked (--insecure): "
            + "whoever is on the way can read and change everything, and the token too"
        )
      )
    }
    let trace = settings.isVerbose ? self.trace(endpoint, reach) : nil
    let transport = try CurlTransport(
      signals: signals,
      userAgent: "\(Program.name)/\(Program.version)",
      route: try route(to: url, reach, isDryRun: settings.isDryRun),
      trace: trace,
      whileWaiting: { [terminal] in terminal.moveStatus() }
    )
    return RetryingTransport(
      over: transport,
      retries: reach.retries ?? Reach.defaultRetries,
      idempotencyHeader: reach.idempotencyHeader,
      RetryingTransport.Surroundings(
        random: { Double.random(in: 0..<1) },
        now: HostProcess.now,
        pause: { [terminal] (millis, words) throws(TransportFailure) in
          terminal.show(status: words)
          try transport.pause(milliseconds: millis)
          terminal.show(status: StatusText.waiting)
        }
      )
    )
  }

  /// The files and the proxy as libcurl takes them.
  ///
  /// What goes to this machine does not go through a proxy that is meant for the world outside.
  func route(
    to url: BackendURL,
    _ reach: Reach,
    isDryRun: Bool
  ) throws -> Route {
    func path(_ path: String?) -> String? {
      path.map { HostFile.expanded($0, environment: HostProcess.environment) }
    }
    var route = Route()
    let isNear = url.isLoopback || reach.unixSocket != nil
    route.proxy = reach.proxy?.text ?? (isNear ? "" : nil)
    route.socket = path(reach.unixSocket)
    route.authorities = path(reach.authorities)
    route.certificate = path(reach.certificate)
    route.key = path(reach.key)
    if route.certificate != nil, !isDryRun {
      // An empty one keeps the library from asking for it by itself.
      route.keyPassword =
        try reach.keyPasswordCommand.map(
          KeyPassphrase(signals: signals, terminal: terminal).printed
        ) ?? ""
    }
    route.isInsecure = reach.isInsecure == true
    return route
  }

  /// Writes the lines of the trace to standard error.
  private func trace(_ endpoint: Endpoint, _ reach: Reach) -> (TraceRecord) -> Void {
    let text = TraceText(
      secrets: [endpoint.token].compactMap(\.self),
      fields: endpoint.headerFields
    )
    return { [terminal] record in terminal.notify(text.text(of: record)) }
  }
}
