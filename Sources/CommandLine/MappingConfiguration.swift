/// How the configuration describes a backend that no API here knows: filters in the language of jq, and how they are used.
public struct MappingConfiguration: Equatable, Sendable {
  /// A filter and where it stands.
  public struct Filter: Equatable, Sendable {
    /// Its key: `request`, `response`, `done` or `path`.
    public var key: String
    /// The filter as it was written.
    public var text: String
    /// Where in the configuration.
    public var place: TextPlace

    /// A filter at a place.
    public init(key: String, text: String, place: TextPlace) {
      self.key = key
      self.text = text
      self.place = place
    }
  }

  /// The filters, each key at most once.
  public var filters: [Filter] = []
  /// The method of the request.
  public var method: String?
  /// What is put behind the URL, where it is no filter.
  public var path: String?
  /// How the reply is asked for: one of ``streamings``.
  public var stream: String?

  /// The methods that can be chosen.
  public static let methods = ["POST", "GET", "PUT"]
  /// How a reply can be asked for.
  public static let streamings = ["auto", "sse", "ndjson", "json"]

  /// A description that says nothing.
  public init() {}

  /// Reads the keys of a description and notes every mistake; `nil` where none of them is given.
  init?(_ section: inout ConfigurationSection) {
    for key in ["request", "response", "done"] {
      guard let place = section.value(key)?.place, let text = section.text(key) else { continue }
      filters.append(Filter(key: key, text: text, place: place))
    }
    if let place = section.value("path")?.place, let text = section.text("path") {
      if text.hasPrefix("/") || text.hasPrefix("?") {
        path = text
      } else {
        filters.append(Filter(key: "path", text: text, place: place))
      }
    }
    method = section.choice("method", of: Self.methods)
    stream = section.choice("stream", of: Self.streamings)
    guard self != MappingConfiguration() else { return nil }
    if filters.contains(where: { $0.key == "done" }),
      !filters.contains(where: { $0.key == "response" })
    {
      section.addMissing("response")
    }
  }
}
