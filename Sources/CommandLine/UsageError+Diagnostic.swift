extension UsageError {
  /// The error in words.
  public var diagnostic: Diagnostic {
    Diagnostic(summary, remedy: remedy, exitStatus: .usage)
  }

  private var summary: String {
    switch self {
    case .unknownOption(let typed, .some(let nearest)):
      "unknown option \(quoted(typed)); did you mean \(quoted(nearest))?"
    case .unknownOption(let typed, nil):
      "unknown option \(quoted(typed)); 'chat --help' lists them all"
    case .ambiguousOption(let typed, let candidates):
      "option \(quoted(typed)) is short for several: \(list(candidates.map(\.typed)))"
    case .missingValue(let name, let placeholder):
      "option \(quoted(name.typed)) needs a value: \(name.typed) \(placeholder)"
    case .unexpectedValue(let name):
      "option \(quoted(name.typed)) takes no value"
    case .notAChoice(let source, let value, let choices):
      "\(source): \(quoted(value)) is not one of \(list(choices))"
    case .notANumber(let source, let value, let kind):
      "\(source): \(quoted(value)) is not a number \(kind.bounds)"
    case .conflictingOptions(let one, let other):
      "options \(quoted(one.typed)) and \(quoted(other.typed)) exclude each other"
    case .optionNotForCommand(let name, let command):
      "option \(quoted(name.typed)) means nothing to \(quoted(command.invocation))"
    case .unknownCommand(let word, .some(let nearest)):
      "unknown command \(quoted(word)); did you mean \(quoted(nearest))?"
    case .unknownCommand(let word, nil):
      "unknown command \(quoted(word))"
    case .missingOperand(let command, let placeholder, let choices) where choices.isEmpty:
      "\(quoted(command.invocation)) lacks operands: \(placeholder)"
    case .missingOperand(let command, let placeholder, let choices):
      "\(quoted(command.invocation)) needs a \(placeholder): \(list(choices))"
    case .notAnOperand(let command, let value, let choices):
      "\(quoted(command.invocation)): \(quoted(value)) is not one of \(list(choices))"
    case .extraOperand(let command, let value):
      "\(quoted(command.invocation)): unexpected operand \(quoted(value))"
    case .badURL(let source, let problem):
      "\(source): \(problem.summary)"
    case .badHeaderField(let problem):
      "\(OptionName.header.typed): \(problem.summary)"
    case .badToken(let problem):
      "\(EnvironmentVariable.token.rawValue): \(problem.summary)"
    case .needsURL(let source):
      "\(source): only a backend with a URL can be asked like this"
    case .noFolder:
      "\(OptionName.docs.typed): the name of the folder is empty"
    case .noPrompt:
      "no prompt: no operand is given, and nothing comes through a pipe"
    case .noPromptWithFile:
      "no prompt: a file goes along with one, and does not stand for it"
    case .promptNotText(let offset):
      "the prompt is not text: byte \(offset + 1) is NUL or not UTF-8"
    case .inputTooLong(let limit):
      "the prompt is too long: \(OptionName.maxInput.typed) allows \(limit) bytes"
    case .argumentNotText(let place, let offset):
      "argument \(place) is not text: byte \(offset + 1) is not UTF-8"
    case .tokenOverPlainHTTP:
      "the token is not sent over plain http to another machine"
    case .unknownBackend(let source, let name, let known):
      "\(source): the configuration has no backend \(quoted(name))"
        + (Nearest.nearest(to: name, of: known).map { "; did you mean \(quoted($0))?" } ?? "")
    case .notASetting(let value):
      "\(OptionName.set.typed): \(quoted(value)) is not written KEY=VALUE"
    case .badProxy: "\(OptionName.proxy.typed): \(Self.proxyProblem)"
    case .keyWithoutCertificate:
      "\(OptionName.key.typed): the certificate that the key belongs to is missing"
    case .notADate(let source, let value):
      "\(source): \(quoted(value)) is no date"
    case .followUpWithPrompt:
      "\(OptionName.followUp.typed) sends a follow-up, and takes no prompt beside it"
    case .noConversationNamed(let command):
      "\(quoted(command.invocation)) needs the id of a conversation"
    case .namesAndChoice(let option):
      "\(quoted(option.typed)) chooses conversations, and takes no ids beside it"
    case .nothingToFind: "there is no word to look for"
    case .notConfirmed: "nothing is deleted without a confirmation"
    case .notInConversation(let name):
      "option \(quoted(name.typed)) is not for a conversation in a terminal"
    }
  }

  /// What is wrong with a proxy's URL.
  static let proxyProblem = "the proxy is no URL with http, https, socks4, socks5 or socks5h"

  private var remedy: String? {
    switch self {
    case .unknownCommand(_, nil): "to send a prompt: chat ask PROMPT"
    case .badURL(_, let problem): problem.remedy
    case .badToken(.endsWithLineBreak): "set it without the line break at its end"
    case .needsURL: "set CHAT_URL or give --url, such as --url https://chat.example.com/chat"
    case .unknownBackend(_, _, let known) where !known.isEmpty: "it has: \(list(known))"
    case .inputTooLong: "allow more with \(OptionName.maxInput.typed) N; 0 is no limit"
    case .noPrompt: "give one: chat ask PROMPT"
    case .noPromptWithFile: "say what to do with it: chat ask -a FILE PROMPT"
    case .tokenOverPlainHTTP:
      "use https, or allow it by 'allowPlainHTTP: true' in the backend's configuration"
    case .badProxy: "write it like http://proxy.example.com:3128 or socks5h://127.0.0.1:1080"
    case .keyWithoutCertificate: "name it: \(OptionName.cert.typed) FILE"
    case .notADate: "write it like 2026-02-17, 2026-02-17T08:00, or 12h, 7d, 2w for a time ago"
    case .noConversationNamed(let command):
      "'chat conversations' lists them"
        + ([Command.export, .delete].contains(command) ? "; --all takes all" : "")
    case .notConfirmed: "give \(OptionName.yes.typed)"
    case .notInConversation: "give it to 'chat ask', or pipe the prompts in"
    default: nil
    }
  }
}

extension NumberKind {
  fileprivate var bounds: String {
    switch self {
    case .seconds: "of seconds from 0 to 2000000"
    case .turns: "from 0 to 1000"
    case .followUp: "from 1 to 1000"
    case .limit: "from 0 to 1000000000"
    case .retries: "from 0 to 10"
    case .columns: "of columns from 0 to 10000"
    case .bytes: "of bytes, such as 500000, 500k, 2M, 64Ki or 1Mi"
    }
  }
}

extension BackendURL.Problem {
  /// The problem in words.
  var summary: String {
    switch self {
    case .empty: "the URL is empty"
    case .forbiddenCharacter: "the URL holds a space, a control character or a backslash"
    case .noScheme: "the URL has no scheme"
    case .otherScheme(let scheme): "cannot ask \(quoted(scheme)) URLs, only http and https"
    case .noHost: "the URL names no host"
    case .badPort: "the URL's port is not a number from 1 to 65535"
    }
  }

  fileprivate var remedy: String? {
    switch self {
    case .noScheme(.some(let suggestion)): "did you mean \(suggestion)?"
    case .noScheme(nil): "start it with https://"
    default: nil
    }
  }
}

extension HeaderField.Problem {
  /// The problem in words.
  var summary: String {
    switch self {
    case .noColon: "a header field is written 'Name: value', and the colon is missing"
    case .noName: "a header field is written 'Name: value', and the name is missing"
    case .badName: "the name of a header field holds a character that is not allowed there"
    case .framing(let name): "\(quoted(name)) is not for you to set: it follows from the prompt"
    case .badValue(let name): "the value of \(quoted(name)) holds a control character"
    }
  }
}

extension Secret.Problem {
  fileprivate var summary: String {
    switch self {
    case .endsWithLineBreak: "the token ends with a line break"
    case .controlCharacter: "the token holds a control character"
    }
  }
}

/// The text in quotes; of a long one, such as a prompt in the wrong place, the beginning.
private func quoted(_ text: String) -> String {
  text.count > 60 ? "'\(text.prefix(60))...'" : "'\(text)'"
}

private func list(_ words: [String]) -> String {
  words.joined(separator: ", ")
}
