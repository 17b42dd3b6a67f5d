import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A folder below `Tests/Fixtures/glean`: a response body as it comes over the wire, and what becomes of it.
struct GleanFixture: Sendable, CustomTestStringConvertible {
  let name: String
  let body: [UInt8]

  var testDescription: String { name }

  /// All of them, by name.
  static let all: [GleanFixture] = {
    let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let folder = "/\(tests)/Fixtures/glean"
    return names(in: folder).map { name in
      GleanFixture(name: name, body: contents(of: "\(folder)/\(name)/body"))
    }
  }()

  private static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  private static func contents(of path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { fatalError("cannot read \(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }
}
