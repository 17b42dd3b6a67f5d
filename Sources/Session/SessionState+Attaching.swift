internal import CommandLine
internal import Conversation
internal import Presentation
internal import TerminalText
internal import WireFormats

/// What is done if the person says yes.
enum PendingAction {
  /// A text is written into a file that is there already.
  case replace(String, String)
  /// A file is attached that may hold a secret; its path.
  case attach(AttachedFile, String)
}

// Files that go with the next prompt.

extension SessionState {
  /// Has a file read, lists those that wait, or lets them go.
  mutating func attach(_ operand: String) -> [SessionEffect] {
    if !operand.isEmpty, operand != "-" {
      return options.takesFiles ? [.read(operand)] : refuse(.noFiles, operand)
    }
    guard !attachments.isEmpty else {
      return refuse(
        "no file goes with the next prompt",
        remedy: "'/attach FILE' sends one along"
      )
    }
    if operand.isEmpty {
      return say(StyledText(attachments.files.map { "  \($0.words)\n" }.joined()))
    }
    attachments = AttachedFiles()
    return say(StyledText("No file goes with the next prompt.\n", role: .aside))
  }

  /// Keeps a file for the next prompt; one that may hold a secret is asked about, unless it is refused anyway.
  mutating func attach(_ read: ReadFile) -> [SessionEffect] {
    do throws(AttachmentFailure) {
      let file = try AttachedFile(read)
      var all = attachments
      try all.add(file)
      if case .image = file, !options.takesImages { throw .noImages(api: options.api) }
      guard let suspicion = SecretFile.suspicion(read) else { return attach(file, read.path) }
      pending = .attach(file, read.path)
      let question = SecretFile.question(read.path, suspicion, isStored: options.isStored)
      return [.ask(question)]
    } catch {
      return refuse(error, read.path)
    }
  }

  /// Keeps a file for the next prompt.
  mutating func attach(_ file: AttachedFile, _ path: String) -> [SessionEffect] {
    do throws(AttachmentFailure) {
      try attachments.add(file)
    } catch {
      return refuse(error, path)
    }
    return [waiting(file), .readLine(prefill: "")]
  }

  /// Puts the files of a prompt back, as far as they are there and do not wait already; tells of each.
  mutating func putBack(_ files: AttachedFiles) -> [SessionEffect] {
    let new = files.filter(isLost: false).files.filter { !attachments.contain($0) }
    return new.map { file in
      do throws(AttachmentFailure) {
        try attachments.add(file)
        return waiting(file)
      } catch {
        return .notify(Notice.text(of: error.diagnostic(file.name)))
      }
    }
  }

  /// What waits from the start.
  func waitingFiles() -> [SessionEffect] {
    options.isQuiet ? [] : attachments.files.map(waiting)
  }

  private func waiting(_ file: AttachedFile) -> SessionEffect {
    beside(layout.words(StyledText("\(file.words), goes with the next prompt.", role: .aside)))
  }

  /// What is said instead of sending files, where the backend has changed and does not take them.
  func refusal(
    of files: AttachedFiles,
    remedy: String,
    prefill: String = ""
  ) -> [SessionEffect]? {
    guard
      let (failure, file) = files.refusal(
        takesFiles: options.takesFiles,
        takesImages: options.takesImages,
        api: options.api
      )
    else { return nil }
    var words = failure.diagnostic(file.name)
    words.remedy = remedy
    return [.notify(Notice.text(of: words)), .readLine(prefill: prefill)]
  }

  func refuse(_ failure: AttachmentFailure, _ path: String) -> [SessionEffect] {
    [.notify(Notice.text(of: failure.diagnostic(path))), .readLine(prefill: "")]
  }
}
