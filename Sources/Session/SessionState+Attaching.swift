internal import CommandLine
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
    if !operand.isEmpty, operand != "-" { return [.read(operand)] }
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

  /// Keeps a file for the next prompt; one that may hold a secret is asked about first.
  mutating func attach(_ bytes: [UInt8], _ path: String) -> [SessionEffect] {
    let file: AttachedFile
    do throws(AttachmentFailure) {
      file = try AttachedFile(bytes, from: path)
    } catch {
      return refuse(error, path)
    }
    guard let suspicion = SecretFile.suspicion(bytes, at: path) else { return attach(file, path) }
    pending = .attach(file, path)
    return [.ask(SecretFile.question(path, suspicion))]
  }

  /// Keeps a file for the next prompt.
  mutating func attach(_ file: AttachedFile, _ path: String) -> [SessionEffect] {
    do throws(AttachmentFailure) {
      if case .image = file, !options.takesImages { throw .noImages(api: options.api) }
      try attachments.add(file)
    } catch {
      return refuse(error, path)
    }
    return say(StyledText("\(file.words), goes with the next prompt.\n", role: .aside))
  }

  /// What waits from the start.
  func waitingFiles() -> [SessionEffect] {
    guard !options.isQuiet else { return [] }
    return attachments.files.map {
      beside(StyledText("\($0.words), goes with the next prompt.\n", role: .aside))
    }
  }

  /// What is said instead of sending a prompt, where the backend has changed and takes no images.
  func refusedImage(_ prompt: String) -> [SessionEffect]? {
    guard !options.takesImages, let image = attachments.images.first else { return nil }
    var words = AttachmentFailure.noImages(api: options.api).diagnostic(image.name)
    words.remedy = "'/attach -' sends the prompt without files"
    return [.notify(Notice.text(of: words)), .readLine(prefill: prompt)]
  }

  private func refuse(_ failure: AttachmentFailure, _ path: String) -> [SessionEffect] {
    [.notify(Notice.text(of: failure.diagnostic(path))), .readLine(prefill: "")]
  }
}
