import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A document among the fixtures.
struct Fixture: CustomTestStringConvertible {
  /// The name below `Tests/Fixtures`, without the extension.
  let name: String
  let text: String

  var testDescription: String { name }

  /// Every `.md` file in the folder of Markdown and its folder of regressions.
  static let all: [Fixture] = ["markdown", "markdown/regressions"].flatMap {
    documents(in: $0, ending: ".md")
  }

  /// Every sample of code, in a file that has the name of its language.
  static let code: [Fixture] = documents(in: "code", ending: ".txt")

  /// The language that the file is named after.
  var language: String { String(name.drop { $0 != "/" }.dropFirst()) }

  private static let root = "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/")

  private static func documents(in folder: String, ending: String) -> [Fixture] {
    guard let directory = opendir("\(root)/Fixtures/\(folder)") else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(ending) { names.append("\(folder)/\(name.dropLast(ending.count))") }
    }
    return names.sorted().map {
      Fixture(name: $0, text: contents(of: "\(root)/Fixtures/\($0)\(ending)"))
    }
  }

  private static func contents(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
