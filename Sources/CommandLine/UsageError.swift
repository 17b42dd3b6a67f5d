/// Why an invocation or the environment cannot be used: the facts, without words.
///
/// Typed text that may hold a secret (a URL, a header field, a token) is never among the facts.
public enum UsageError: Error, Equatable, Sendable {
  /// No option is called this; the closest that exists, both as typed and without a value.
  case unknownOption(String, nearest: String?)
  /// The prefix fits several options.
  case ambiguousOption(String, candidates: [OptionName])
  /// The option takes a value and none follows.
  case missingValue(OptionName, placeholder: String)
  /// The option takes no value and one is attached.
  case unexpectedValue(OptionName)
  /// The value is none of the words that can be given.
  case notAChoice(ValueSource, value: String, choices: [String])
  /// The value is no number of that kind.
  case notANumber(ValueSource, value: String, NumberKind)
  /// Two options that cannot both hold.
  case conflictingOptions(OptionName, OptionName)
  /// The option means nothing to the command.
  case optionNotForCommand(OptionName, Command)
  /// No command is called this; the closest thing to type instead.
  case unknownCommand(String, nearest: String?)
  /// The command needs an operand.
  case missingOperand(Command, placeholder: String, choices: [String])
  /// The operand is none of the words that can be given.
  case notAnOperand(Command, value: String, choices: [String])
  /// The command takes fewer operands.
  case extraOperand(Command, value: String)
  /// The URL cannot be used.
  case badURL(ValueSource, BackendURL.Problem)
  /// The header field of an option cannot be sent.
  case badHeaderField(HeaderField.Problem)
  /// The token of the environment cannot be sent.
  case badToken(Secret.Problem)
  /// This needs the URL of a backend, and documents are to answer.
  case needsURL(ValueSource)
  /// The name of the folder with documents is empty.
  case noFolder
  /// `chat ask` has neither operands nor anything on its standard input.
  case noPrompt
  /// There are files to send along, and no prompt that they go with.
  case noPromptWithFile
  /// Standard input holds NUL or is not UTF-8 at this offset, in bytes.
  case promptNotText(offset: Int)
  /// Standard input, or a line of it, has more bytes than `--max-input` allows.
  case inputTooLong(limit: Int)
  /// An argument, counted from 1, is not UTF-8 at this offset, in bytes.
  case argumentNotText(place: Int, offset: Int)
  /// The token would go unencrypted to another machine.
  case tokenOverPlainHTTP
  /// The configuration has no backend of that name; those that it has.
  case unknownBackend(ValueSource, String, known: [String])
  /// The value of `--set` has no key.
  case notASetting(String)
  /// The proxy of an option is no such URL, which may hold a password.
  case badProxy
  /// A key was given without the certificate it belongs to.
  case keyWithoutCertificate
  /// The value is no date.
  case notADate(ValueSource, value: String)
  /// A follow-up is sent, and words beside it.
  case followUpWithPrompt
  /// Which conversations are meant is not said.
  case noConversationNamed(Command)
  /// Conversations are named, and a choice of them too.
  case namesAndChoice(OptionName)
  /// Nothing can be looked for, because there is no letter and no digit.
  case nothingToFind
  /// It has to be confirmed, and nobody can be asked.
  case notConfirmed
  /// The option was given to a conversation in a terminal.
  case notInConversation(OptionName)
}

/// What a number counts, and in which bounds.
public enum NumberKind: Sendable {
  /// 0 to 2,000,000, with or without a fraction: what fits the milliseconds of `poll`.
  case seconds
  /// 0 to 10,000.
  case columns
  /// 0 to 1000.
  case turns
  /// 1 to 1000.
  case followUp
  /// 0 to 1,000,000,000.
  case limit
  /// 0 to 10.
  case retries
  /// 0 to a terabyte, in ones or in one of four units.
  case bytes
}
