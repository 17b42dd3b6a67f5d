internal import Conversation
internal import Synchronization
public import WireFormats

/// Filters in the language of jq, compiled together into one program (libjq).
///
/// Together, because each program takes jq 1.6 twenty milliseconds and more: it reads its own library anew. A filter sees
/// neither the environment (`env` and `$ENV` are empty) nor another input (`input`), and writes nothing (`stderr`, `debug`).
public final class JQFilters: JSONFilters {
  /// A filter under its name.
  public struct Source: Equatable, Sendable {
    /// What it is called.
    public var name: String
    /// The filter as it was written.
    public var text: String

    /// A filter under a name.
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// Whether libjq is installed; it is opened for that.
  public static var isAvailable: Bool { JQProgram.isAvailable }

  /// More values than this, of one input, are taken for a filter that does not end.
  private static let mostValues = 1_000_000

  private let names: [String]
  private let onRun: @Sendable (Bool) -> Void
  /// libjq may be called by one thread at a time for each program.
  private let program: Mutex<JQProgram>

  /// Compiles filters; throws for the first that is none.
  ///
  /// `onRun` is told when a filter begins and when it has ended: in between, nothing else is looked at.
  public init(
    _ sources: [Source],
    onRun: @escaping @Sendable (Bool) -> Void = { _ in }
  ) throws(FilterFailure) {
    self.onRun = onRun
    names = sources.map(\.name)
    let whole = Self.program(of: sources.map(\.text))
    do throws(JQProgram.Problem) {
      program = Mutex(try JQProgram(whole))
    } catch {
      throw Self.failure(of: sources, error)
    }
  }

  /// What a filter makes of a JSON text.
  ///
  /// jq 1.6 reads numbers as doubles, so that whole numbers above 2⁵³ are rounded, and refuses what is nested deeper than 256.
  public func outputs(
    of name: String,
    for json: [UInt8],
    event: String
  ) throws(FilterFailure) -> [[UInt8]] {
    let place = names.firstIndex(of: name) ?? names.count
    let input =
      Array("[\(place),".utf8) + JSONWriter.compactBytes(.string(event)) + [0x2C] + json + [0x5D]
    onRun(true)
    defer { onRun(false) }
    do throws(JQProgram.Problem) {
      return try program.withLock { program throws(JQProgram.Problem) in
        try program.outputs(for: input, limit: Self.mostValues)
      }
    } catch {
      let start = String(decoding: json.prefix(200), as: UTF8.self)
      throw FilterFailure(filter: name, reason: error.reason, input: start)
    }
  }
}

// MARK: - The program

extension JQFilters {
  /// What filters must not see or do, on one line, so that jq counts the lines of the filter behind it.
  ///
  /// `implode` ends the process where a number is no code point (jq 1.6).
  private static let shield = """
    def env: {}; def input: error("there is no other input"); def inputs: empty; \
    def debug: .; def stderr: .; def halt: empty; def halt_error: error; def halt_error(code): error; \
    def unchecked: implode; def implode: \
    if all(.[]; type == "number" and . >= 0 and . < 1114112 and (. < 55296 or . > 57343)) \
    then unchecked else error("implode: not all are code points") end; \
    {} as $ENV | .[1] as $event | \

    """

  /// One program that chooses the filter by the number that stands first in its input.
  private static func program(of filters: [String]) -> String {
    let branches = filters.enumerated().map { index, filter in
      "if .[0] == \(index) then .[2] | (\(filter)\n) else"
    }
    let ends = repeatElement(" end", count: filters.count).joined()
    return shield + branches.joined(separator: " ") + " empty" + ends
  }

  /// Which of the filters is wrong, and what is: compiled alone, it tells.
  private static func failure(
    of sources: [Source],
    _ problem: JQProgram.Problem
  ) -> FilterFailure {
    for source in sources {
      do throws(JQProgram.Problem) {
        _ = try JQProgram(program(of: [source.text]))
      } catch {
        let lineCount = source.text.split(separator: "\n", omittingEmptySubsequences: false).count
        let isAtEnd = error.reason.hasSuffix(", line \(lineCount + 1)")
        let reason = isAtEnd ? "syntax error, it ends too early" : error.reason
        return FilterFailure(filter: source.name, reason: reason)
      }
    }
    return FilterFailure(filter: sources.first?.name ?? "", reason: problem.reason)
  }
}
