internal import Conversation

/// The answer of a whole response of Glean's Platform API, and its sources with their places.
///
/// The places count in one part of the text; which unit they count in is not documented, and Unicode scalars are taken.
struct GleanPlatformContent {
  private(set) var text = ""
  private(set) var citations: [Citation] = []
  private(set) var isEmpty = true
  private var numbers: [String: Int] = [:]

  /// The content; messages are paragraphs of their own, unless the text that was streamed had nothing between them.
  init(of response: JSONView, streamed: String) {
    let messages = response.elements(of: "output").filter { item in
      item["type"]?.string ?? "MESSAGE" == "MESSAGE" && item["role"]?.string != "USER"
    }
    let texts = messages.map { message in Self.parts(of: message).compactMap { $0["text"]?.string }
    }
    let separator = texts.joined().joined() == streamed ? "" : "\n\n"
    for message in messages {
      if !text.isEmpty { text += separator }
      for part in Self.parts(of: message) { take(part) }
    }
  }

  private static func parts(of message: JSONView) -> [JSONView] {
    message.elements(of: "content").filter { part in
      part["type"]?.string ?? "OUTPUT_TEXT" == "OUTPUT_TEXT" && part["text"]?.kind == .string
    }
  }

  private mutating func take(_ part: JSONView) {
    guard let more = part["text"]?.string else { return }
    isEmpty = false
    let start = text.unicodeScalars.count
    let length = more.unicodeScalars.count
    text += more
    for annotation in part.elements(of: "annotations") {
      let place = Self.range(of: annotation, within: length).map {
        TextRange(start: start + $0.start, end: start + $0.end)
      }
      let quotation = Self.quotation(of: annotation)
      for source in annotation.elements(of: "sources") { add(source, place, quotation) }
    }
  }

  /// The annotation's place, moved into the text; `nil` where it has none or one that is upside down.
  private static func range(of annotation: JSONView, within length: Int) -> TextRange? {
    let start = annotation["start_index"]?.int
    guard let end = annotation["end_index"]?.int ?? start else { return nil }
    let first = min(max(start ?? end, 0), length)
    let last = min(max(end, 0), length)
    return first <= last ? TextRange(start: first, end: last) : nil
  }

  private static func quotation(of annotation: JSONView) -> (excerpt: String?, page: Int?) {
    let snippets = Array(annotation.elements(of: "snippets"))
    let texts = snippets.compactMap { $0.words("text") }
    let page = snippets.lazy.compactMap { $0["page_number"]?.int }.first { $0 > 0 }
    return (texts.isEmpty ? nil : texts.joined(separator: " … "), page)
  }

  private mutating func add(
    _ source: JSONView,
    _ place: TextRange?,
    _ quotation: (excerpt: String?, page: Int?)
  ) {
    let ids = ["document_id", "person_id", "file_id", "entity_id", "id"]
    let kind = source.words("type")?.lowercased()
    var citation = Citation(
      number: 0,
      id: ids.lazy.compactMap { source.words($0) }.first,
      title: source.words("title") ?? source.words("name"),
      url: source.words("url"),
      source: source.words("datasource") ?? (kind == "document" ? nil : kind),
      excerpt: quotation.excerpt,
      page: quotation.page
    )
    guard let key = citation.id ?? citation.url ?? citation.title else { return }
    let number = numbers[key] ?? citations.count + 1
    numbers[key] = number
    citation.number = number
    guard number <= citations.count else {
      citation.ranges = place.map { [$0] } ?? []
      citations.append(citation)
      return
    }
    citations[number - 1].excerpt = citations[number - 1].excerpt ?? citation.excerpt
    citations[number - 1].page = citations[number - 1].page ?? citation.page
    if let place, citations[number - 1].ranges.last != place {
      citations[number - 1].ranges.append(place)
    }
  }
}
