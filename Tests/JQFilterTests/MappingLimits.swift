import TestSupport

/// What a mapping cannot say, by fixture: a file with a heading for each reason, and below it lines such as
/// `fixture: citations.ranges, content`.
struct MappingLimits {
  /// The places in which the reply differs, by the name of the fixture.
  private(set) var places: [String: Set<String>] = [:]
  private(set) var reasons: [String] = []

  init(of api: String) {
    for line in WireFixture.text(named: "mappings/\(api).limits").split(separator: "\n") {
      if line.hasPrefix("# ") {
        reasons.append(String(line.dropFirst(2)))
      } else {
        let parts = line.split(separator: ": ", maxSplits: 1)
        guard parts.count == 2 else { continue }
        let told = parts[1].split(separator: ", ").map(String.init)
        places[String(parts[0]), default: []].formUnion(told)
      }
    }
  }
}
