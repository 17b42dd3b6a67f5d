import Markup
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

@Suite struct HTMLGoldenTests {
  @Test(arguments: ["page"])
  func `reads a page as it is known`(name: String) throws {
    let source = try #require(fixture("html/\(name).html"))
    let document = HTMLParser.document(of: source)
    expectGolden(
      "\(document.title ?? "")\n\(notation(document.blocks))",
      named: "html/\(name).blocks.txt"
    )
    expectGolden(
      MarkdownWriter.text(of: document.blocks.map(\.block)),
      named: "html/\(name).md"
    )
  }
}

/// The text of a file below `Tests/Fixtures`.
private func fixture(_ name: String) -> String? {
  let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
  guard let file = fopen("/\(tests)/Fixtures/\(name)", "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(byte)) }
  return String(decoding: bytes, as: UTF8.self)
}
