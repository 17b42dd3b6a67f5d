internal import TerminalText

/// What a word in front of the cursor can become.
public struct Completion: Equatable, Sendable {
  /// One of the things that it can become.
  public struct Candidate: Equatable, Sendable {
    /// What stands in the line for it; begins with the word.
    public var text: String
    /// How a list names it.
    public var label: String
    /// What it is, in a few words; empty where the label tells.
    public var detail: String
    /// What follows when there is no other.
    public var ending: String

    /// A candidate; its label is its text where nothing else is given.
    public init(_ text: String, label: String? = nil, detail: String = "", ending: String = " ") {
      self.text = text
      self.label = label ?? text
      self.detail = detail
      self.ending = ending
    }
  }

  /// The most rows of a list.
  static let maximumRows = 50

  /// The word as far as it stands in the line.
  public var word: String
  /// What it can become, in the order of a list.
  public var candidates: [Candidate]

  /// The candidates that begin with the word.
  public init(of word: String, among candidates: [Candidate]) {
    self.word = word
    self.candidates = candidates.filter {
      $0.text.unicodeScalars.starts(with: word.unicodeScalars)
    }
  }

  /// Nothing to become.
  public static let none = Completion(of: "", among: [])

  /// Whether there is something to choose from.
  public var isAmbiguous: Bool { candidates.count > 1 }

  /// What certainly follows the word: the rest of the only candidate and its ending, or what all have in common.
  public var insertion: String {
    guard let first = candidates.first else { return "" }
    let rest = isAmbiguous ? common : first.text + first.ending
    return String(rest.unicodeScalars.dropFirst(word.unicodeScalars.count))
  }

  /// The beginning that all candidates share, ending between two characters.
  private var common: String {
    candidates.dropFirst().reduce(candidates.first?.text ?? "") { common, candidate in
      String(zip(common, candidate.text).prefix { $0 == $1 }.map(\.0))
    }
  }

  /// The candidates as rows that fit into a width: in columns, or one a row where they have details.
  public func rows(width: Int) -> [String] {
    // A row as wide as the terminal would be followed by an empty one.
    let width = max(1, width - 1)
    let all = candidates.contains { !$0.detail.isEmpty } ? detailed : inColumns(width: width)
    let more = all.count - Self.maximumRows
    let rows = more > 0 ? all.prefix(Self.maximumRows) + ["… and \(more) more rows"] : all[...]
    return rows.map { Sanitizer.singleLine($0, limit: width) }
  }

  private var detailed: [String] {
    let widest = candidates.map { DisplayWidth.cells(of: $0.label) }.max() ?? 0
    return candidates.map {
      $0.detail.isEmpty ? $0.label : padded($0.label, to: widest) + "  " + $0.detail
    }
  }

  /// Downwards, as in a dictionary.
  private func inColumns(width: Int) -> [String] {
    let labels = candidates.map { Sanitizer.singleLine($0.label) }
    let cells = (labels.map { DisplayWidth.cells(of: $0) }.max() ?? 0) + 2
    let columns = max(1, (width + 2) / cells)
    let count = (labels.count + columns - 1) / columns
    return (0..<count).map { row in
      let cells = stride(from: row, to: labels.count, by: count).map {
        padded(labels[$0], to: cells)
      }
      return String(cells.joined().reversed().drop { $0 == " " }.reversed())
    }
  }

  private func padded(_ label: String, to cells: Int) -> String {
    label + String(repeating: " ", count: max(0, cells - DisplayWidth.cells(of: label)))
  }
}
