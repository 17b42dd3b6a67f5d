import CommandLine
import Conversation
import Session
import TestSupport
import WireFormats

/// The exit status, under a name that Testing does not have too.
typealias Status = ExitStatus

/// A backend that speaks Glean's way over a scripted transport.
struct ScriptedBackend {
  typealias Step = ScriptedTransport.Step

  let transport: ScriptedTransport
  let exchange: Exchange

  init(
    _ script: [Step]...,
    api: any ChatAPI = GleanAPI(),
    url: String = "https://chat.example.com/chat",
    clock: ManualClock = ManualClock()
  ) {
    transport = ScriptedTransport(playing: script)
    exchange = Exchange(
      backend: HTTPBackend(
        api: api,
        endpoint: Endpoint(url: url, token: "geheim-1"),
        limits: TransferLimits(connect: 1, total: 2),
        transport: transport
      ),
      now: clock.now
    )
  }

  /// The bodies of the requests so far, as text.
  var bodies: [String] {
    transport.requests.map { String(decoding: $0.body, as: UTF8.self) }
  }
}

/// Bodies of Glean's.
enum Glean {
  /// A line of the answer.
  static func line(_ text: String, chatId: String? = nil, followUps: [String] = []) -> String {
    let fragment = JSONValue.object([.init("text", .string(text))])
    let message = JSONValue.object([
      .init("author", .string("GLEAN_AI")), .init("messageId", .string("m1")),
      .init("messageType", .string("CONTENT")), .init("fragments", .array([fragment])),
    ])
    var members: [JSONValue.Member] = [.init("messages", .array([message]))]
    if let chatId { members.append(.init("chatId", .string(chatId))) }
    if !followUps.isEmpty {
      members.append(.init("followUpPrompts", .array(followUps.map(JSONValue.string))))
    }
    return JSONWriter.compact(.object(members)) + "\n"
  }

  /// A line of another kind, such as `ERROR`.
  static func message(_ type: String, _ text: String) -> String {
    line(text).replacing("CONTENT", with: type)
  }
}

/// An API whose replies are the same events whatever is asked and answered.
struct EventsAPI: ChatAPI {
  let events: [ReplyEvent]

  var name: String { "events" }

  func recognises(url: String) -> Bool { false }

  func request(for prompt: PromptRequest, to endpoint: Endpoint) -> HTTPRequest {
    HTTPRequest(method: "POST", url: endpoint.url, headerFields: [], body: [])
  }

  func decoder(for head: HTTPResponseHead) -> any ReplyDecoder {
    Decoder(events: events)
  }

  /// Hands over one event for each piece of the body.
  private struct Decoder: ReplyDecoder {
    var events: [ReplyEvent]

    mutating func receive(_ bytes: [UInt8], emit: (ReplyEvent) -> Void) throws(WireError) {
      if !events.isEmpty { emit(events.removeFirst()) }
    }

    mutating func finish(emit: (ReplyEvent) -> Void) throws(WireError) {}
  }
}

extension Settings {
  /// What `chat ask` and these options come to, with a backend.
  static func typed(_ options: [String] = []) throws -> Settings {
    try Settings(
      Parser.parse(["ask"] + options),
      environment: ["CHAT_URL": "https://chat.example.com/chat"],
      terminal: TerminalFacts(stdoutIsTerminal: false, stderrIsTerminal: false, columns: nil)
    )
  }
}
