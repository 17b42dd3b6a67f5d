public import CommandLine
public import Conversation
public import TerminalText
public import WireFormats

/// Something that happened to a conversation.
public enum SessionEvent: Equatable, Sendable {
  /// The conversation begins.
  case started
  /// The person entered a line.
  case line(String)
  /// The person wants to go on with the line in the editor.
  case editor(String)
  /// The person had entered a line before the prompt was there, and before what stands above it.
  case lineTypedAhead(String)
  /// Ctrl-C at the prompt.
  case lineInterrupted
  /// Ctrl-D, or the terminal has gone.
  case endOfInput
  /// A signal asks the program to end.
  case terminated(signal: Int32)
  /// A piece of the reply to the prompt that was sent.
  case reply(ReplyEvent)
  /// The reply has ended; the words for its failure, if it failed.
  case ended(Exchange.Outcome, Diagnostic?)
  /// Feedback was sent, or could not be; `nil` for the words where the backend takes none.
  case feedbackEnded(FeedbackEnd)
  /// Something that was to be done on the person's machine is over.
  case acted(ActionEnd)
}

/// How something ended that was to be done on the person's machine.
public enum ActionEnd: Equatable, Sendable {
  /// It is done; a few words for it.
  case done(String)
  /// It failed; the words for it.
  case failed(Diagnostic)
  /// A file was read.
  case read(ReadFile)
  /// There is a file of that name already.
  case fileExists
  /// The text as it came out of the editor.
  case edited(String)
  /// What the person answered to a question; `nil` when the question was interrupted.
  case answered(String?)
  /// Stored conversations, and how many there are beside them; the moment in milliseconds since 1970.
  case listed([ConversationSummary], more: Int, now: Int)
  /// The turns of stored conversations in which something was found.
  case found([FoundTurn], now: Int)
  /// The lines of the history that hold a text, oldest first; the newest is the command that asked for them.
  case recalled([String], holding: String)
}

/// How the sending of feedback ended.
public enum FeedbackEnd: Equatable, Sendable {
  case sent
  /// The backend takes none, or its reply does not say how.
  case notTaken
  /// It failed; the words for it.
  case failed(Diagnostic)
}

/// Something to be done for a conversation.
public enum SessionEffect: Equatable, Sendable {
  /// Add to the conversation on the screen.
  case write(StyledText)
  /// Say something that is not part of the conversation.
  case notify(StyledText)
  /// Change the status line; `nil` takes it away.
  case show(status: String?)
  /// Wait for a line that begins as given.
  case readLine(prefill: String)
  /// Add a line to the history.
  case remember(String)
  /// Send a prompt; its reply and its end come as events.
  case send(PromptRequest)
  /// Tell the backend what the person thinks of a reply; how that ends comes as an event.
  case give(Feedback, on: Reply)
  /// Go over to a backend of the configuration.
  case connect(String)
  /// Read a file, of which the name is given as it was typed.
  case read(String)
  /// Show a web page in the browser.
  case open(url: String)
  /// Put a text onto the clipboard.
  case copy(String)
  /// Write a text into a file.
  case save(String, to: String, mayReplace: Bool)
  /// Have a text edited in the person's editor.
  case edit(String)
  /// Put a question to the person.
  case ask(StyledText)
  /// Look up the prompts of the history that hold a text.
  case recall(String)
  /// Look up the stored conversations.
  case list
  /// Look for words in the stored conversations.
  case find(SearchWords)
  /// Go on with a stored conversation.
  case resume(String)
  /// End the program.
  case end(Ending)
}
