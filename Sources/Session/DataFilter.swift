internal import Conversation
internal import TerminalText
public import WireFormats

/// What `--jq` puts in the place of a line of JSON, as `jq -r` prints it: texts as they are, everything else as JSON.
public struct DataFilter {
  /// What the filter is called, also in messages.
  public static let name = "--jq"

  private let filters: any JSONFilters

  /// The filter called ``name`` among filters.
  public init(_ filters: any JSONFilters) {
    self.filters = filters
  }

  /// The lines for a JSON text; what could act on a terminal is visible in texts and escaped in JSON.
  public func lines(for json: [UInt8]) throws(FilterFailure) -> [UInt8] {
    var lines: [UInt8] = []
    for output in try filters.outputs(of: Self.name, for: json, event: "") {
      let view: JSONView
      do {
        view = try JSONView(parsing: output)
      } catch {
        throw FilterFailure(filter: Self.name, reason: "it gives no JSON: \(error.reason)")
      }
      if let text = view.string {
        lines += Sanitizer.sanitized(text, in: .prose).utf8
      } else {
        lines += JSONWriter.compactBytes(view.value)
      }
      lines.append(0x0A)
    }
    return lines
  }
}
