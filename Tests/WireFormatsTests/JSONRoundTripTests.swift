import Conversation
import TestSupport
import Testing
import WireFormats

@Suite struct JSONRoundTripTests {
  @Test func `reads back what was written, for 100,000 random strings`() throws {
    var random = SeededGenerator(seed: 1)
    var document = JSONDocument()
    for _ in 0..<100_000 {
      let string = randomString(&random)
      let bytes = JSONWriter.compactBytes(.string(string))
      let view = try document.parse(bytes, mode: .strict)
      let isSame = view.string.map { $0.utf8.elementsEqual(string.utf8) } == true
      let isSafe = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
      // An expectation for each would take most of the time.
      if !isSame || !isSafe { Issue.record("\(string.debugDescription)") }
    }
  }

  @Test func `reads back what was written, for random trees`() throws {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<500 {
      let value = randomValue(&random, depth: 5)
      let text = JSONWriter.compact(value)
      let view = try JSONView(parsing: Array(text.utf8), mode: .strict)
      #expect(JSONWriter.compact(view.value) == text)
      #expect(view.value == value)
    }
  }

  @Test func `never crashes on damaged texts and reads them the same in any buffer`() {
    var random = SeededGenerator(seed: 3)
    var document = JSONDocument()
    for _ in 0..<5_000 {
      var bytes = JSONWriter.compactBytes(randomValue(&random, depth: 4))
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
          in: 0...255,
          using: &random
        )
      }
      let alone = (try? JSONView(parsing: bytes)).map { JSONWriter.compact($0.value) }
      let range = 9..<9 + bytes.count
      let view = try? document.parse(Array("\"\\\":[{,}]".utf8) + bytes + [0x22, 0xFF], in: range)
      #expect(view.map { JSONWriter.compact($0.value) } == alone)
    }
  }

  private func randomString(_ random: inout SeededGenerator) -> String {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x1F, 0x20...0x7E, 0x20...0x7E, 0x7F...0x9F, 0xA0...0x7FF, 0x200B...0x206F,
      0x800...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF, 0xE0000...0xE01EF,
    ]
    var string = ""
    for _ in 0..<Int.random(in: 0...24, using: &random) {
      let range = ranges[Int.random(in: ranges.indices, using: &random)]
      let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random))
      string.unicodeScalars.append(scalar ?? "\\")
    }
    return string
  }

  private func randomValue(_ random: inout SeededGenerator, depth: Int) -> JSONValue {
    switch Int.random(in: 0...(depth == 0 ? 3 : 5), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .integer(Int.random(in: Int.min...Int.max, using: &random))
    case 3: return .string(randomString(&random))
    case 4:
      let count = Int.random(in: 0...4, using: &random)
      return .array((0..<count).map { _ in randomValue(&random, depth: depth - 1) })
    default:
      let count = Int.random(in: 0...4, using: &random)
      return .object(
        (0..<count).map {
          JSONValue.Member("\($0)" + randomString(&random), randomValue(&random, depth: depth - 1))
        }
      )
    }
  }
}
