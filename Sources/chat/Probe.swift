internal import CommandLine
internal import Conversation
internal import HostSystem
internal import JQFilter
internal import Session
internal import TerminalText
internal import WireFormats

/// Finds out how a backend talks, by one prompt.
struct Probe {
  let settings: Settings
  let connector: Connector

  /// A body that requests of such backends usually have.
  enum Shape: String, CaseIterable {
    case message
    case question
    case query
    case prompt
    case input
    case messages

    /// The filter that makes the request; `key` is what the backend calls a conversation.
    func filter(conversationKey key: String?) -> String {
      let id = key.map { ", \(JQPath.key($0)): .conversationId" } ?? ""
      let prompt = self == .messages ? "messages: .messages" : "\(rawValue): .prompt"
      let object = "{\(prompt)\(id), stream: .stream}"
      return key == nil ? object : "\(object) | del(.[] | nulls)"
    }
  }

  /// What came of the prompt.
  struct Answer {
    /// The API that is known by name; `nil` where none is.
    var api: String?
    /// The body of the reply.
    var body: [UInt8]
    /// The shape of the request that was answered.
    var shape: Shape
    /// Whether the reply is understood without a description of it.
    var isUnderstood = false
  }

  /// A prompt that every backend has an answer to.
  static let greeting = "Hello! What can you help me with?"

  /// What a reply to one prompt tells of the way in which the backend talks, as keys of its entry in the configuration.
  ///
  /// `show` is given what was found where no API is known.
  func entry(
    by prompt: String,
    show: (StyledText) -> Void
  ) throws -> [(key: String, json: String)] {
    let answer = try ask(prompt)
    if let api = answer.api { return [("api", ConfigurationText.json(api))] }
    let sample = ReplySample(body: answer.body)
    show(ProbeReport.text(of: sample))
    guard let guess = MappingGuess(sample) else {
      guard answer.isUnderstood else { throw BackendsFailure.noAnswerFound }
      return [("api", ConfigurationText.json("plain"))]
    }
    let request = answer.shape.filter(conversationKey: guess.conversationKey)
    let filters = [("request", request), ("response", guess.response), ("done", guess.done)]
      .compactMap { key, filter in filter.map { (key: key, text: $0) } }
    let reply = try reply(answer.body, by: filters)
    show(ProbeReport.text(of: reply) + "\n")
    return filters.map { ($0.key, ConfigurationText.json($0.text)) }
  }

  /// Sends a prompt in the way that the settings say; throws where no answer comes.
  func check() throws {
    let exchanged = try exchange(Self.greeting, by: nil)
    if let failure = exchanged.outcome.failure { throw Self.failed(failure, settings) }
  }

  /// Sends a prompt; where its request is not understood, once more in each of the usual shapes.
  func ask(_ prompt: String) throws -> Answer {
    let first = try exchange(prompt, by: nil)
    if !first.isRefused { return try answer(first, .message) }
    for shape in Shape.allCases where shape != .message {
      let next = try exchange(prompt, by: shape)
      if !next.isRefused { return try answer(next, shape) }
    }
    // The first refusal says most: it is that of the usual request.
    return try answer(first, .message)
  }

  /// What filters read in the body of a reply.
  func reply(_ body: [UInt8], by filters: [(key: String, text: String)]) throws -> Reply {
    let head = HTTPResponseHead(status: 200, isSelfDelimited: true)
    var decoder = MappingAPI(try mapping(filters)).decoder(for: head)
    var reply = Reply()
    do throws(WireError) {
      try decoder.receive(body) { reply.apply($0) }
      try decoder.finish { reply.apply($0) }
    } catch {
      throw ConnectionFailure(ExchangeFailure.wire(error).diagnostic(url: settings.url?.text ?? ""))
    }
    return reply
  }

  private func mapping(_ filters: [(key: String, text: String)]) throws -> Mapping {
    var configured = MappingConfiguration()
    configured.filters = filters.map { key, text in
      MappingConfiguration.Filter(key: key, text: text, place: TextPlace(line: 1, column: 1))
    }
    return try Mapping(configured, backend: "NAME", in: "")
  }

  private struct Exchanged {
    var outcome: Exchange.Outcome
    var apiName: String
    var body: [UInt8]

    /// Whether the backend does not accept such a request.
    var isRefused: Bool {
      guard case .backend(let error)? = outcome.failure else { return false }
      return error.status == 400 || error.status == 422
    }
  }

  private func exchange(_ prompt: String, by shape: Shape?) throws -> Exchanged {
    let api = try shape.map { shape in
      MappingAPI(try mapping([("request", shape.filter(conversationKey: nil))]))
    }
    let connection = try connector.connection(settings, speaking: api)
    var body: [UInt8] = []
    let outcome = connection.exchange.run(
      PromptRequest(prompt: prompt, stream: settings.streams, parameters: connection.parameters),
      onBytes: { body += $0 },
      onEvent: { _ in }
    )
    return Exchanged(outcome: outcome, apiName: connection.exchange.apiName, body: body)
  }

  private static func failed(_ failure: ExchangeFailure, _ settings: Settings) -> any Error {
    if let signal = failure.signal { return Interruption(signal: signal) }
    return ConnectionFailure(failure.diagnostic(url: settings.url?.text ?? ""))
  }

  /// The answer; a body that only has not been understood is one too.
  private func answer(_ exchanged: Exchanged, _ shape: Shape) throws -> Answer {
    if let failure = exchanged.outcome.failure {
      guard case .wire = failure, !exchanged.body.isEmpty else {
        throw Self.failed(failure, settings)
      }
      return Answer(api: nil, body: exchanged.body, shape: shape)
    }
    let name = exchanged.outcome.reply.facts.api ?? exchanged.apiName
    let isKnown = !["plain", "auto", "mapping"].contains(name)
    return Answer(
      api: isKnown ? name : nil,
      body: exchanged.body,
      shape: shape,
      isUnderstood: shape == .message
    )
  }
}
