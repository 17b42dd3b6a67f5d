import Conversation
import JQFilter
import Presentation
import TestSupport
import Testing
import WireFormats

/// A backend that this program knows, described by filters as a person would describe it.
private struct Reference: Sendable, CustomTestStringConvertible {
  let api: any ChatAPI
  let mapping: MappingAPI
  let limits: MappingLimits
  let fixtures: [WireFixture]

  var testDescription: String { api.name }

  init(_ api: any ChatAPI, parts: Set<Mapping.Part>) throws {
    self.api = api
    let sources = parts.map { part in
      JQFilters.Source(
        name: "\(api.name).\(part)",
        text: WireFixture.text(named: "mappings/\(api.name).\(part).jq")
      )
    }
    let filters = try JQFilters(sources)
    mapping = MappingAPI(Mapping(filters: filters, parts: parts, prefix: api.name))
    limits = MappingLimits(of: api.name)
    fixtures = WireFixture.all(of: api.name)
  }
}

/// The filters in `Tests/Fixtures/mappings` say of every reply of the reference backends what the code for these backends says.
@Suite struct ReferenceMappingTests {
  private static let references = Result {
    [
      try Reference(GleanAPI(), parts: [.request, .response]),
      try Reference(PipesHubAPI(), parts: [.response, .done]),
      try Reference(MixAPI(), parts: [.response, .done]),
      try Reference(ServoyAPI(), parts: [.request, .response, .done]),
    ]
  }

  private static func references(_ name: String) throws -> Reference {
    try #require(try references.get().first { $0.api.name == name })
  }

  private static let names = ["glean", "pipeshub", "mix", "servoy"]

  @Test(arguments: names)
  func `filters give the reply that the program's own code gives`(_ name: String) throws {
    let reference = try Self.references(name)
    for fixture in reference.fixtures {
      let own = Self.outcome(of: fixture, by: reference.api)
      let mapped = Self.outcome(of: fixture, by: reference.mapping)
      let places = differences(own, mapped)
      let expected = reference.limits.places[fixture.name] ?? []
      #expect(
        places == expected,
        """
        \(name)/\(fixture.name): \(places.sorted())
        own    \(JSONWriter.compact(own))
        mapped \(JSONWriter.compact(mapped))
        """
      )
    }
  }

  @Test(arguments: ["glean", "servoy"])
  func `a request filter makes the body that the program's own code makes`(_ name: String) throws {
    let reference = try Self.references(name)
    let turns = [PastTurn(prompt: "1", answer: "one"), PastTurn(prompt: "2", answer: "two")]
    for prompt in [
      PromptRequest(prompt: "How much \"leave\"?\n"), PromptRequest(prompt: "3", history: turns),
      PromptRequest(prompt: "3", conversationId: "c1", history: turns, stream: false),
    ] {
      let bodies = try [reference.api, reference.mapping].map { api in
        try JSONView(
          parsing: api.request(for: prompt, to: Endpoint(url: "https://a.example.com")).body
        )
        .value
      }
      #expect(differences(bodies[0], bodies[1]) == [], "\(bodies)")
    }
  }

  @Test(arguments: names)
  func `each limit has a fixture, and most replies have none but places in the text`(
    _ name: String
  ) throws {
    let reference = try Self.references(name)
    let limited = reference.limits.places
    #expect(Set(limited.keys).isSubset(of: Set(reference.fixtures.map(\.name))))
    let others = limited.values.filter { $0 != ["citations.ranges"] }
    #expect(others.count * 3 < reference.fixtures.count)
    #expect(!reference.limits.reasons.isEmpty)
  }

  @Test(arguments: names)
  func `filters give the same wherever the bytes are split`(_ name: String) throws {
    let reference = try Self.references(name)
    for fixture in reference.fixtures where fixture.body.count < 2_000 {
      let whole = Decoding(of: [fixture.body], by: reference.mapping)
      let middle = fixture.body.count / 2
      let halves = [Array(fixture.body[..<middle]), Array(fixture.body[middle...])]
      #expect(Decoding(of: halves, by: reference.mapping) == whole, "\(fixture.name)")
      #expect(Decoding(of: fixture.body.map { [$0] }, by: reference.mapping) == whole)
    }
  }

  /// The reply as JSON, and how it ended.
  private static func outcome(of fixture: WireFixture, by api: any ChatAPI) -> JSONValue {
    let decoding = Decoding(of: [fixture.body], by: api)
    let turn = Turn(prompt: "?", api: "any", reply: decoding.reply)
    let end =
      switch decoding.error {
      case nil: "complete"
      case .notUnderstood: "not understood"
      case .filter(let failure) where failure.reason == "it finds no answer in the reply":
        "not understood"
      case .filter(let failure): failure.reason
      case .some(let error): "\(error)"
      }
    guard case .object(let members) = turn.json else { return turn.json }
    return .object(members + [.init("end", .string(end))])
  }
}
