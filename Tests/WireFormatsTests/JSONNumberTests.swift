import Conversation
import Testing
import WireFormats

@Suite struct JSONNumberTests {
  private static let numbers: [(text: String, int: Int?, double: Double?)] = [
    ("0", 0, 0),
    ("-0", 0, -0.0),
    ("0.0", 0, 0),
    ("0e1", 0, 0),
    ("0e999999999999999999999999", 0, 0),
    ("0.000e-99999999999999999999", 0, 0),
    ("1", 1, 1),
    ("-17", -17, -17),
    ("1e3", 1000, 1000),
    ("1E+3", 1000, 1000),
    ("20.0", 20, 20),
    ("1.5e1", 15, 15),
    ("150e-1", 15, 15),
    ("1.50", nil, 1.5),
    ("1e-1", nil, 0.1),
    ("15e-2", nil, 0.15),
    ("9223372036854775807", Int.max, 0x1p63),
    ("9223372036854775808", nil, 0x1p63),
    ("-9223372036854775808", Int.min, -0x1p63),
    ("-9223372036854775809", nil, -0x1p63),
    ("9223372036854775807.000", Int.max, 0x1p63),
    ("9.223372036854775807e18", Int.max, 0x1p63),
    ("1e18", 1_000_000_000_000_000_000, 1e18),
    ("1e19", nil, 1e19),
    ("100000000000000000000000", nil, 1e23),
    ("9007199254740993", 9_007_199_254_740_993, 9_007_199_254_740_992),
    ("1e308", nil, 1e308),
    ("1e400", nil, nil),
    ("-1e400", nil, nil),
    ("1e99999999999999999999", nil, nil),
    ("1e-400", nil, 0),
    ("5e-324", nil, .leastNonzeroMagnitude),
    ("0.1", nil, 0.1),
    ("1e-99999999999999999999", nil, 0),
  ]

  @Test(arguments: numbers)
  func `reads exactly what fits`(_ text: String, _ int: Int?, _ double: Double?) throws {
    let view = try JSONView(parsing: Array(text.utf8))
    #expect(view.int == int)
    #expect(view.double == double)
    #expect(view.numberText == text)
    #expect(JSONWriter.compact(view.value) == text)
  }

  @Test func `keeps the sign of zero`() throws {
    #expect(try JSONView(parsing: Array("-0".utf8)).double?.sign == .minus)
  }

  @Test func `takes time in proportion to a long number`() throws {
    let digits = String(repeating: "1", count: 100_000)
    let view = try JSONView(parsing: Array("[\(digits),1e\(digits),0.\(digits)]".utf8))
    #expect(view.elements.map(\.int) == [nil, nil, nil])
    #expect(view[0]?.numberText == digits)
    let zeros = String(repeating: "0", count: 100_000)
    #expect(try JSONView(parsing: Array("7.\(zeros)".utf8)).int == 7)
  }

  @Test func `writes whole and floating-point numbers so that they read back the same`() throws {
    for number in [
      0, 1.5, -2, 0.1, 1e23, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0x1p63, 1e15,
    ] {
      let text = JSONWriter.compact(.double(number))
      #expect(try JSONView(parsing: Array(text.utf8), mode: .strict).double == number)
    }
    for number in [0, 7, Int.max, Int.min] {
      let text = JSONWriter.compact(.integer(number))
      #expect(try JSONView(parsing: Array(text.utf8), mode: .strict).int == number)
    }
  }
}
