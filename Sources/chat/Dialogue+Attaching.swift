internal import CommandLine
internal import Conversation
internal import HostSystem
internal import Session
internal import TerminalText

// The files of --attach.

extension Dialogue {
  /// The files of the command line, read before anything is sent.
  struct Attachments {
    var files = AttachedFiles()
    /// Those that may hold a secret, and why.
    var suspects: [(path: String, suspicion: String)] = []
  }

  /// The files, all of them read and looked at.
  func attachments() throws -> Attachments {
    var attachments = Attachments()
    let desktop = HostDesktop(without: [])
    for path in settings.attachments {
      do {
        let file = try desktop.file(at: path, limit: AttachedFile.readingLimit)
        try attachments.files.add(try AttachedFile(file))
        if let suspicion = SecretFile.suspicion(file) {
          attachments.suspects.append((path, suspicion))
        }
      } catch let failure as AttachmentFailure {
        throw ConnectionFailure(failure.diagnostic(path))
      } catch let failure as DesktopFailure {
        throw ConnectionFailure(failure.diagnostic("cannot attach '\(path)'"))
      }
    }
    return attachments
  }

  /// The files that a backend takes and a person allows to be sent; asked last, when nothing else refuses them.
  func allowed(_ attachments: Attachments, for exchange: Exchange) throws -> AttachedFiles {
    try attachments.files.check(for: exchange)
    for (path, suspicion) in attachments.suspects {
      do {
        try allow(path, suspicion)
      } catch let failure as AttachmentFailure {
        throw ConnectionFailure(failure.diagnostic(path))
      }
    }
    return attachments.files
  }

  /// Asks whether a file may be sent that may hold a secret.
  private func allow(_ path: String, _ suspicion: String) throws {
    guard StandardStream.input.isTerminal, StandardStream.error.isTerminal else {
      throw AttachmentFailure.secret(suspicion)
    }
    input.discardTypedAhead()
    let isStored = settings.saves && !settings.isDryRun
    terminal.notify(SecretFile.question(path, suspicion, isStored: isStored))
    switch input.readLine() {
    case .bytes(let bytes):
      let answer = String(decoding: bytes, as: UTF8.self).trimmed.lowercased()
      guard ["y", "yes"].contains(answer) else { throw AttachmentFailure.notAllowed }
    case .signal(let number):
      terminal.notify("\n")
      throw Interruption(signal: number)
    case .end, .failed, .tooLong:
      terminal.notify("\n")
      throw AttachmentFailure.notAllowed
    }
  }
}
