public import CommandLine
internal import Conversation
internal import Presentation
public import TerminalText

/// What `chat config show` prints: every setting with its value, unless that is a secret, and with what decides it.
public struct SettingsListing {
  private let overview: SettingsOverview
  private let path: String?

  /// The listing of settings, of which the configuration is at `path`.
  public init(_ overview: SettingsOverview, path: String?) {
    self.overview = overview
    self.path = path
  }

  /// The listing for people; settings without a value are left out.
  public var text: StyledText {
    let rows = overview.rows.filter { $0.value != .nothing }.map { row in
      [row.key, Sanitizer.singleLine(row.value.words, limit: 200), row.origin.words]
    }
    let place = path.map { Sanitizer.singleLine($0, limit: 1_000) } ?? "none"
    return StyledText("Configuration: \(place)\n", role: .heading) + TextColumns.text(of: rows)
  }

  /// The listing as one line of JSON: an object with the path, and one with an object for each setting.
  public var jsonLine: String {
    let settings = overview.rows.filter { $0.value != .nothing }.map { row in
      JSONValue.Member(row.key, .object(row.value.members + row.origin.members))
    }
    let path = path.map { [JSONValue.Member("path", .string($0))] } ?? []
    return JSONWriter.compact(.object(path + [.init("settings", .object(settings))])) + "\n"
  }
}

extension SettingsOverview.Value {
  fileprivate var words: String {
    switch self {
    case .text(let text): text.isEmpty ? "(empty)" : text
    case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
    case .bool(let flag): "\(flag)"
    case .secret(nil): "***"
    case .secret(let giver?): "*** (\(giver))"
    case .nothing: ""
    }
  }

  fileprivate var members: [JSONValue.Member] {
    switch self {
    case .text(let text): [.init("value", .string(text))]
    case .number(let number): [.init("value", .double(number))]
    case .bool(let flag): [.init("value", .bool(flag))]
    case .secret(let giver):
      [.init("value", .string("***"))] + (giver.map { [.init("from", .string($0))] } ?? [])
    case .nothing: []
    }
  }
}

extension SettingsOverview.Origin {
  fileprivate var words: String {
    switch self {
    case .option(let name): name.typed
    case .variable(let variable): variable.rawValue
    case .configuration(let place): "line \(place.line)"
    case .login: "chat login"
    case .preset: "default"
    }
  }

  fileprivate var members: [JSONValue.Member] {
    switch self {
    case .option(let name): [.init("source", .string(name.typed))]
    case .variable(let variable): [.init("source", .string(variable.rawValue))]
    case .configuration(let place):
      [
        .init("source", .string("configuration")), .init("line", .integer(place.line)),
        .init("column", .integer(place.column)),
      ]
    case .login: [.init("source", .string("login"))]
    case .preset: [.init("source", .string("default"))]
    }
  }
}
