import CommandLine
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Runs the scripts in their shells: bash is on every machine, zsh and fish where they are installed.
@Suite struct CompletionScriptTests {
  private static let apis = OptionTable.apiNames.joined(separator: " ")

  @Test(arguments: [
    (
      ["chat", ""],
      "ask conversations show search export import rename delete login logout config backends models"
    ),
    (["chat", "a"], "ask"),
    (["chat", "--con"], "--context --connect-timeout --continue --conversation"),
    (["chat", "--api", ""], apis),
    (["chat", "--api", "pl"], "plain"), (["chat", "--color", "=", "al"], "always"),
    (["chat", "--color", "="], "auto always never"), (["chat", "-u", ""], ""),
    (["chat", "ask", "-a", "/dev/nul"], "/dev/null"),
    (["chat", "ask", "--no-s"], "--no-save --no-stream"),
    (["chat", "completion", ""], "bash zsh fish --help --version"),
    (["chat", "completion", "--j"], ""), (["chat", "config", "e"], "edit"),
    (["chat", "login", "--no-p"], "--no-probe"), (["chat", "ask", "x", "--js"], "--json"),
  ])
  func `bash offers what can stand there`(words: [String], offered: String) throws {
    let script =
      CompletionScript.text(for: .bash)
      + "\nCOMP_WORDS=(\(words.map(quoted).joined(separator: " "))) COMP_CWORD=\(words.count - 1)"
      + "\n_chat; echo \"${COMPREPLY[*]}\""
    let answer = try output(of: "HOME=/dev/null bash --norc --noprofile -u -c \(quoted(script))")
    if words == ["chat", ""] {
      #expect(answer.hasPrefix(offered))
    } else {
      #expect(answer == offered + "\n")
    }
  }

  /// What bash offers behind a line, each candidate in brackets, where `chat` is that function.
  private func offered(_ chat: String, behind line: String) throws -> String {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let script =
      CompletionScript.text(for: .bash) + "\nchat() { \(chat); }"
      + "\nCOMP_LINE=\(quoted(line)) COMP_CWORD=\(words.count - 1)"
      + "\nCOMP_WORDS=(\(words.map(quoted).joined(separator: " ")))"
      + "\n_chat; printf '[%s]' \"${COMPREPLY[@]}\""
    return try output(of: "HOME=/dev/null bash --norc --noprofile -u -c \(quoted(script))")
  }

  @Test func `names of a backend are neither expanded nor split`() throws {
    let names = "printf '%s\\n' '$(echo no)' '${HOME}' '*' 'with space' \"q'uote\" plain ''"
    #expect(
      try offered(names, behind: "chat ask -m ")
        == #"[\$\(echo\ no\)][\$\{HOME\}][\*][with\ space][q\'uote][plain]"#
    )
    #expect(try offered(names, behind: #"chat ask -m with\"#) == #"[with\ space]"#)
    #expect(try offered(names, behind: "chat ask --model p") == "[plain]")
  }

  @Test(arguments: [
    ("chat -b loc -m ", "-b loc"), ("chat ask -bloc --model ", "-bloc"), ("chat -m ", ""),
    ("chat -u http://127.0.0.1:1/v1 -q --api openai -m ", "-u http://127.0.0.1:1/v1 --api openai"),
    ("chat --url=http://h --insecure -m ", "--url=http://h --insecure"),
  ])
  func `models are those of the backend on the line`(line: String, words: String) throws {
    let asked = "models --quiet --retry 0 --timeout 2" + (words.isEmpty ? "" : " " + words)
    let shown = asked.replacing(" ", with: #"\ "#)
    #expect(try offered("printf '%s\\n' \"$*\"", behind: line) == "[\(shown)]")
  }

  @Test(.enabled(if: isInstalled("fish")))
  func `fish asks for the models of the backend on the line`() throws {
    let script =
      CompletionScript.text(for: .fish) + "\nfunction chat; string join ' ' -- $argv; end"
      + "\ncomplete -C 'chat -b \"my hub\" --insecure -m '"
    let answer = try output(of: "HOME=/dev/null fish --no-config -c \(quoted(script))")
    #expect(answer.hasPrefix("models --quiet --retry 0 --timeout 2 -b my hub --insecure\t"))
  }

  @Test(
    .enabled(if: isInstalled("fish")),
    arguments: [
      (
        "chat ",
        "ask backends completion config conversations delete doctor export import login logout models rename schema search show"
      ),
      ("chat --con", "--connect-timeout --context --continue --conversation"),
      ("chat --api ", OptionTable.apiNames.sorted().joined(separator: " ")),
      ("chat completion ", "bash fish zsh"), ("chat config ", "check edit path show"),
      ("chat completion --", "--help --version"), ("chat ask --j", "--jq --json"),
    ]
  )
  func `fish offers what can stand there`(line: String, offered: String) throws {
    let script = CompletionScript.text(for: .fish) + "\ncomplete -C \(quoted(line))"
    let answer = try output(of: "HOME=/dev/null fish --no-config -c \(quoted(script))")
    let words = answer.split(separator: "\n").map { $0.prefix { $0 != "\t" } }
    #expect(words.joined(separator: " ") == offered)
  }

  @Test(.enabled(if: isInstalled("zsh")))
  func `zsh understands its script`() throws {
    let script = CompletionScript.text(for: .zsh)
    let answer = try output(of: "HOME=/dev/null zsh -f -n -c \(quoted(script)) 2>&1 && echo fine")
    #expect(answer == "fine\n")
  }
}

private func isInstalled(_ shell: String) -> Bool {
  (try? output(of: "command -v \(shell)"))?.isEmpty == false
}

private func quoted(_ text: String) -> String {
  "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
    + "'"
}

private struct CannotRun: Error {}

/// What a command for the shell writes to its standard output (`popen`).
private func output(of command: String) throws -> String {
  guard let pipe = popen(command, "r") else { throw CannotRun() }
  defer { pclose(pipe) }
  var bytes: [UInt8] = []
  while case let byte = getc(pipe), byte != EOF { bytes.append(UInt8(byte)) }
  return String(decoding: bytes, as: UTF8.self)
}
