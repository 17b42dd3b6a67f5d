/// How sure the backend is of an answer or of a follow-up.
public struct Confidence: Equatable, Sendable {
  /// Five steps that every backend's own scale is brought to.
  public enum Level: String, Sendable, CaseIterable {
    case veryHigh = "very_high"
    case high
    case medium
    case low
    case unknown
  }

  /// The backend's own words, such as `Very High`.
  public var label: String?
  /// The step the word or number stands for.
  public var level: Level
  /// 0 to 1, where the backend gave a number.
  public var score: Double?

  /// A confidence told in a word: the label is kept, and its level is `unknown` for a word of no known scale.
  public init(label: String) {
    self.label = label
    self.level = Self.level(of: label)
  }

  /// A confidence told as a number.
  ///
  /// 0 to 1 is taken as it is, more than 1 and up to 100 as per cent; anything else has no score.
  public init(number: Double) {
    let score = number > 1 && number <= 100 ? number / 100 : number
    guard score >= 0, score <= 1 else {
      self.level = .unknown
      return
    }
    self.score = score
    self.level =
      switch score {
      case 0.9...: .veryHigh
      case 0.7...: .high
      case 0.4...: .medium
      default: .low
      }
  }

  private static func level(of label: String) -> Level {
    let letters = label.lowercased().filter(\.isLetter)
    return switch letters {
    case "veryhigh": .veryHigh
    case "high": .high
    case "medium", "moderate": .medium
    case "low", "verylow": .low
    default: .unknown
    }
  }
}
