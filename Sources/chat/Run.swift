internal import CommandLine
internal import EmbeddedBackend
internal import HostSystem
internal import Presentation
internal import Session
internal import TerminalText
internal import WireFormats

/// One run of the program: what was typed is read, the parts are put together, and the command is carried out.
struct Run {
  /// What was typed, which need not be text.
  let arguments: [[UInt8]]

  /// Carries out the command and tells how the program ends.
  func ending() -> Ending {
    do {
      let invocation = try Parser.parse(try Parser.texts(of: arguments))
      switch invocation.purpose {
      case .help: return show(HelpText.text(for: invocation.command))
      case .version: return show("\(Program.name) \(Program.version)\n")
      case .run: break
      }
      return switch invocation.command {
      case .conversation, .ask: try Dialogue(invocation).ending()
      case .conversations, .show, .search, .export, .import, .rename, .delete:
        try StoreCommand(invocation).ending()
      case .models: try ModelsCommand(invocation).ending()
      case .doctor: try DoctorCommand(invocation).ending()
      case .backends: try BackendsCommand(invocation).ending()
      case .config: try ConfigCommand(invocation).ending()
      case .login: try LoginCommand(invocation).ending()
      case .logout: try LogoutCommand(invocation).ending()
      case .schema: show(ReplySchema.text)
      case .completion: show(invocation.shell.map(CompletionScript.text) ?? "")
      }
    } catch let interruption as Interruption {
      return .signal(interruption.signal)
    } catch {
      return fail(Diagnostic(error))
    }
  }

  private func show(_ text: String) -> Ending {
    let terminal = StandardTerminal(StandardTerminal.Options())
    terminal.write(StyledText(text))
    return terminal.ending(.exit(.answered))
  }

  /// Tells what went wrong before there was a reply.
  private func fail(_ diagnostic: Diagnostic) -> Ending {
    let terminal = StandardTerminal(StandardTerminal.Options())
    // Looked for by itself, because what was typed may be what could not be read.
    let words = arguments.map { String(decoding: $0, as: UTF8.self) }
    return terminal.ending(terminal.fail(diagnostic, in: Parser.outputForm(in: words)))
  }
}

extension StandardTerminal {
  /// Tells what went wrong before there was a reply.
  func fail(_ diagnostic: Diagnostic, in form: OutputForm) -> Ending {
    writeRaw(diagnostic.line(in: form))
    notify(Notice.text(of: diagnostic))
    return .exit(diagnostic.exitStatus)
  }

  /// Writes out what is left; when standard output cannot take it, that is how the program ends.
  ///
  /// A signal counts more: the hang-up that ends the program took its terminal away too.
  func ending(_ ending: Ending) -> Ending {
    flush()
    if case .signal = ending { return ending }
    switch failure {
    case nil: return ending
    case .brokenPipe: HostProcess.dieOfBrokenPipe()
    case .signal(let number): return .signal(number)
    case .other(let reason):
      let diagnostic = Diagnostic("cannot write the output: \(reason)", exitStatus: .failed)
      notify(Notice.text(of: diagnostic))
      return .exit(.failed)
    }
  }
}

extension Diagnostic {
  /// The words for whatever the parts of the program throw.
  init(_ error: any Error) {
    switch error {
    case let error as UsageError: self = error.diagnostic
    case let error as ConnectionFailure: self = error.diagnostic
    case let error as TokenFailure: self = error.diagnostic
    case let error as TokenCommandFailure: self = error.diagnostic
    case let error as CommandFailure: self = error.diagnostic
    case is Interruption: self.init("interrupted", exitStatus: .interrupted)
    case let error as ConfigurationFailure: self = error.diagnostic
    case let error as BackendsFailure: self = error.diagnostic
    case let error as DocumentsFailure: self = error.diagnostic
    case let error as FilterFailure: self.init(error, exitStatus: .usage)
    case let error as SystemCallFailure:
      self.init("\(error.call) failed: \(error.reason)", exitStatus: .failed)
    case let error as LineReaderFailure: self.init(error.reason, exitStatus: .failed)
    case let error as InputFailure:
      self.init("cannot read standard input: \(error.reason)", exitStatus: .failed)
    case let error as TransportFailure:
      self = ExchangeFailure.transport(error).diagnostic(url: "")
    default: self.init("\(error)", exitStatus: .failed)
    }
  }
}
