/// What stands between the parentheses of `[text](target "title")`, as far as it has come.
struct LinkDestination {
  enum Verdict {
    case open
    /// The parenthesis that ends the link was the last scalar.
    case complete
    /// The last scalar cannot stand there, so that all of it is text.
    case failed
  }

  private enum Stage {
    case start
    case angleBrackets
    case target(parentheses: Int)
    case behindTarget(hasSpace: Bool)
    case title(end: Unicode.Scalar)
    case behindTitle
  }

  /// cmark counts no more parentheses inside each other.
  private static let deepest = 32

  /// Whether there is anything that would mean something else in text.
  private(set) var holdsMarkup = false
  private var stage = Stage.start
  private var isEscaped = false

  mutating func take(_ scalar: Unicode.Scalar) -> Verdict {
    if "*_~[]`<\\&".unicodeScalars.contains(scalar) { holdsMarkup = true }
    if isEscaped {
      isEscaped = false
      if Surrounding(of: scalar) == .punctuation, scalar.isASCII { return .open }
    }
    if scalar == "\\", mayEscape {
      isEscaped = true
      if case .start = stage { stage = .target(parentheses: 0) }
      return .open
    }
    return read(scalar)
  }

  private var mayEscape: Bool {
    switch stage {
    case .start, .angleBrackets, .target, .title: true
    case .behindTarget, .behindTitle: false
    }
  }

  private mutating func read(_ scalar: Unicode.Scalar) -> Verdict {
    let isSpace = scalar == " " || scalar == "\t" || scalar == "\n"
    switch stage {
    case .start where isSpace: return .open
    case .start where scalar == "<": return go(to: .angleBrackets)
    case .start: return readTarget(scalar, isSpace, parentheses: 0)
    case .angleBrackets where scalar == ">": return go(to: .behindTarget(hasSpace: false))
    case .angleBrackets: return scalar == "\n" || scalar == "<" ? .failed : .open
    case .target(let parentheses): return readTarget(scalar, isSpace, parentheses: parentheses)
    case .behindTarget where isSpace: return go(to: .behindTarget(hasSpace: true))
    case .behindTarget(let hasSpace): return readBehindTarget(scalar, hasSpace)
    case .title(let end) where scalar == end: return go(to: .behindTitle)
    case .title(let end): return end == ")" && scalar == "(" ? .failed : .open
    case .behindTitle where isSpace: return .open
    case .behindTitle: return scalar == ")" ? .complete : .failed
    }
  }

  private mutating func readTarget(
    _ scalar: Unicode.Scalar,
    _ isSpace: Bool,
    parentheses: Int
  ) -> Verdict {
    switch scalar {
    case _ where isSpace: return go(to: .behindTarget(hasSpace: true))
    case "(" where parentheses == Self.deepest: return .failed
    case "(": return go(to: .target(parentheses: parentheses + 1))
    case ")" where parentheses == 0: return .complete
    case ")": return go(to: .target(parentheses: parentheses - 1))
    default: return go(to: .target(parentheses: parentheses))
    }
  }

  private mutating func readBehindTarget(_ scalar: Unicode.Scalar, _ hasSpace: Bool) -> Verdict {
    switch scalar {
    case ")": return .complete
    case "\"" where hasSpace, "'" where hasSpace: return go(to: .title(end: scalar))
    case "(" where hasSpace: return go(to: .title(end: ")"))
    default: return .failed
    }
  }

  private mutating func go(to stage: Stage) -> Verdict {
    self.stage = stage
    return .open
  }
}
