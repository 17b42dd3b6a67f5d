/// The JSON Schema (draft 2020-12) of what `--json` and `--ndjson` print.
public enum ReplySchema {
  /// The schema as JSON text, indented for people to read; ends with a line end.
  public static var text: String {
    String(decoding: PackageResources.schema_json, as: UTF8.self)
  }
}
