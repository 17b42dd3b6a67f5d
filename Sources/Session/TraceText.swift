internal import CommandLine
public import TerminalText
public import WireFormats

/// A line of what goes on between us and a backend.
public enum TraceRecord: Equatable, Sendable {
  /// A fact about the connection, in the library's words or ours.
  case fact(String)
  /// A line of a request's head.
  case sent(String)
  /// A line of a response's head.
  case received(String)
}

/// The lines of `--verbose`, without secrets.
///
/// Values of fields that carry credentials are masked by the field's name, and those in URLs by their place. As a last
/// net, the secrets that are known are masked wherever they stand: as they are, percent-encoded, and in Base64.
public struct TraceText: Sendable {
  private let secretNames: Set<String>
  private let nets: [String]

  /// A text that masks these secrets, and the values of the fields that are marked secret.
  public init(secrets: [String], fields: [HTTPHeaderField] = []) {
    secretNames = Set(fields.filter(\.isSecret).map { $0.name.lowercased() })
    let values = secrets + fields.filter(\.isSecret).map(\.value)
    // Anything shorter would mask what is no secret.
    nets = values.filter { $0.utf8.count >= 4 }.flatMap(Self.forms(of:))
      .sorted { $0.utf8.count > $1.utf8.count }
  }

  /// The line for people, with its line end.
  public func text(of record: TraceRecord) -> StyledText {
    let line =
      switch record {
      case .fact(let words): "* " + masked(text: words)
      case .sent(let line): "> " + masked(field: line)
      case .received(let line): "< " + masked(field: line)
      }
    return StyledText(Sanitizer.singleLine(line, limit: 500) + "\n", role: .aside)
  }

  /// A line of a head: a field, or the line that begins it.
  private func masked(field line: String) -> String {
    // What goes on with a field may go on with a secret.
    if line.first == " " || line.first == "\t" { return " ***" }
    guard let colon = line.firstIndex(of: ":"), !line[..<colon].contains(" ") else {
      return masked(text: line)
    }
    let name = String(line[..<colon])
    let value = String(line[line.index(after: colon)...].drop { $0 == " " })
    let field = HTTPHeaderField(typed: name, value)
    guard field.isSecret || secretNames.contains(name.lowercased()) else {
      return masked(text: line)
    }
    return "\(name): \(RequestListing.masked(field))"
  }

  private func masked(text: String) -> String {
    var text = Self.maskedQueries(Self.maskedUserInfo(text))
    for net in nets { text = text.replacing(net, with: "***") }
    return text
  }

  /// What stands between `://` and the `@` of an authority.
  private static func maskedUserInfo(_ text: String) -> String {
    let parts = text.split(separator: "://", omittingEmptySubsequences: false)
    let rest = parts.dropFirst().map { part in
      let authority = part.prefix { !"/?# '\"".contains($0) }
      guard let at = authority.lastIndex(of: "@") else { return String(part) }
      return "***" + part[at...]
    }
    return ([String(parts[0])] + rest).joined(separator: "://")
  }

  /// The values of a query whose names speak of secrets.
  private static func maskedQueries(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(where: { "?&;".contains($0) }) {
      let name = rest[rest.index(after: start)...].prefix { !"=?&; #'\"".contains($0) }
      result += rest[...start] + name
      rest = rest[name.endIndex...]
      guard rest.first == "=", SecretName.matches(name) else { continue }
      result += "=***"
      rest = rest.dropFirst().drop { !"&; #'\"".contains($0) }
    }
    return result + rest
  }

  private static func forms(of secret: String) -> [String] {
    let bytes = Array(secret.utf8)
    let encoded = [PercentForm.upper, .lower].map { $0.text(of: bytes) }
    return [secret] + encoded + Base64Form.texts(of: bytes)
  }
}

/// How bytes stand in a URL.
private enum PercentForm {
  case upper
  case lower

  func text(of bytes: [UInt8]) -> String {
    bytes.map { byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || 0x30...0x39 ~= byte)
      if isPlain || "-._~".unicodeScalars.contains(scalar) { return String(Character(scalar)) }
      let hex = String(byte, radix: 16, uppercase: self == .upper)
      return "%" + (hex.count == 1 ? "0" : "") + hex
    }.joined()
  }
}

/// How bytes stand in Base64, wherever in it they begin.
private enum Base64Form {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  )

  /// For each of the three places, the digits that depend on these bytes alone.
  static func texts(of bytes: [UInt8]) -> [String] {
    (0..<3).map { offset in
      let bits = ([UInt8](repeating: 0, count: offset) + bytes).flatMap { byte in
        (0..<8).map { byte >> (7 - $0) & 1 }
      }
      let first = (offset * 8 + 5) / 6
      let last = bits.count / 6
      return String(
        (first..<max(first, last)).map { place in
          digits[bits[(place * 6)..<(place * 6 + 6)].reduce(0) { $0 << 1 | Int($1) }]
        }
      )
    }.filter { $0.utf8.count >= 4 }
  }
}
