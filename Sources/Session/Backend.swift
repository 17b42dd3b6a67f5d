public import Conversation
public import WireFormats

/// What answers prompts, by whatever way its answers come.
public protocol Backend {
  /// The name of its API, as a reply's JSON tells it.
  var apiName: String { get }

  /// The URL that prompts go to; empty where they go to none.
  var url: String { get }

  /// Whether the parameters can be put into its requests; otherwise why not, in words.
  func refusal(of parameters: RequestParameters) -> String?

  /// Whether images can go along with a prompt.
  var takesImages: Bool { get }

  /// The requests that a prompt would be, one after the other; none where prompts are sent nowhere.
  func requests(for prompt: PromptRequest) throws(ExchangeFailure) -> [HTTPRequest]

  /// Has a prompt answered and hands over the events of its reply as they come, on the calling thread.
  ///
  /// - Parameters:
  ///   - prompt: What is asked.
  ///   - onBytes: Sees the bytes of the answer before they are decoded, and wants all of them: also what is
  ///     not understood, and the whole of a long error response. A backend that receives none never calls it.
  ///   - onEvent: Sees each event. That the reply is finished is told only when it is whole.
  ///   - shouldProceed: Asked after each arrival; `false` ends the answer without a failure.
  ///   - decide: Answers what the backend asks the person; called right behind the event that tells of it.
  /// - Returns: How the answer ended.
  func answer(
    _ prompt: PromptRequest,
    onBytes: (([UInt8]) -> Void)?,
    onEvent: (ReplyEvent) -> Void,
    shouldProceed: () -> Bool,
    decide: (Inquiry) -> InquiryAnswer
  ) -> AnswerEnd

  /// Whether turns that are over go along with a prompt, where the backend does not know them.
  var takesTurns: Bool { get }

  /// The models that it lists; `nil` where it cannot be asked.
  ///
  /// With a limit in seconds it is asked once; without, as long and as often as for a prompt.
  func models(within seconds: Double?) throws(ExchangeFailure) -> [String]?

  /// Tells the backend what the person thinks of an answer.
  ///
  /// - Returns: `false` where it cannot be told, or the reply does not say how.
  func give(_ feedback: Feedback, on reply: Reply) throws(ExchangeFailure) -> Bool
}

extension Backend {
  /// There are no requests to put anything into.
  public func refusal(of parameters: RequestParameters) -> String? {
    parameters == RequestParameters() ? nil : "the documents take prompts, and nothing beside them"
  }

  /// There is nothing that they could go along with.
  public var takesTurns: Bool { false }

  /// It cannot be asked.
  public func models(within seconds: Double?) throws(ExchangeFailure) -> [String]? { nil }

  /// Prompts are text.
  public var takesImages: Bool { false }

  /// The backend cannot be told.
  public func give(_ feedback: Feedback, on reply: Reply) throws(ExchangeFailure) -> Bool { false }
}

/// How the answer of a backend ended.
public struct AnswerEnd: Equatable, Sendable {
  /// Why it is not what was asked for; `nil` when it is, or when its rest was not wanted.
  public var failure: ExchangeFailure?
  /// Whether the backend had begun to answer.
  public var hasBegun: Bool

  /// An end; without a failure, of an answer that had begun.
  public init(failure: ExchangeFailure? = nil, hasBegun: Bool = true) {
    self.failure = failure
    self.hasBegun = hasBegun
  }
}
