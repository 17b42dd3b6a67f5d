internal import CommandLine

/// Why a command does not give a token.
struct TokenCommandFailure: Error {
  /// What is wrong; nothing of what the command printed is among the facts.
  enum Reason {
    case notFound
    case notStarted(String)
    case failed(status: Int32)
    case killed(signal: Int32)
    case tooSlow(seconds: Int)
    case tooLong(limit: Int)
    case empty
    case severalLines
    case nul
    case carriageReturn
    case controlCharacter
    case notText
  }

  /// What the command is called, where it is more than a line for the shell.
  let name: String?
  let reason: Reason

  /// The failure in words.
  var diagnostic: Diagnostic {
    let name = name.map { "'\($0)' " } ?? ""
    return Diagnostic("the token command \(name)\(words)", remedy: remedy, exitStatus: .usage)
  }

  private var words: String {
    switch reason {
    case .notFound: "is not there: no program of this name is found"
    case .notStarted(let reason): "cannot be started: \(reason)"
    case .failed(let status): "failed with status \(status)"
    case .killed(let signal): "was ended by signal \(signal)"
    case .tooSlow(let seconds): "gave no token within \(seconds) s"
    case .tooLong(let limit): "printed more than \(limit) bytes, which is no token"
    case .empty: "printed nothing"
    case .severalLines: "printed several lines, and a token has one"
    case .nul: "printed a NUL, which no token can hold"
    case .carriageReturn: "printed a carriage return, which no token can hold"
    case .controlCharacter: "printed a control character, which no token can hold"
    case .notText: "printed what is not UTF-8 text"
    }
  }

  private var remedy: String? {
    switch reason {
    case .notFound, .notStarted: "check 'tokenCommand' in the configuration, or --token-command"
    case .severalLines: "have it print the first alone, such as by: | head -n 1"
    case .carriageReturn: "have it removed, such as by: | tr -d '\\r'"
    case .failed, .killed, .empty, .tooSlow: "run it in the shell to see what it does"
    case .tooLong, .nul, .controlCharacter, .notText: nil
    }
  }
}

/// A signal has asked the program to end before there was anything to cut off.
struct Interruption: Error {
  let signal: Int32
}

/// Why a command of the program is not carried out, in words.
struct CommandFailure: Error {
  let diagnostic: Diagnostic

  /// A failure with its words.
  init(_ summary: String, remedy: String? = nil, _ exitStatus: ExitStatus = .usage) {
    diagnostic = Diagnostic(summary, remedy: remedy, exitStatus: exitStatus)
  }
}
