public import CommandLine
public import Conversation
public import WireFormats

/// A backend that a conversation asks, with what the conversation has to know of it.
public struct Connection {
  /// The way to it.
  public var exchange: Exchange
  /// What the greeting calls it.
  public var name: String
  /// What it takes to ask it again.
  public var place: ConversationPlace
  /// What a newcomer has to know of it, in a line below the greeting.
  public var introduction: String?
  /// The credential that is sent, which must stay out of all that is kept.
  public var token: Secret?
  /// What goes into each request beside the prompt, at the start.
  public var parameters: RequestParameters

  /// A backend of that name.
  public init(
    exchange: Exchange,
    name: String,
    place: ConversationPlace? = nil,
    introduction: String? = nil,
    token: Secret? = nil,
    parameters: RequestParameters = RequestParameters()
  ) {
    self.exchange = exchange
    self.name = name
    self.place = place ?? ConversationPlace(api: exchange.apiName)
    self.introduction = introduction
    self.token = token
    self.parameters = parameters
  }
}

/// Why a backend cannot be asked, in words.
public struct ConnectionFailure: Error {
  /// The words.
  public let diagnostic: Diagnostic

  /// A failure with its words.
  public init(_ diagnostic: Diagnostic) {
    self.diagnostic = diagnostic
  }
}

extension RequestParameters {
  /// The parameters that the settings ask for.
  public init(_ settings: Settings) {
    self.init(model: settings.model, system: settings.system)
    for value in settings.values { set(value.key, typed: value.text) }
  }
}
