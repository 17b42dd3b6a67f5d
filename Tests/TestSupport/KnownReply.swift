public import Conversation
public import Testing
internal import WireFormats

/// What becomes of a response body among the fixtures.
public struct KnownReply: Sendable, CustomTestStringConvertible {
  /// The names of the API and of the fixture.
  public let testDescription: String
  /// The name of the API.
  public let api: String
  /// What the body says.
  public let events: [ReplyEvent]
  /// The events folded, and whether they have an end.
  public let reply: Reply

  /// All of them, but for the formats that a program of jq describes.
  public static let all: [KnownReply] = KnownAPIs.all.flatMap { api in
    WireFixture.all(of: api.name).map { fixture in
      let decoding = Decoding(of: [fixture.body], by: api)
      return KnownReply(
        testDescription: "\(api.name)/\(fixture.name)",
        api: api.name,
        events: decoding.events,
        reply: decoding.reply
      )
    }
  }
}
