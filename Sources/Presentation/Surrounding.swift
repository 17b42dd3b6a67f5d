/// What a character beside a run of delimiters is to the rules of emphasis (CommonMark 0.29, section 6.4).
enum Surrounding {
  case space
  case punctuation
  case word

  init(of scalar: Unicode.Scalar) {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": self = .word
    case "!"..."~": self = .punctuation
    case "\0"..." ": self = .space
    default: self.init(ofOther: scalar.properties.generalCategory)
    }
  }

  private init(ofOther category: Unicode.GeneralCategory) {
    switch category {
    case .spaceSeparator: self = .space
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      self = .punctuation
    default: self = .word
    }
  }
}
