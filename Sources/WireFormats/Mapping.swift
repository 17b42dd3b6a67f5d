/// How a person has described a backend that no API here knows.
public struct Mapping: Sendable {
  /// What a person can describe by a filter, under its key in the configuration.
  public enum Part: String, CaseIterable, Sendable {
    /// From the prompt and what goes with it to the body of the request.
    case request
    /// From the whole reply, or from each event of it, to the reply's JSON.
    case response
    /// From each event to whether it is the last.
    case done
    /// From the prompt and what goes with it to the path of the request.
    case path
  }

  /// How the reply is asked for.
  public enum Streaming: String, CaseIterable, Sendable {
    /// In pieces, unless the person wants it whole; as Server-Sent Events or as lines, as the backend likes.
    case auto
    /// As Server-Sent Events.
    case sse
    /// As lines of JSON.
    case ndjson
    /// As one JSON document.
    case json
  }

  /// The filters, each under the name that ``name(of:)`` tells.
  public var filters: any JSONFilters
  /// Those of the filters that there are, each named by the prefix, a point and its part.
  public var parts: Set<Part>
  /// What the names of the filters begin with, such as `backends.work`.
  public var prefix: String
  /// The method of the request, such as `POST`.
  public var method: String
  /// What is put behind the URL, where no filter tells: a path, a query, or both.
  public var path: String?
  /// How the reply is asked for.
  public var streaming: Streaming

  /// A description with all its parts.
  public init(
    filters: any JSONFilters,
    parts: Set<Part>,
    prefix: String,
    method: String = "POST",
    path: String? = nil,
    streaming: Streaming = .auto
  ) {
    self.filters = filters
    self.parts = parts
    self.prefix = prefix
    self.method = method
    self.path = path
    self.streaming = streaming
  }

  /// The name of a filter: its place in the configuration, such as `backends.work.response`.
  func name(of part: Part) -> String { "\(prefix).\(part.rawValue)" }

  /// The values that a filter gives for a JSON value; `nil` where there is no such filter.
  func values(
    of part: Part,
    for input: JSONValueText,
    event: String = ""
  ) throws(FilterFailure) -> [JSONView]? {
    guard parts.contains(part) else { return nil }
    let name = name(of: part)
    let texts = try filters.outputs(of: name, for: input.bytes, event: event)
    var views: [JSONView] = []
    for text in texts {
      do throws(JSONError) {
        views.append(try JSONView(parsing: text))
      } catch {
        throw FilterFailure(filter: name, reason: "it gives no JSON: \(error.reason)")
      }
    }
    return views
  }

  /// The one value that a filter has to give; `nil` where there is no such filter.
  func value(of part: Part, for input: JSONValueText) throws(FilterFailure) -> JSONView? {
    guard let values = try values(of: part, for: input) else { return nil }
    guard values.count == 1 else {
      let count = values.isEmpty ? "no value" : "\(values.count) values"
      throw FilterFailure(
        filter: name(of: part),
        reason: "it has to give one value, and gives \(count)",
        input: input.start
      )
    }
    return values[0]
  }
}

/// A JSON text for a filter.
struct JSONValueText {
  let bytes: [UInt8]

  /// Its beginning, for a message.
  var start: String { String(decoding: bytes.prefix(JSONBadLine.longestStart), as: UTF8.self) }
}
