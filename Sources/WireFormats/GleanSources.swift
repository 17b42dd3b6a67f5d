internal import Conversation

/// The sources of a Glean reply, each with the one number it keeps however often it is cited.
struct GleanSources {
  private var byKey: [String: Int] = [:]
  /// Each source with all that is known of it, without its places.
  private var known: [Citation] = []
  /// The numbers of the sources that have a place in the answer.
  private var placed: Set<Int> = []

  /// The source that a `ChatMessageCitation`, or a fragment or result like it, names, at a place in an answer that
  /// has `length` scalars.
  ///
  /// `nil` when it names none, or nothing new is known of it.
  mutating func citation(
    _ citation: JSONView,
    at place: TextRange?,
    within length: Int
  ) -> Citation? {
    guard var source = Self.source(in: citation) else { return nil }
    let quotation = Quotation(of: citation)
    source.excerpt = quotation.excerpt
    source.page = quotation.page
    let isNews = merge(&source)
    // Where each citation has its place behind its text, the list at the end knows no better ones.
    let listed = placed.contains(source.number) ? [] : quotation.ranges.filter { $0.end <= length }
    source.ranges = place.map { [$0] } ?? listed
    if !source.ranges.isEmpty { placed.insert(source.number) }
    return isNews || !source.ranges.isEmpty ? source : nil
  }

  /// Gives the source its number and what is known of it from other citations; answers whether it adds anything.
  private mutating func merge(_ source: inout Citation) -> Bool {
    let keys = Self.keys(of: source)
    let earlier = keys.lazy.compactMap { [byKey] in byKey[$0] }.first.map { known[$0 - 1] }
    source.number = earlier?.number ?? known.count + 1
    for key in keys { byKey[key] = source.number }
    guard let earlier else {
      known.append(source)
      return true
    }
    source.id = earlier.id ?? source.id
    source.title = earlier.title ?? source.title
    source.url = earlier.url ?? source.url
    source.source = earlier.source ?? source.source
    source.excerpt = earlier.excerpt ?? source.excerpt
    source.page = earlier.page ?? source.page
    guard source != earlier else { return false }
    known[source.number - 1] = source
    return true
  }

  private static func keys(of source: Citation) -> [String] {
    let own = [source.id.map { "id " + $0 }, source.url.map { "url " + $0 }].compactMap { $0 }
    return own.isEmpty ? ["title " + (source.title ?? "")] : own
  }
}

// MARK: - Kinds of sources

extension GleanSources {
  /// The source of a citation, or of a fragment or result, where the same things have shorter names.
  private static func source(in citation: JSONView) -> Citation? {
    if let document = citation.given("sourceDocument") ?? citation.given("document") {
      let system = document.words("datasource") ?? document["metadata"]?.words("datasource")
      return source(document, title: "title", source: system)
    }
    if let file = citation.given("sourceFile") ?? citation.given("file") {
      return source(file, title: "name", source: "file")
    }
    if let person = citation.given("sourcePerson") ?? citation.given("person") {
      return source(person, id: "obfuscatedId", title: "name", source: "person")
    }
    if let skill = citation.given("sourceSkill") {
      return source(skill, title: "name", source: "skill")
    }
    return citation.given("sourceCustomEntity").flatMap { entity in
      source(entity, title: entity.words("title") == nil ? "name" : "title", source: "entity")
    }
  }

  private static func source(
    _ view: JSONView,
    id: String = "id",
    title: String,
    source: String?
  ) -> Citation? {
    let citation = Citation(
      number: 0,
      id: view.words(id) ?? view.words("id"),
      title: view.words(title),
      url: view.words("url"),
      source: source
    )
    guard citation.id != nil || citation.title != nil || citation.url != nil else { return nil }
    return citation
  }
}

/// What the `referenceRanges` of a citation, or the `snippets` of a result, quote.
private struct Quotation {
  private(set) var excerpt: String?
  private(set) var page: Int?
  private(set) var ranges: [TextRange] = []

  init(of citation: JSONView) {
    var texts: [String] = []
    take(citation.elements(of: "snippets"), &texts)
    for reference in citation.elements(of: "referenceRanges") {
      take(reference.elements(of: "snippets"), &texts)
      if let end = reference["textRange"]?["endIndex"]?.int {
        let start = reference["textRange"]?["startIndex"]?.int ?? end
        if start >= 0, start <= end { ranges.append(TextRange(start: start, end: end)) }
      }
    }
    excerpt = texts.isEmpty ? nil : texts.joined(separator: " … ")
  }

  private mutating func take(_ snippets: JSONView.Elements, _ texts: inout [String]) {
    for snippet in snippets {
      if let text = snippet.words("text") ?? snippet.words("snippet") {
        // Glean's search marks the matching words with two private-use characters.
        let scalars = text.unicodeScalars.filter { $0 != "\u{E006}" && $0 != "\u{E007}" }
        texts.append(String(String.UnicodeScalarView(scalars)))
      }
      page = page ?? snippet["pageNumber"]?.int.flatMap { $0 > 0 ? $0 : nil }
    }
  }
}
