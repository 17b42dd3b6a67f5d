public import CommandLine
internal import Conversation
internal import Presentation
public import TerminalText
internal import WireFormats

/// What `chat backends` prints: the backends of the configuration, and the APIs that are known by name.
public struct BackendListing {
  private let configuration: Configuration

  /// The listing for a configuration.
  public init(_ configuration: Configuration) {
    self.configuration = configuration
  }

  /// The listing for people.
  public var text: StyledText {
    var text = StyledText("Backends\n", role: .heading)
    let rows = configuration.backends.map { backend in
      [
        Self.shown(backend.name), Self.api(of: backend), Self.place(of: backend),
        backend.name == configuration.defaultBackend ? "(default)" : "",
      ]
    }
    text +=
      rows.isEmpty
      ? "  none is configured; 'chat backends add NAME URL' adds one\n" : Self.columns(rows)
    text.append("\nAPIs\n", role: .heading)
    text += Self.columns(
      KnownAPIs.all.map {
        [$0.name, $0.defaultPath.map { "https://HOST" + $0 } ?? "the URL as it is"]
      }
    )
    return text
  }

  /// The listing as one line of JSON.
  public var jsonLine: String {
    let backends = configuration.backends.map { backend in
      var members: [JSONValue.Member] = [.init("name", .string(backend.name))]
      members.append(.init("api", .string(Self.api(of: backend))))
      if let url = backend.url { members.append(.init("url", .string("\(url)"))) }
      if let folder = backend.documents { members.append(.init("docs", .string(folder))) }
      if let model = backend.model { members.append(.init("model", .string(model))) }
      members.append(.init("isDefault", .bool(backend.name == configuration.defaultBackend)))
      return JSONValue.object(members)
    }
    let apis = KnownAPIs.all.map { api in
      var members: [JSONValue.Member] = [.init("name", .string(api.name))]
      if let path = api.defaultPath { members.append(.init("path", .string(path))) }
      return JSONValue.object(members)
    }
    return JSONWriter.compact(
      .object([.init("backends", .array(backends)), .init("apis", .array(apis))])
    ) + "\n"
  }

  private static func api(of backend: BackendConfiguration) -> String {
    if backend.documents != nil { return "embedded" }
    return backend.api ?? (backend.mapping == nil ? "auto" : "mapping")
  }

  private static func place(of backend: BackendConfiguration) -> String {
    shown(backend.url.map { "\($0)" } ?? backend.documents ?? "")
  }

  private static func shown(_ text: String) -> String { Sanitizer.singleLine(text, limit: 200) }

  /// Rows with their columns aligned.
  private static func columns(_ rows: [[String]]) -> StyledText {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { DisplayWidth.cells(of: StyledText($0[column])) }.max() ?? 0
    }
    let lines = rows.map { row in
      let cells = zip(row, widths).map { text, width in
        text + String(repeating: " ", count: width - DisplayWidth.cells(of: StyledText(text)))
      }
      return "  " + cells.joined(separator: "  ").trimmedEnd + "\n"
    }
    return StyledText(lines.joined())
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
