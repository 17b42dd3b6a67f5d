internal import Conversation

/// The sources of a Glean reply, each with the one number it keeps however often it is cited.
struct GleanSources {
  private var byKey: [String: Int] = [:]
  private var known: [Citation] = []

  /// The source that a `ChatMessageCitation`, or a fragment or result like it, names, at a place in the answer.
  ///
  /// `nil` when it names none, or adds nothing: no place, and the source is known.
  mutating func citation(_ citation: JSONView, at range: TextRange?) -> Citation? {
    guard var source = Self.source(in: citation) else { return nil }
    let details = Snippets(of: citation)
    source.excerpt = details.excerpt
    source.page = details.page
    let isNew = !isKnown(source)
    var cited = merge(source)
    guard isNew || range != nil else { return nil }
    cited.ranges = range.map { [$0] } ?? details.ranges
    return cited
  }

  private func keys(of source: Citation) -> [String] {
    let own = [source.id.map { "id " + $0 }, source.url.map { "url " + $0 }].compactMap { $0 }
    return own.isEmpty ? ["title " + (source.title ?? "")] : own
  }

  private func isKnown(_ source: Citation) -> Bool {
    keys(of: source).contains { byKey[$0] != nil }
  }

  /// The source under its number, with what is known of it from other citations.
  private mutating func merge(_ source: Citation) -> Citation {
    let keys = keys(of: source)
    let number = keys.lazy.compactMap { [byKey] in byKey[$0] }.first ?? known.count + 1
    for key in keys { byKey[key] = number }
    var merged = source
    merged.number = number
    if number <= known.count {
      let earlier = known[number - 1]
      merged.id = earlier.id ?? source.id
      merged.title = earlier.title ?? source.title
      merged.url = earlier.url ?? source.url
      merged.source = earlier.source ?? source.source
      merged.excerpt = earlier.excerpt ?? source.excerpt
      merged.page = earlier.page ?? source.page
      known[number - 1] = merged
    } else {
      known.append(merged)
    }
    return merged
  }
}

// MARK: - Kinds of sources

extension GleanSources {
  /// The source of a citation, or of a fragment or result, where the same things have shorter names.
  private static func source(in citation: JSONView) -> Citation? {
    if let document = citation["sourceDocument"] ?? citation["document"] {
      return source(document: document)
    }
    if let file = citation["sourceFile"] ?? citation["file"] {
      return source(file, title: "name", source: "file")
    }
    if let person = citation["sourcePerson"] ?? citation["person"] {
      var named = source(person, title: "name", source: "person")
      if let id = person["obfuscatedId"]?.string { named?.id = id }
      return named
    }
    if let skill = citation["sourceSkill"] {
      return source(skill, title: "name", source: "skill")
    }
    return citation["sourceCustomEntity"].flatMap { entity in
      source(entity, title: entity["title"] == nil ? "name" : "title", source: "entity")
    }
  }

  private static func source(document: JSONView) -> Citation? {
    let system = document["datasource"] ?? document["metadata"]?["datasource"]
    return source(document, title: "title", source: system?.string)
  }

  private static func source(_ view: JSONView, title: String, source: String?) -> Citation? {
    let citation = Citation(
      number: 0,
      id: view["id"]?.string,
      title: view[title]?.string,
      url: view["url"]?.string,
      source: source
    )
    guard citation.id != nil || citation.title != nil || citation.url != nil else { return nil }
    return citation
  }
}

/// What the `referenceRanges` of a citation quote.
private struct Snippets {
  var excerpt: String?
  var page: Int?
  var ranges: [TextRange] = []

  init(of citation: JSONView) {
    var texts: [String] = []
    for reference in citation.elements(of: "referenceRanges") {
      for snippet in reference.elements(of: "snippets") {
        texts += [snippet["text"]?.string ?? snippet["snippet"]?.string].compactMap { $0 }
        page = page ?? snippet["pageNumber"]?.int
      }
      if let end = reference["textRange"]?["endIndex"]?.int {
        let start = reference["textRange"]?["startIndex"]?.int ?? end
        if start >= 0, start <= end { ranges.append(TextRange(start: start, end: end)) }
      }
    }
    guard !texts.isEmpty else { return }
    // Glean's search marks the matching words with two private-use characters.
    let scalars = texts.joined(separator: " … ").unicodeScalars
      .filter { $0 != "\u{E006}" && $0 != "\u{E007}" }
    excerpt = String(String.UnicodeScalarView(scalars))
  }
}
