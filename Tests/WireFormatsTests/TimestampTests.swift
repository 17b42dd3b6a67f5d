import Testing

@testable import WireFormats

@Suite struct TimestampTests {
  @Test(arguments: [
    ("2026-02-17T08:00:00Z", "2026-02-17T08:00:00Z"),
    ("2026-02-17T09:00:00+01:00", "2026-02-17T08:00:00.000Z"),
    ("2026-02-17T00:30:00.25+01:00", "2026-02-16T23:30:00.250Z"),
    ("2024-02-29T23:00:00.123456-01:30", "2024-03-01T00:30:00.123Z"),
  ])
  func `brings a moment with an offset to UTC`(text: String, utc: String) {
    #expect(text.timestamp == utc)
  }

  @Test(arguments: [
    "", "now", "2026-02-17", "2026-02-17T08:00:00", "2026-02-30T08:00:00+01:00",
    "2026-02-17T08:00:00+1:00", "2026-02-17T08:00:00+25:00", "2026-13-17T08:00:00+01:00",
    "0001-01-01T00:00:00Z", "2026-02-17T25:00:00+01:00", "2026-02-17T08:00:00*01:00",
  ])
  func `takes nothing else for a moment`(text: String) {
    #expect(text.timestamp == nil)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (1, "1970-01-01T00:00:00.001Z"),
    (86_399_999, "1970-01-01T23:59:59.999Z"), (86_400_000, "1970-01-02T00:00:00.000Z"),
    (31_535_999_999, "1970-12-31T23:59:59.999Z"), (31_536_000_000, "1971-01-01T00:00:00.000Z"),
    (68_169_600_000, "1972-02-29T00:00:00.000Z"), (68_256_000_000, "1972-03-01T00:00:00.000Z"),
    (94_694_400_000, "1973-01-01T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
    (951_868_800_000, "2000-03-01T00:00:00.000Z"), (978_307_199_999, "2000-12-31T23:59:59.999Z"),
    (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
    (1_798_761_599_000, "2026-12-31T23:59:59.000Z"),
    (4_107_456_000_000, "2100-02-28T00:00:00.000Z"),
    (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
    (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
  ]) func `tells a moment as RFC 3339 does`(_ millis: Int, _ text: String) {
    #expect(Timestamp.text(epochMillis: millis) == text)
    #expect(Timestamp.text(epochMillis: millis)?.isTimestamp == true)
  }

  @Test(arguments: [-1, 253_402_300_800_000, .min, .max])
  func `knows no moment before 1970 and none behind 9999`(_ millis: Int) {
    #expect(Timestamp.text(epochMillis: millis) == nil)
  }

  @Test func `no day is left out, and none comes twice`() throws {
    var last = ""
    for day in 0..<2_932_897 where day % 37 == 0 || day % 365 < 3 {
      let text = try #require(Timestamp.text(epochMillis: day * 86_400_000))
      #expect(text > last)
      last = text
    }
  }

  @Test(arguments: [
    "2026-02-17T08:00:00Z", "2026-02-17T08:00:00.5Z", "2026-02-17T08:00:00.123456789Z",
  ]) func `takes a moment in UTC for one`(_ text: String) {
    #expect(text.isTimestamp)
  }

  @Test(arguments: [
    "", "Z", "2026-02-17", "2026-02-17T08:00:00", "2026-02-17 08:00:00Z", "2026-02-17T08:00:00.Z",
    "2026-02-17T08:00:00+01:00", "2026-02-17T08:00:00.1.2Z", "0001-01-01T00:00:00Z", "yesterdayZ",
  ]) func `takes nothing else for one`(_ text: String) {
    #expect(!text.isTimestamp)
  }
}
