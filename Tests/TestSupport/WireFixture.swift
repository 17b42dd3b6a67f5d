public import Testing
public import WireFormats

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// A folder below the folder of an API in `Tests/Fixtures`: a response body as it comes over the wire, and what becomes of
/// it.
public struct WireFixture: Sendable, CustomTestStringConvertible {
  /// The name of the API's folder.
  public let api: String
  /// The name of its own folder.
  public let name: String
  /// The bytes of the body.
  public let body: [UInt8]

  /// Its name.
  public var testDescription: String { name }

  /// A body that a test has made.
  public init(api: String, name: String, body: [UInt8]) {
    self.api = api
    self.name = name
    self.body = body
  }

  /// All fixtures of an API, by name.
  public static func all(of api: String) -> [WireFixture] {
    let folder = folder + api
    return names(in: folder).map { name in
      WireFixture(api: api, name: name, body: contents(of: "\(folder)/\(name)/body"))
    }
  }

  /// The text of the file `name` below `Tests/Fixtures`.
  public static func text(named name: String) -> String {
    String(decoding: contents(of: folder + name), as: UTF8.self)
  }

  private static let folder =
    "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Fixtures/"

  /// Expects the same events however the body is split.
  public func expectSameEventsWhereverSplit(by api: any ChatAPI) {
    let whole = Decoding(of: [body], by: api)
    #expect(Decoding(of: body.map { [$0] }, by: api) == whole)
    // Every place in a short body; in a long one so many that the test stays short.
    for position in stride(from: 0, to: body.count, by: max(body.count / 150, 1)) {
      let pieces = [Array(body[..<position]), Array(body[position...])]
      #expect(Decoding(of: pieces, by: api) == whole, "split at \(position)")
    }
    var random = SeededGenerator(seed: 11)
    for _ in 0..<30 { #expect(Decoding(of: pieces(&random), by: api) == whole) }
  }

  private func pieces(_ random: inout SeededGenerator) -> [[UInt8]] {
    let longest = [3, 40, 400, 4_000].randomElement(using: &random) ?? 3
    var pieces: [[UInt8]] = []
    var rest = body[...]
    while !rest.isEmpty {
      let length = Int.random(in: 0...min(longest, rest.count), using: &random)
      pieces.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return pieces
  }

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
