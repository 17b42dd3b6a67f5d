import Presentation
import TestSupport

/// JSON texts that are judged by a program which is none of ours: Debian's `python3-jsonschema`.
struct SchemaValidator {
  /// What a text has to be.
  enum Expectation: String {
    /// What `--json` prints.
    case reply
    /// A line of `--ndjson`.
    case event
    /// Something that the schema of `--json` refuses.
    case noReply
    /// Something that the schema of the lines refuses.
    case noEvent
  }

  private var cases: [UInt8] = []
  private(set) var count = 0

  /// Adds a text of one line.
  mutating func add(_ text: some Sequence<UInt8>, _ expectation: Expectation) {
    cases += Array("\(expectation) ".utf8) + text
    if cases.last != 0x0A { cases.append(0x0A) }
    count += 1
  }

  /// Adds each line of an output.
  mutating func add(lines: [UInt8], _ expectation: Expectation) {
    for line in lines.split(separator: 0x0A) { add(line, expectation) }
  }

  /// Adds a text of one line.
  mutating func add(_ text: String, _ expectation: Expectation) {
    add(text.utf8, expectation)
  }

  /// What was found wrong, a line each; all are judged in one process.
  func complaints(schema: [UInt8]) throws -> String {
    let result = try ChatProcess(
      ["-c", Self.script],
      input: .bytes(schema + Array("\n---\n".utf8) + cases),
      program: "/usr/bin/python3"
    ).waitForExit(within: .seconds(100))
    guard result.ending == .exited(0), result.stdout.hasSuffix("judged \(count)\n") else {
      return result.stdout + result.stderr + "\(result.ending)"
    }
    return String(result.stdout.dropLast("judged \(count)\n".count))
  }

  private static let script = """
    import json, sys
    from jsonschema import Draft202012Validator as Validator

    def refuse(word):
        raise ValueError(word)

    def unique(members):
        assert len(dict(members)) == len(members), "a name comes twice"
        return dict(members)

    schema, cases = sys.stdin.buffer.read().decode().split("\\n---\\n", 1)
    schema = json.loads(schema, parse_constant=refuse, object_pairs_hook=unique)
    Validator.check_schema(schema)
    line = {"$ref": "#/$defs/event", "$defs": schema["$defs"]}
    validators = {"reply": Validator(schema), "event": Validator(line)}
    count = 0
    for case in cases.removesuffix("\\n").split("\\n"):
        kind, text = case.split(" ", 1)
        value = json.loads(text, parse_constant=refuse, object_pairs_hook=unique)
        validator = validators["reply" if kind in ("reply", "noReply") else "event"]
        if validator.is_valid(value) == kind.startswith("no"):
            best = [str(error.message)[:300] for error in validator.iter_errors(value)]
            details = [str(inner.message)[:200] for error in validator.iter_errors(value)
                       for inner in error.context]
            print(kind, text[:300], best[:1], details[:6])
        count += 1
    print("judged", count)
    """
}
