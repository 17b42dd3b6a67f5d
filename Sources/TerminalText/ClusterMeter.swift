/// Measures text scalar by scalar, character (grapheme cluster) by character.
struct ClusterMeter {
  /// The cells of everything measured.
  private(set) var cells = 0
  /// The cells of the last character; more scalars may still join it.
  private(set) var clusterCells = 0
  /// The first scalar of the last character.
  private(set) var base: Unicode.Scalar?

  private var last: Unicode.Scalar?
  private var breakState: Int32 = 0

  /// Takes the next scalar; says whether a character begins with it.
  @discardableResult
  mutating func add(_ scalar: Unicode.Scalar) -> Bool {
    let begins = beginsCluster(with: scalar)
    last = scalar
    if begins {
      base = scalar
      clusterCells = DisplayWidth.cells(of: scalar)
      cells += clusterCells
    } else {
      let grown = joinedCells(with: scalar)
      cells += grown - clusterCells
      clusterCells = grown
    }
    return begins
  }

  /// Takes `count` characters of printable ASCII after ASCII or nothing, the last of which is
  /// `scalar`.
  mutating func addASCII(count: Int, last scalar: Unicode.Scalar) {
    cells += count
    clusterCells = 1
    base = scalar
    last = scalar
    breakState = 0
  }

  private mutating func beginsCluster(with scalar: Unicode.Scalar) -> Bool {
    guard let last else { return true }
    if last.isASCII && scalar.isASCII {
      breakState = 0
      return last != "\r" || scalar != "\n"
    }
    return endsCharacter(between: last, and: scalar, state: &breakState)
  }

  /// The sum, as terminals count, but never more than two cells for one character (design: UAX 11).
  private func joinedCells(with scalar: Unicode.Scalar) -> Int {
    if scalar == "\u{FE0F}", let base, base.properties.isEmoji { return 2 }
    return min(2, clusterCells + DisplayWidth.cells(of: scalar))
  }
}
