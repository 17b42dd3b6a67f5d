public import Testing

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Expects `actual` to be the text of the file `name` below `Tests/Fixtures`.
///
/// With `RECORD_GOLDENS=1` in the environment, or when there is no such file, it is written and the
/// test fails: a person is to read it before it counts.
public func expectGolden(
  _ actual: String,
  named name: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
  let isRecording = getenv("RECORD_GOLDENS").map { String(cString: $0) } == "1"
  let golden = Golden(folder: "/\(tests)/Fixtures", isRecording: isRecording)
  if let complaint = golden.complaint(about: actual, named: name) {
    Issue.record("\(complaint)", sourceLocation: sourceLocation)
  }
}

/// The files that hold expected output.
public struct Golden {
  private let folder: String
  private let isRecording: Bool

  /// The files below a folder; they are written instead of compared when recording.
  public init(folder: String, isRecording: Bool) {
    self.folder = folder
    self.isRecording = isRecording
  }

  /// What is wrong with `actual`, in words; `nil` when it equals the file.
  public func complaint(about actual: String, named name: String) -> String? {
    let path = "\(folder)/\(name)"
    let bytes = Array(actual.utf8)
    guard !isRecording, let expected = contents(of: path) else {
      return write(bytes, to: path)
        ? "recorded \(path): read it, then run again" : "cannot write \(path)"
    }
    guard expected != bytes else { return nil }
    let difference = lineDifference(from: String(decoding: expected, as: UTF8.self), to: actual)
    return "differs from \(path) (- expected, + actual; RECORD_GOLDENS=1 records):\n\(difference)"
  }
}

/// The lines of both texts in order, marked `-` where only the first and `+` where only the second
/// has them.
func lineDifference(from expected: String, to actual: String) -> String {
  let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
  let difference = new.difference(from: old)
  var inserted = Set<Int>()
  var removed = Set<Int>()
  for change in difference {
    switch change {
    case .insert(let offset, _, _): inserted.insert(offset)
    case .remove(let offset, _, _): removed.insert(offset)
    }
  }
  var lines: [String] = []
  var next = 0
  for (number, line) in old.enumerated() {
    if removed.contains(number) {
      lines.append("- \(line)")
      continue
    }
    while inserted.contains(next) {
      lines.append("+ \(new[next])")
      next += 1
    }
    lines.append("  \(line)")
    next += 1
  }
  lines += new[next...].map { "+ \($0)" }
  return lines.joined(separator: "\n")
}

private func contents(of path: String) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0 else { return count == 0 ? bytes : nil }
    bytes += buffer[..<count]
  }
}

private func write(_ bytes: [UInt8], to path: String) -> Bool {
  for end in path.indices where path[end] == "/" && end > path.startIndex {
    mkdir(String(path[..<end]), 0o777)
  }
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}
