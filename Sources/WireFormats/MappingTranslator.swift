internal import Conversation

/// The pieces of a reply to events, by the filters of a person's description.
///
/// The end is what the filter `done` says, or `[DONE]`, or a value with a `finishReason`; without a filter `done`, the end of
/// the body is one too.
struct MappingTranslator: ReplyTranslator {
  private let mapping: Mapping
  private var reply: MappedReply
  private var doubt: WireError?
  private(set) var isComplete = false

  init(_ mapping: Mapping) {
    self.mapping = mapping
    reply = MappedReply(by: mapping.name(of: .response))
  }

  mutating func take(_ frame: Frame, emit: (ReplyEvent) -> Void) throws(WireError) {
    guard !isComplete else { return }
    switch frame.content {
    case .text(let text) where text.trimmed == "[DONE]": isComplete = true
    case .text(let text): try take(.string(text), frame.name, emit)
    case .json(let view): try take(view.value, frame.name, emit)
    case .bad where reply.hasAnswer: emit(.notice("a damaged piece of the reply was left out"))
    case .bad(let line): doubt = doubt ?? line.doubt
    }
  }

  mutating func finish(_ end: BodyEnd, emit: (ReplyEvent) -> Void) throws(WireError) {
    reply.finish(emit)
    guard reply.failure == nil else { return }
    if end == .empty { throw .empty }
    guard reply.hasAnswer else {
      throw end == .insideFrame ? .incomplete : doubt ?? .incomplete
    }
    let endsWithBody = !mapping.parts.contains(.done) && end == .complete
    guard isComplete || endsWithBody else { throw .incomplete }
    emit(.finished(reply.finishReason ?? .stop))
  }

  private mutating func take(
    _ value: JSONValue,
    _ event: String,
    _ emit: (ReplyEvent) -> Void
  ) throws(WireError) {
    let input = JSONValueText(bytes: JSONWriter.compactBytes(value.withLongNumbersAsText))
    do throws(FilterFailure) {
      for value in try mapping.values(of: .response, for: input, event: event) ?? [] {
        reply.take(value, emit)
      }
      let ends = try mapping.values(of: .done, for: input, event: event) ?? []
      isComplete = reply.finishReason != nil || ends.contains { !$0.isNull && $0.bool != false }
    } catch {
      throw .filter(error)
    }
    guard !reply.hasAnswer, doubt == nil else { return }
    let name = mapping.name(of: .response)
    doubt = .filter(
      FilterFailure(filter: name, reason: "it finds no answer in the reply", input: input.start)
    )
  }
}

extension JSONValue {
  /// The value with each id that is a whole number which a double cannot hold as a text, so that jq does not round it.
  fileprivate var withLongNumbersAsText: JSONValue { withLongNumbersAsText(isId: false) }

  private func withLongNumbersAsText(isId: Bool) -> JSONValue {
    switch self {
    case .number(let digits) where isId && digits.utf8.count > 15:
      let isWhole = digits.utf8.allSatisfy { 0x30...0x39 ~= $0 || $0 == 0x2D }
      guard isWhole, Double(digits).flatMap(Int64.init(exactly:)).map(String.init) != digits else {
        return self
      }
      return .string(digits)
    case .array(let elements): return .array(elements.map { $0.withLongNumbersAsText(isId: isId) })
    case .object(let members):
      return .object(
        members.map { member in
          let name = member.name.lowercased()
          let isId = name.hasSuffix("id") || name.hasSuffix("ids")
          return Member(member.name, member.value.withLongNumbersAsText(isId: isId))
        }
      )
    default: return self
    }
  }
}
