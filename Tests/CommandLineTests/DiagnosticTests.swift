import CommandLine
import Testing

@Suite struct DiagnosticTests {
  @Test func `is one line, or two with a remedy`() {
    let bare = Diagnostic("a: b", exitStatus: .failed)
    let full = Diagnostic("a: b", remedy: "do c", exitStatus: .failed)
    #expect(bare.lines == ["chat: a: b"])
    #expect(full.lines == ["chat: a: b", "do c"])
  }

  @Test func `outside text cannot add a line`() {
    let diagnostic = Diagnostic("a\nchat: b\r\nc\u{2028}d", remedy: "e\nf", exitStatus: .failed)
    #expect(diagnostic.lines == ["chat: a chat: b c d", "e f"])
  }

  @Test(arguments: [
    (
      UsageError.unknownOption("--jsn", nearest: "--json"),
      ["chat: unknown option '--jsn'; did you mean '--json'?"]
    ),
    (
      .unknownOption("-x", nearest: nil),
      ["chat: unknown option '-x'; 'chat --help' lists them all"]
    ),
    (
      .ambiguousOption("--no-s", candidates: [.noStream, .noSave]),
      ["chat: option '--no-s' is short for several: --no-stream, --no-save"]
    ),
    (.missingValue(.url, placeholder: "URL"), ["chat: option '--url' needs a value: --url URL"]),
    (.unexpectedValue(.json), ["chat: option '--json' takes no value"]),
    (
      .notAChoice(.variable(.api), value: "nope", choices: OptionTable.apiNames),
      [
        "chat: CHAT_API: 'nope' is not one of " + OptionTable.apiNames.joined(separator: ", ")
      ]
    ),
    (
      .notANumber(.option(.timeout), value: "x", .seconds),
      ["chat: --timeout: 'x' is not a number of seconds from 0 to 2000000"]
    ),
    (
      .notANumber(.option(.width), value: "x", .columns),
      ["chat: --width: 'x' is not a number of columns from 0 to 10000"]
    ),
    (
      .conflictingOptions(.json, .raw), ["chat: options '--json' and '--raw' exclude each other"]
    ),
    (
      .optionNotForCommand(.json, .completion),
      ["chat: option '--json' means nothing to 'chat completion'"]
    ),
    (
      .unknownCommand("aks", nearest: "chat ask"),
      ["chat: unknown command 'aks'; did you mean 'chat ask'?"]
    ),
    (
      .unknownCommand("hello there", nearest: nil),
      ["chat: unknown command 'hello there'", "to send a prompt: chat ask PROMPT"]
    ),
    (
      .unknownCommand(String(repeating: "x", count: 61), nearest: nil),
      [
        "chat: unknown command '\(String(repeating: "x", count: 60))...'",
        "to send a prompt: chat ask PROMPT",
      ]
    ),
    (
      .missingOperand(.completion, placeholder: "SHELL", choices: ["bash", "zsh"]),
      ["chat: 'chat completion' needs a SHELL: bash, zsh"]
    ),
    (
      .notAnOperand(.completion, value: "tcsh", choices: ["bash", "zsh"]),
      ["chat: 'chat completion': 'tcsh' is not one of bash, zsh"]
    ),
    (
      .extraOperand(.completion, value: "x"),
      ["chat: 'chat completion': unexpected operand 'x'"]
    ),
    (.badURL(.option(.url), .empty), ["chat: --url: the URL is empty"]),
    (
      .badURL(.variable(.url), .noScheme(suggestion: "https://h")),
      ["chat: CHAT_URL: the URL has no scheme", "did you mean https://h?"]
    ),
    (
      .badURL(.variable(.url), .noScheme(suggestion: nil)),
      ["chat: CHAT_URL: the URL has no scheme", "start it with https://"]
    ),
    (
      .badURL(.option(.url), .otherScheme("ftp")),
      ["chat: --url: cannot ask 'ftp' URLs, only http and https"]
    ),
    (.badURL(.option(.url), .noHost), ["chat: --url: the URL names no host"]),
    (
      .badURL(.option(.url), .badPort),
      ["chat: --url: the URL's port is not a number from 1 to 65535"]
    ),
    (
      .badURL(.option(.url), .forbiddenCharacter),
      ["chat: --url: the URL holds a space, a control character or a backslash"]
    ),
    (
      .badHeaderField(.noColon),
      ["chat: --header: a header field is written 'Name: value', and the colon is missing"]
    ),
    (
      .badHeaderField(.noName),
      ["chat: --header: a header field is written 'Name: value', and the name is missing"]
    ),
    (
      .badHeaderField(.badName),
      ["chat: --header: the name of a header field holds a character that is not allowed there"]
    ),
    (
      .badHeaderField(.badValue(name: "X")),
      ["chat: --header: the value of 'X' holds a control character"]
    ),
    (
      .badToken(.endsWithLineBreak),
      [
        "chat: CHAT_TOKEN: the token ends with a line break",
        "set it without the line break at its end",
      ]
    ),
    (
      .badToken(.controlCharacter), ["chat: CHAT_TOKEN: the token holds a control character"]
    ),
    (
      .needsURL(.option(.raw)),
      [
        "chat: --raw: only a backend with a URL can be asked like this",
        "set CHAT_URL or give --url, such as --url https://chat.example.com/chat",
      ]
    ),
    (
      .noFolder, ["chat: --docs: the name of the folder is empty"]
    ),
    (
      .noPrompt,
      [
        "chat: no prompt: no operand is given, and nothing comes through a pipe",
        "give one: chat ask PROMPT",
      ]
    ),
    (
      .notInConversation(.json),
      [
        "chat: option '--json' is not for a conversation in a terminal",
        "give it to 'chat ask', or pipe the prompts in",
      ]
    ),
  ])
  func `puts every usage error into words`(error: UsageError, lines: [String]) {
    #expect(error.diagnostic.lines == lines)
    #expect(error.diagnostic.exitStatus == .usage)
  }
}
