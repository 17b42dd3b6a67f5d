import Conversation
import Testing

@Suite struct ConfidenceTests {
  @Test(arguments: [
    ("Very High", Confidence.Level.veryHigh), ("very_high", .veryHigh), ("VERY-HIGH", .veryHigh),
    ("High", .high), (" high ", .high), ("Medium", .medium), ("moderate", .medium), ("Low", .low),
    ("Very Low", .low), ("", .unknown), ("rather high", .unknown), ("0.9", .unknown),
  ]) func `keeps a word and knows its level`(_ label: String, _ level: Confidence.Level) {
    let confidence = Confidence(label: label)
    #expect(confidence.label == label)
    #expect(confidence.level == level)
    #expect(confidence.score == nil)
  }

  @Test(arguments: [
    (0, 0, Confidence.Level.low), (0.39, 0.39, .low), (0.4, 0.4, .medium), (0.69, 0.69, .medium),
    (0.7, 0.7, .high), (0.89, 0.89, .high), (0.9, 0.9, .veryHigh), (1, 1, .veryHigh),
    (40, 0.4, .medium), (95, 0.95, .veryHigh), (100, 1, .veryHigh),
  ]) func `brings a number or per cent to a score`(
    _ number: Double,
    _ score: Double,
    _ level: Confidence.Level
  ) {
    let confidence = Confidence(number: number)
    #expect(confidence.score == score)
    #expect(confidence.level == level)
    #expect(confidence.label == nil)
  }

  @Test(arguments: [-0.01, 100.01, .infinity, -.infinity, .nan, 1e300])
  func `has no score for a number of no scale`(_ number: Double) {
    #expect(Confidence(number: number).score == nil)
    #expect(Confidence(number: number).level == .unknown)
  }
}
