public import Session

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Browser, clipboard, editor and files of the machine, by the environment's variables.
public final class HostDesktop: Desktop {
  private let environment: [String: String]
  private let secretNames: [String]
  private let signals: SignalPipe?
  private let copyToTerminal: (String) -> Bool

  /// The machine as an environment describes it, of which the variables in `secretNames` go to none of them.
  ///
  /// `signals` is what catches the keys of the terminal; `copyToTerminal` hands a text to the terminal's clipboard,
  /// where there is a terminal, and tells whether it did.
  public init(
    environment: [String: String] = HostProcess.environment,
    without secretNames: [String],
    signals: SignalPipe? = nil,
    copyToTerminal: @escaping (String) -> Bool = { _ in false }
  ) {
    self.environment = environment
    self.secretNames = secretNames
    self.signals = signals
    self.copyToTerminal = copyToTerminal
  }

  #if canImport(Darwin)
  private static let openers = ["open"]
  private static let clipboards = [["pbcopy"]]
  #else
  private static let openers = ["xdg-open", "open"]
  private static let clipboards = [["wl-copy"], ["xclip", "-selection", "clipboard"]]
  #endif

  /// Browsers that draw in the terminal and have to be waited for.
  private static let inTerminal = ["www-browser", "links", "elinks", "lynx", "w3m", "browsh"]

  /// What is read back from the editor, at most, in bytes.
  private static let longestText = 16 << 20

  /// Shows a page by what `BROWSER` names (several are separated by colons, `%s` is the address), or by `xdg-open` or
  /// `open`.
  public func open(url: String) throws(DesktopFailure) {
    let named = (environment["BROWSER"] ?? "").split(separator: ":").map {
      $0.split(separator: " ").map(String.init)
    }
    let commands = named.filter { !$0.isEmpty } + Self.openers.map { [$0] }
    for command in commands {
      let hasPlace = command.dropFirst().contains { $0.contains("%s") }
      let words = command.map { $0.replacing("%s", with: url) } + (hasPlace ? [] : [url])
      guard let status = try show(words) else { continue }
      guard status == 0 else { throw .failed(command[0], status: status) }
      return
    }
    throw .notFound(commands.map { $0[0] })
  }

  /// Hands a text to the terminal and to the first program for the clipboard that takes it.
  public func copy(_ text: String) throws(DesktopFailure) -> Bool {
    let isSent = copyToTerminal(text)
    for command in Self.clipboards where try feed(text, to: command) { return true }
    guard isSent else { throw .notFound(Self.clipboards.map { $0[0] }) }
    return false
  }

  /// Has a text edited by `VISUAL`, `EDITOR` or `vi`, in a file that only its owner can read and that is gone
  /// afterwards; the line end that editors put behind the last line is left out.
  ///
  /// As for other programs, the variables hold a command for the shell.
  public func edit(_ text: String) throws(DesktopFailure) -> String {
    try edit(text, suffix: ".md")
  }

  /// The same in a file with another end to its name, by which editors know what is in it.
  public func edit(_ text: String, suffix: String) throws(DesktopFailure) -> String {
    let named = [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self)
    let editor = named.first { !$0.isEmpty } ?? "vi"
    let folder = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    let file = try reporting { () throws(SystemCallFailure) in
      try HostFile.makeTemporaryFile(Array(text.utf8), in: folder, suffix: suffix)
    }
    defer { unlink(file) }
    let status = try run(["/bin/sh", "-c", editor + " \"$@\"", editor, file]) ?? 127
    guard status == 0 else { throw .failed(editor, status: status) }
    let bytes = try reporting { () throws(SystemCallFailure) in
      try HostFile.bytes(of: file, limit: Self.longestText)
    }
    let edited = String(decoding: bytes, as: UTF8.self)
    return edited.hasSuffix("\n") ? String(edited.dropLast()) : edited
  }

  /// What is in a regular file; a path that begins with `~/` is in the home folder.
  public func file(at path: String, limit: Int) throws(DesktopFailure) -> ReadFile {
    let place = expanded(path)
    let bytes = try reporting { () throws(SystemCallFailure) in
      try HostFile.bytes(of: place, limit: limit, followsLinks: true)
    }
    return ReadFile(
      path: path,
      target: HostFile.target(of: place),
      bytes: bytes,
      size: (try? HostFile.facts(of: place))?.size
    )
  }

  /// Writes a text into a file; a path that begins with `~/` is in the home folder.
  public func save(
    _ text: String,
    to path: String,
    mayReplace: Bool
  ) throws(DesktopFailure) {
    do throws(SystemCallFailure) {
      try HostFile.write(Array(text.utf8), to: expanded(path), mayReplace: mayReplace)
    } catch {
      throw error.errno == EEXIST && !mayReplace ? .exists : .system(reason: error.reason)
    }
  }

  /// What is in a folder; a path that begins with `~/` is in the home folder.
  ///
  /// Names that are not UTF-8 are left out.
  public func entries(of folder: String) -> [FolderEntry] {
    FolderListing.entries(of: folder.isEmpty ? "." : expanded(folder))
  }

  private func expanded(_ path: String) -> String {
    HostFile.expanded(path, environment: environment)
  }

  /// Runs a browser to its end where it draws in the terminal, and else as long as it takes to see that it runs;
  /// `nil` where there is no such program.
  private func show(_ words: [String]) throws(DesktopFailure) -> Int32? {
    let name = words[0].split(separator: "/").last.map(String.init) ?? words[0]
    if Self.inTerminal.contains(name) { return try run(words) }
    guard let process = try spawn(words, .none) else { return nil }
    return process.status(within: 500) ?? 0
  }

  /// Runs a program that has the terminal until its end; `nil` where there is none.
  private func run(_ words: [String]) throws(DesktopFailure) -> Int32? {
    guard let process = try spawn(words, .own) else { return nil }
    guard let signals else { return process.wait() }
    // The keys were for the program.
    defer { signals.discard([SIGINT, SIGQUIT, SIGTSTP, SIGCONT]) }
    // Where it was stopped, we stop too, so that the shell comes back; not before it, as it could still read what is typed.
    return signals.catching([SIGTSTP]) {
      process.wait(watching: signals) { signals.letAct(SIGTSTP) }
    }
  }

  /// Gives a program a text to read; whether there is such a program and it took it.
  private func feed(_ text: String, to words: [String]) throws(DesktopFailure) -> Bool {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw .system(reason: SystemCallFailure(call: "pipe", errno: errno).reason)
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    let process = try spawn(words, .input(ends[0]))
    close(ends[0])
    guard let process else { return false }
    let failure = StandardStream(descriptor: ends[1]).write(Array(text.utf8), until: signals)
    close(ends[1])
    ends[1] = -1
    return failure == nil && process.status(within: 2_000) == 0
  }

  private func spawn(
    _ words: [String],
    _ streams: ChildProcess.Streams
  ) throws(DesktopFailure) -> ChildProcess? {
    do throws(SystemCallFailure) {
      let environment = environment.filter { !secretNames.contains($0.key) }
      return try ChildProcess(words, streams, environment: environment)
    } catch {
      if error.isMissing || error.errno == EACCES { return nil }
      throw .system(reason: error.reason)
    }
  }

  private func reporting<Result>(
    _ body: () throws(SystemCallFailure) -> Result
  ) throws(DesktopFailure) -> Result {
    do throws(SystemCallFailure) {
      return try body()
    } catch {
      throw .system(reason: error.reason)
    }
  }
}
