import Conversation
import JQFilter
import TestSupport
import WireFormats

extension MappingAPI {
  /// The API that these filters describe, as the backend `work` of the configuration.
  init(
    _ texts: [Mapping.Part: String],
    method: String = "POST",
    path: String? = nil,
    streaming: Mapping.Streaming = .auto
  ) throws {
    let sources = texts.map { JQFilters.Source(name: "backends.work.\($0)", text: $1) }
    self.init(
      Mapping(
        filters: try JQFilters(sources),
        parts: Set(texts.keys),
        prefix: "backends.work",
        method: method,
        path: path,
        streaming: streaming
      )
    )
  }
}

extension Decoding {
  /// What a `response` filter, and one that tells the end, make of a body.
  init(
    _ body: String,
    _ response: String,
    done: String? = nil,
    isSelfDelimited: Bool = false
  ) throws {
    var texts: [Mapping.Part: String] = [.response: response]
    texts[.done] = done
    self.init(of: body, by: try MappingAPI(texts), isSelfDelimited: isSelfDelimited)
  }
}
