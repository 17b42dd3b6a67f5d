internal import Conversation

/// The sources of a plain reply, numbered in the order in which they come; one that comes again keeps its number.
struct PlainSources {
  private var known: [Citation] = []
  private var numbers: [String: Int] = [:]

  static let names = ["sources", "citations", "references", "documents"]

  /// Those of the sources of an array that are new, or of which more is known now.
  mutating func take(_ views: [JSONView]) -> [Citation] {
    views.compactMap { Self.source($0).flatMap { add($0) } }
  }

  private mutating func add(_ source: Citation) -> Citation? {
    let keys = [
      source.id.map { "id " + $0 }, source.url.map { "url " + $0 },
      source.id == nil && source.url == nil ? "title \(source.title ?? source.excerpt ?? "")" : nil,
    ].compactMap { $0 }
    // Passages of one document are sources of their own where they have no id to tell.
    let place = source.id == nil ? " page \(source.page ?? 0) \(source.excerpt ?? "")" : ""
    let places = keys.map { $0 + place }
    let number = places.lazy.compactMap { [numbers] in numbers[$0] }.first ?? known.count + 1
    var merged = source
    merged.number = number
    for key in places { numbers[key] = number }
    guard number <= known.count else {
      known.append(merged)
      return merged
    }
    merged = known[number - 1].completed(by: merged)
    guard merged != known[number - 1] else { return nil }
    known[number - 1] = merged
    return merged
  }

  /// A URL or a title alone, or an object that has one of them, an id or words of the source.
  static func source(_ view: JSONView) -> Citation? {
    if let text = view.nonEmpty {
      return text.isWebURL ? Citation(number: 0, url: text) : Citation(number: 0, title: text)
    }
    let scopes = [view, view["metadata"], view["document"], view["source"], view["textSegment"]]
      .compactMap { $0?.kind == .object ? $0 : nil }
    let all = scopes + scopes.dropFirst().compactMap { $0.given("metadata") }
    func words(_ names: String...) -> String? {
      all.lazy.compactMap { scope in names.lazy.compactMap { scope.words($0) }.first }.first
    }
    func number(_ names: String...) -> JSONView? {
      all.lazy.compactMap { scope in
        names.lazy.compactMap { scope[$0] }.first { $0.kind == .number }
      }.first
    }
    // LangChain's documents say what they are in every one of them.
    let isDocument = view["page_content"] != nil
    let system = words("source", "datasource") ?? (isDocument ? nil : words("type"))
    let id = ["id", "documentId", "document_id", "doc_id", "_id"].lazy
    let citation = Citation(
      number: 0,
      id: all.lazy.compactMap { scope in id.compactMap { scope[$0]?.idText }.first }.first,
      title: words("title", "name", "filename", "file_name", "fileName", "label"),
      url: words("url", "link", "href", "uri") ?? system.flatMap { $0.isWebURL ? $0 : nil },
      source: system.flatMap { $0.isWebURL ? nil : $0 },
      excerpt: words("snippet", "excerpt", "quote", "text", "page_content", "content", "passage"),
      page: number("page", "pageNumber", "page_number")?.int.flatMap { $0 > 0 ? $0 : nil },
      score: number("score", "relevance", "similarity", "relevance_score")?.double
    )
    let isNothing = citation == Citation(number: 0, source: citation.source, score: citation.score)
    // A source that has only a system is known by that.
    guard isNothing else { return citation }
    return citation.source.map { Citation(number: 0, title: $0, score: citation.score) }
  }
}

extension Citation {
  /// What is known of a source, with what another mention of it adds.
  func completed(by other: Citation) -> Citation {
    Citation(
      number: number,
      id: id ?? other.id,
      title: title ?? other.title,
      url: url ?? other.url,
      source: source ?? other.source,
      excerpt: excerpt ?? other.excerpt,
      page: page ?? other.page,
      score: score ?? other.score
    )
  }
}

extension String {
  /// Whether it begins like the address of a page.
  var isWebURL: Bool {
    let start = prefix(8).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }
}
