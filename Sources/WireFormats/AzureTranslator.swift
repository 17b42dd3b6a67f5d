internal import Conversation

/// Lines of a reply of Azure's samples, or the one object that is all of it.
///
/// A stream is whole where HTTP tells its end, or once follow-ups have come, which are its last line.
struct AzureTranslator: ObjectTranslator {
  static let backend = "Azure's chat sample"

  var state = ReplyState()
  private let isSelfDelimited: Bool
  private var sources = CitedSources()
  private var markers = BracketMarkers()
  private var thoughtCount = 0

  init(isSelfDelimited: Bool) {
    self.isSelfDelimited = isSelfDelimited
  }

  mutating func take(
    _ object: JSONView,
    named name: String,
    _ emit: (ReplyEvent) -> Void
  ) -> Bool {
    if object["choices"]?.kind == .array {
      // The first line of some versions has none.
      if let choice = object["choices"]?[0] { _ = take(choice, emit) }
      return true
    }
    guard object["answer"]?.kind == .string else { return take(object, emit) }
    take(context: object, emit)
    append(object["answer"], emit)
    state.close()
    return true
  }

  mutating func finish(_ end: BodyEnd, emit: (ReplyEvent) -> Void) throws(WireError) {
    if end == .complete, isSelfDelimited, state.hasPiece { state.isWhole = true }
    try conclude(end, emit)
  }

  /// Takes a message or a piece of one with what stands beside it; answers whether it is one.
  private mutating func take(_ object: JSONView, _ emit: (ReplyEvent) -> Void) -> Bool {
    let whole = object.given("message")
    let context = object.given("context")
    guard let message = whole ?? object.given("delta") ?? context, message.kind == .object else {
      return false
    }
    if let session = AzureSession(of: object) {
      state.add(MessageFacts(sessionToken: session.token), emit)
    }
    for part in [context?.given("context"), context] {
      if let part { take(context: part, emit) }
    }
    append(message["content"], emit)
    state.end(object.words("finish_reason"))
    if whole != nil { state.close() }
    return true
  }

  private mutating func append(_ content: JSONView?, _ emit: (ReplyEvent) -> Void) {
    guard let content, content.kind == .string else { return }
    let before = state.answer.text.utf8.count
    state.answer.append(content, emit)
    let new = Substring(state.answer.text.utf8.dropFirst(before))
    let cited = markers.scan(new).compactMap { name, range in
      var source = Self.source(named: name)
      source.ranges = [range]
      return sources.knows(name) || Self.isFile(name) ? sources.cite(source, by: name) : nil
    }
    if !cited.isEmpty { emit(.citations(cited)) }
  }
}

// MARK: - The context

extension AzureTranslator {
  private mutating func take(context: JSONView, _ emit: (ReplyEvent) -> Void) {
    if let points = context.given("data_points"), sources.isEmpty { take(points: points, emit) }
    if let thoughts = context.given("thoughts") { take(thoughts: thoughts, emit) }
    let prompts = PlainMessage.followUps(in: Array(context.elements(of: "followup_questions")))
    guard let prompts else { return }
    emit(.followUps(prompts))
    state.isWhole = true
  }

  /// Takes the passages that the answer may rest on: `name: text` each, or else pages of the web.
  private mutating func take(points: JSONView, _ emit: (ReplyEvent) -> Void) {
    let texts = points.kind == .array ? points.elements : points.elements(of: "text")
    var all = texts.compactMap(\.nonEmpty).map { text -> (name: String, excerpt: String?) in
      guard let colon = text.firstRange(of: ": ") else { return (text, nil) }
      return (String(text[..<colon.lowerBound]), String(text[colon.upperBound...]))
    }
    all += points.elements(of: "citations").compactMap(\.nonEmpty).map { ($0, nil) }
    var cited = all.compactMap { name, excerpt in
      var source = Self.source(named: name)
      source.excerpt = excerpt
      return sources.cite(source, by: name)
    }
    for result in points.elements(of: "external_results_metadata") {
      let source = Citation(
        number: 0,
        title: result.words("title"),
        url: result.words("url"),
        excerpt: result.words("snippet")
      )
      if let source = sources.cite(source, by: source.url) { cited.append(source) }
    }
    var last: [Int: Citation] = [:]
    for source in cited { last[source.number] = source }
    if !last.isEmpty { emit(.citations(last.values.sorted { $0.number < $1.number })) }
  }

  /// Takes the steps on the way to the answer; later lines repeat them, with the tokens that they took.
  private mutating func take(thoughts: JSONView, _ emit: (ReplyEvent) -> Void) {
    if let text = thoughts.nonEmpty { return state.think(text, emit) }
    if thoughts[0] != nil { state.keep("thoughts", thoughts) }
    for (place, thought) in thoughts.elements.enumerated() {
      let props = thought.given("props")
      state.take(props?.given("token_usage").flatMap(Usage.init(told:)), emit)
      guard place >= thoughtCount, let title = thought.words("title") else { continue }
      if let words = thought.words("description") {
        state.think("\(title): \(words)\n", emit)
      } else {
        emit(.step(Step(kind: "thought", text: title)))
      }
    }
    thoughtCount = max(thoughtCount, thoughts.elements.reduce(0) { count, _ in count + 1 })
  }

  private static func source(named name: String) -> Citation {
    let page = name.firstRange(of: "#page=").flatMap { Int(name[$0.upperBound...]) }
    return Citation(number: 0, title: name, page: page.flatMap { $0 > 0 ? $0 : nil })
  }

  /// Whether a name in brackets that no passage has is one of a file, such as `plan.pdf#page=3`.
  private static func isFile(_ name: String) -> Bool {
    let file = name.prefix { $0 != "#" }
    guard let point = file.lastIndex(of: "."), point > file.startIndex else { return false }
    let ending = file[point...].dropFirst()
    let isEnding =
      (2...5).contains(ending.count) && ending.allSatisfy { $0.isLetter || $0.isNumber }
    return isEnding && !file.contains("/") && ending.contains { $0.isLetter }
  }
}

/// Finds what stands in brackets in a text that grows.
struct BracketMarkers {
  private static let longest = 300

  private var position = 0
  private var open: (start: Int, name: String.UnicodeScalarView)?

  /// The names in brackets that end in the next piece of the text, with their places in all of it, brackets included.
  mutating func scan(_ text: Substring) -> [(name: String, range: TextRange)] {
    var found: [(name: String, range: TextRange)] = []
    for scalar in text.unicodeScalars {
      position += 1
      switch scalar {
      case "[": open = (position - 1, String.UnicodeScalarView())
      case "]":
        if let open, !open.name.isEmpty {
          found.append((String(open.name), TextRange(start: open.start, end: position)))
        }
        open = nil
      case "\n": open = nil
      default:
        open?.name.append(scalar)
        if open?.name.count ?? 0 > Self.longest { open = nil }
      }
    }
    return found
  }
}
