/// A prompt put together from operands and standard input.
public struct Prompt: Equatable, Sendable {
  private var text: String

  /// The operands with a space between each two.
  public init(operands: [String]) {
    text = operands.joined(separator: " ")
  }

  /// Whether there is nothing but white space.
  public var isEmpty: Bool { text.allSatisfy(\.isWhitespace) }

  /// Adds what came through standard input, as a paragraph of its own, without the line ends behind it.
  ///
  /// Throws where it holds NUL or is not UTF-8.
  public mutating func append(_ bytes: [UInt8]) throws(UsageError) {
    if let offset = Self.firstInvalidByte(in: bytes) { throw .promptNotText(offset: offset) }
    var input = String(decoding: bytes, as: UTF8.self)[...]
    while input.last?.isNewline == true { input.removeLast() }
    guard !input.isEmpty else { return }
    text += isEmpty ? input : "\n\n" + input
  }

  /// The prompt's text; throws where there is none.
  public func checked() throws(UsageError) -> String {
    guard !isEmpty else { throw .noPrompt }
    return text
  }

  /// The offset of the first byte that is NUL or no part of valid UTF-8.
  static func firstInvalidByte(in bytes: [UInt8]) -> Int? {
    if let nul = bytes.firstIndex(of: 0) {
      return firstInvalidByte(in: Array(bytes[..<nul])) ?? nul
    }
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      offset += UTF8.width(scalar)
    }
    return offset
  }
}
