import TerminalText
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Widths against the data of Unicode 15.0; a later version only adds to it.
@Suite struct UnicodeDataTests {
  /// The lines of a file below `Tests/Fixtures/unicode`, each as its code points.
  private func codePoints(in name: String) -> [[UInt32]] {
    let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    guard let file = fopen("/\(tests)/Fixtures/unicode/\(name)", "r") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }
      .map { line in line.split { $0 == " " || $0 == "." }.compactMap { UInt32($0, radix: 16) } }
  }

  @Test func `takes two cells for what is wide in East Asia and for nothing else`() {
    let ranges = codePoints(in: "wide.txt").map { $0[0]...$0[1] }
    #expect(ranges.count > 100)
    let wide = Set(ranges.joined())
    var (count, odd) = (0, [String]())
    for scalar in (0xA0...0x3FFFF).compactMap(Unicode.Scalar.init) {
      guard let age = scalar.properties.age, age.major <= 15 else { continue }
      count += 1
      let isWide = DisplayWidth.cells(of: String(scalar)) == 2
      if isWide != wide.contains(scalar.value) { odd.append(String(scalar.value, radix: 16)) }
    }
    #expect(count > 140_000)
    #expect(odd.count < 20, "\(odd.count) of \(count): \(odd.prefix(50))")
  }

  @Test func `takes two cells for every emoji`() {
    let emoji = codePoints(in: "emoji.txt").map { points in
      String(String.UnicodeScalarView(points.compactMap(Unicode.Scalar.init)))
    }
    #expect(emoji.count > 400)
    let odd = emoji.filter { DisplayWidth.cells(of: $0) != 2 }
    #expect(odd.isEmpty, "\(odd)")
  }
}
