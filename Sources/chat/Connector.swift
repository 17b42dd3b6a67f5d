internal import CommandLine
internal import Conversation
internal import CurlTransport
internal import EmbeddedBackend
internal import HostSystem
internal import JQFilter
internal import Session
internal import TerminalText
internal import WireFormats

/// Makes of settings what answers the prompts.
struct Connector {
  let signals: SignalPipe
  let terminal: StandardTerminal
  let credentials: Credentials

  /// The backend that the settings name, or documents where they name none.
  ///
  /// `api` is how it talks, where that is known better than the settings know it.
  /// Where no prompt is to be sent, a request need not have all that it needs.
  func connection(
    _ settings: Settings,
    speaking api: (any ChatAPI)? = nil,
    sendsPrompts: Bool = true
  ) throws -> Connection {
    if let url = settings.url, url.scheme == "http", !url.isLoopback, !settings.allowsPlainHTTP,
      settings.reach.unixSocket == nil, Credentials.exist(for: settings)
    {
      throw UsageError.tokenOverPlainHTTP
    }
    let token = try credentials.token(for: settings)
    let (backend, name, introduction) = try answering(settings, token, api)
    let parameters = RequestParameters(settings)
    if sendsPrompts, let words = backend.refusal(of: parameters) {
      throw ConnectionFailure(Diagnostic(words, exitStatus: .usage))
    }
    return Connection(
      exchange: Exchange(backend: backend, credential: token?.revealed, now: HostProcess.now),
      name: name,
      place: ConversationPlace(
        backend: settings.backendName,
        api: backend.apiName,
        url: settings.url.map { "\($0)" },
        documents: settings.documents.flatMap { try? HostFile.folder(at: $0) },
        model: settings.typedModel
      ),
      introduction: introduction,
      token: token,
      parameters: parameters
    )
  }

  private func answering(
    _ settings: Settings,
    _ token: Secret?,
    _ api: (any ChatAPI)?
  ) throws -> (any Backend, name: String, introduction: String?) {
    if let url = settings.url {
      let api = try api ?? self.api(at: url, settings)
      return (try backend(at: url, api, settings, token), settings.backendName ?? url.host, nil)
    }
    let surroundings = EmbeddedBackend.Surroundings(
      cache: settings.paths.cache,
      timeout: settings.timeout ?? 0,
      nextSignal: signals.next,
      whileWaiting: { [terminal] in _ = terminal.moveStatus() },
      now: HostProcess.now
    )
    let embedded =
      if let folder = settings.documents {
        try EmbeddedBackend(folder: folder, surroundings)
      } else {
        EmbeddedBackend(guideWith: surroundings)
      }
    return (embedded, settings.backendName ?? embedded.name, embedded.introduction)
  }

  /// How the backend talks: as its description says, by the name of its API, or as its URL tells.
  private func api(at url: BackendURL, _ settings: Settings) throws -> any ChatAPI {
    if let mapping = settings.mapping, let name = settings.backendName {
      return MappingAPI(try Mapping(mapping, backend: name, in: settings.paths.configuration ?? ""))
    }
    return KnownAPIs.named(settings.api) ?? KnownAPIs.recognised(by: url.text)
  }

  private func backend(
    at url: BackendURL,
    _ api: any ChatAPI,
    _ settings: Settings,
    _ token: Secret?
  ) throws -> any Backend {
    var endpoint = Endpoint(
      url: url.text,
      token: token.map { Self.credential($0.revealed, settings.authScheme) },
      headerFields: settings.headerFields.map { HTTPHeaderField(typed: $0.name, $0.value) }
    )
    endpoint.authScheme = settings.authScheme
    endpoint.authHeader = settings.authHeader
    let transport = try transport(to: url, settings, endpoint)
    let limits = TransferLimits(settings)
    if api is MixAPI {
      return MixBackend(endpoint: endpoint, limits: limits, transport: transport)
    }
    return HTTPBackend(api: api, endpoint: endpoint, limits: limits, transport: transport)
  }
}

extension Connector {
  /// A connector with tokens of its own.
  init(signals: SignalPipe, terminal: StandardTerminal) {
    self.init(
      signals: signals,
      terminal: terminal,
      credentials: Credentials(signals: signals, terminal: terminal)
    )
  }

  /// What is sent of a token: name and password in Base64 (RFC 7617), anything else as it is.
  fileprivate static func credential(_ token: String, _ scheme: String?) -> String {
    let isPair = scheme?.lowercased() == "basic" && token.contains(":")
    return isPair ? Base64.encoded(token.utf8) : token
  }
}

extension Mapping {
  /// The description that the configuration has of a backend, its filters compiled.
  init(
    _ configured: MappingConfiguration,
    backend: String,
    in path: String
  ) throws(ConfigurationFailure) {
    let prefix = "backends.\(backend)"
    let filters: JQFilters
    do {
      filters = try JQFilters(
        configured.filters.map { JQFilters.Source(name: "\(prefix).\($0.key)", text: $0.text) },
        onRun: SignalPipe.noteUnwatched
      )
    } catch {
      let wrong = configured.filters.first { "\(prefix).\($0.key)" == error.filter }
      let place = wrong?.place ?? TextPlace(line: 1, column: 1)
      let problem = ConfigurationProblem(place, "'\(error.filter)': \(error.reason)")
      throw .mistakes(path: path, [problem])
    }
    self.init(
      filters: filters,
      parts: Set(configured.filters.compactMap { Part(rawValue: $0.key) }),
      prefix: prefix,
      method: configured.method ?? "POST",
      path: configured.path,
      streaming: configured.stream.flatMap(Streaming.init) ?? .auto
    )
  }
}

extension TransferLimits {
  /// A limit for the whole answer stands in place of those for its beginning and its pauses, unless they are given too.
  fileprivate init(_ settings: Settings) {
    self.init(connect: settings.connectTimeout, total: settings.timeout ?? 0)
    if settings.timeout != nil { (firstByte, idle, progress) = (0, 0, 0) }
    firstByte = settings.reach.firstByteTimeout ?? firstByte
    idle = settings.reach.idleTimeout ?? idle
    progress = settings.reach.progressTimeout ?? progress
  }
}
