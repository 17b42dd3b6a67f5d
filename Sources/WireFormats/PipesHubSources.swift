internal import Conversation

/// The sources of an answer of PipesHub's.
///
/// The answer holds `[1]`, `[2]` … itself; the `chunkIndex` of a source is that number. A source is a
/// `CitationReference` with the citation under `citationData`, or, while an answer is streamed, the citation alone.
enum PipesHubSources {
  /// The sources in the order of their numbers; one without a number gets the next that is free.
  static func citations(in views: some Sequence<JSONView>) -> [Citation] {
    let sources = views.compactMap(PipesHubObject.init).map(citation).filter { source in
      [source.id, source.title, source.url, source.excerpt].contains { $0 != nil }
    }
    var taken = Set(sources.map(\.number))
    var seen: Set<Int> = []
    var next = 1
    var numbered: [Citation] = []
    for var source in sources {
      if source.number == 0 {
        while taken.contains(next) { next += 1 }
        source.number = next
        taken.insert(next)
      }
      if seen.insert(source.number).inserted { numbered.append(source) }
    }
    return numbered.sorted { $0.number < $1.number }
  }

  /// What of a message's citations has no place in a `Citation`.
  static func rest(of views: some Sequence<JSONView>) -> JSONValue? {
    let rests = views.compactMap(PipesHubObject.init).compactMap { reference -> JSONValue? in
      guard reference.object("citationData") != nil || reference.words("citationId") != nil else {
        return nil
      }
      let rest = reference.rest(without: known)
      guard !rest.isEmpty else { return nil }
      let id = reference.words("citationId").map { [JSONValue.Member("citationId", .string($0))] }
      return .object((id ?? []) + rest)
    }
    return rests.isEmpty ? nil : .array(rests)
  }

  private static let known: Set<String> = [
    "_id", "id", "citationId", "citationData", "relevanceScore", "excerpt",
  ]

  /// A source with its number, 0 where it has none.
  private static func citation(_ reference: PipesHubObject) -> Citation {
    let data = reference.object("citationData") ?? reference
    let metadata = data.object("metadata")
    let isHidden = metadata?["hideWeburl"]?.bool == true
    let url = metadata?.words("webUrl") ?? data.words("webUrl") ?? data.words("url")
    return Citation(
      number: number(of: data) ?? number(of: reference) ?? 0,
      id: reference.words("citationId") ?? data.id ?? metadata?.words("recordId"),
      title: metadata?.words("recordName") ?? data.words("recordName") ?? data.words("title"),
      url: isHidden ? nil : url,
      source: metadata?.words("connector") ?? metadata?.words("origin") ?? data.words("source"),
      excerpt: reference.words("excerpt") ?? data.words("content"),
      page: page(of: metadata),
      score: (reference["relevanceScore"] ?? data["relevanceScore"])?.double
    )
  }

  private static func number(of citation: PipesHubObject) -> Int? {
    guard let index = citation["chunkIndex"] else { return nil }
    return (index.int ?? index.string.flatMap { Int($0) }).flatMap { $0 > 0 ? $0 : nil }
  }

  /// The first page; sources of several have an array.
  private static func page(of metadata: PipesHubObject?) -> Int? {
    guard let pages = metadata?["pageNum"] else { return nil }
    let page = pages.int ?? pages.elements.lazy.compactMap(\.int).first
    return page.flatMap { $0 > 0 ? $0 : nil }
  }
}
