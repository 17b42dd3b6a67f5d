internal import CommandLine
internal import Conversation
internal import HostSystem
internal import Session
internal import TerminalText
internal import WireFormats

/// `chat models`: lists the models of a backend.
struct ModelsCommand {
  private let settings: Settings
  private let terminal: StandardTerminal
  private let signals: SignalPipe

  init(_ invocation: Invocation) throws {
    let environment = HostProcess.environment
    settings = try Settings(
      invocation,
      environment: environment,
      terminal: .current,
      configuration: try ConfigurationFile.read(environment: environment)
    )
    signals = try SignalPipe(catching: HostProcess.endingSignals)
    terminal = StandardTerminal(settings, signals: signals)
  }

  /// Carries out the command.
  func ending() throws -> Ending {
    let connector = Connector(signals: signals, terminal: terminal)
    let exchange = try connector.connection(settings, sendsPrompts: false).exchange
    let models: [String]?
    do throws(ExchangeFailure) {
      models = try exchange.models()
    } catch {
      if let signal = error.signal { return .signal(signal) }
      throw ConnectionFailure(error.diagnostic(url: exchange.url))
    }
    guard let models else { throw ConnectionFailure(Self.refusal(exchange)) }
    if models.isEmpty, !settings.isQuiet {
      terminal.notify(Notice.text("the backend lists no models"))
    }
    let lines = models.map { Sanitizer.singleLine($0) + "\n" }
    let json = JSONWriter.compact(.array(models.map(JSONValue.string))) + "\n"
    try terminal.write(StyledText(lines.joined()), or: json, by: settings)
    return terminal.ending(.exit(.answered))
  }

  private static func refusal(_ exchange: Exchange) -> Diagnostic {
    let (summary, remedy): (String, String) =
      switch exchange.apiName {
      case _ where exchange.url.isEmpty:
        ("documents have no models", "name a backend by --url or --backend")
      case AutoAPI().name:
        ("which API the backend speaks is not known", "name it: --api NAME")
      default:
        (
          "a backend of the API '\(exchange.apiName)' cannot be asked for its models at this URL",
          "'chat backends' lists the URLs that the APIs have"
        )
      }
    return Diagnostic(summary, remedy: remedy, exitStatus: .usage)
  }
}
