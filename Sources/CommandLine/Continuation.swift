/// The conversation that prompts go on with.
public enum Continuation: Equatable, Sendable {
  /// The one that was used last.
  case last
  /// The one of this id, or of an id that begins like this.
  case id(String)
}

extension Invocation {
  /// The conversation to go on with; `nil` where a new one begins.
  ///
  /// A follow-up can only be one of the last conversation, unless another is named.
  public var continuation: Continuation? {
    if let id = values(of: .conversation).last { return .id(id) }
    return has(.continue) || has(.followUp) ? .last : nil
  }

  /// The number of the follow-up to send.
  public func followUp() throws(UsageError) -> Int? {
    guard let number = try number(.followUp, in: 1...1_000, .followUp) else { return nil }
    guard operands.isEmpty else { throw .followUpWithPrompt }
    return number
  }

  /// How many turns go along with a prompt.
  public func context() throws(UsageError) -> Int? {
    try number(.context, in: Self.contexts, .turns)
  }

  /// How many turns can be asked for to go along.
  static let contexts = 0...1_000

  /// How many are asked for: `standard` where nothing is said, `nil` for all.
  public func limit(standard: Int) throws(UsageError) -> Int? {
    let limit = try number(.limit, in: 0...1_000_000_000, .limit) ?? standard
    return limit == 0 ? nil : limit
  }

  /// The moment that an option names.
  public func moment(_ name: OptionName) throws(UsageError) -> Moment? {
    guard let text = values(of: name).last else { return nil }
    guard let moment = Moment(text) else { throw .notADate(.option(name), value: text) }
    return moment
  }

  private func number(
    _ name: OptionName,
    in range: ClosedRange<Int>,
    _ kind: NumberKind
  ) throws(UsageError) -> Int? {
    guard let text = values(of: name).last else { return nil }
    guard text.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(text),
      range.contains(number)
    else { throw .notANumber(.option(name), value: text, kind) }
    return number
  }

  /// Whether it is typed what is to answer.
  public var namesBackend: Bool { has(.url) || has(.backend) || has(.docs) }

  /// The invocation with the options that lead to what answered a conversation; none lead to the guide.
  public func going(onWith place: [TypedOption]) -> Invocation {
    var invocation = self
    invocation.options += place.filter { !has($0.name) }
    invocation.asksGuide = !invocation.namesBackend
    return invocation
  }
}
