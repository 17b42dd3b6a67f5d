internal import CommandLine
internal import Conversation
internal import HostSystem
internal import Session
internal import TerminalText

// The files of --attach.

extension Dialogue {
  /// The files, all of them read and looked at before anything is sent.
  func attachments() throws -> AttachedFiles {
    var files = AttachedFiles()
    let desktop = HostDesktop(without: [])
    for path in settings.attachments {
      do {
        let bytes = try desktop.bytes(ofFile: path, limit: AttachedFile.readingLimit)
        try files.add(try AttachedFile(bytes, from: path))
        if let suspicion = SecretFile.suspicion(bytes, at: path) {
          try allow(path, suspicion)
        }
      } catch let failure as AttachmentFailure {
        throw ConnectionFailure(failure.diagnostic(path))
      } catch let failure as DesktopFailure {
        throw ConnectionFailure(failure.diagnostic("cannot attach '\(path)'"))
      }
    }
    return files
  }

  /// Asks whether a file may be sent that may hold a secret.
  private func allow(_ path: String, _ suspicion: String) throws {
    guard StandardStream.input.isTerminal, StandardStream.error.isTerminal else {
      throw AttachmentFailure.secret(suspicion)
    }
    input.discardTypedAhead()
    terminal.notify(SecretFile.question(path, suspicion))
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
