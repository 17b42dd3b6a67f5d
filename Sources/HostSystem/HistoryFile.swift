/// The prompts of all conversations, each a line of one file in which `\n` stands for a line end and `\\` for a
/// backslash.
///
/// Programs that run at the same time add to its end in turns, by a lock beside it, so that none loses what another
/// wrote; one that is killed leaves at most its last entry unfinished. A line that cannot be read is passed over.
public final class HistoryFile {
  /// The file is read and kept up to this size, in bytes, and an entry up to a sixteenth of it.
  private static let largest = 16 << 20

  private let path: String
  private let limit: Int
  private let mayWrite: Bool
  private var secrets: [[UInt8]] = []
  private var onFailure: ((SystemCallFailure) -> Void)?
  private var newest: String?
  /// Lines that could not be written yet.
  private var pending: [UInt8] = []

  /// The history in the file at `path`, which need not be there yet, of at most `limit` entries.
  ///
  /// No entry that holds `secret` is written, and without `mayWrite` none at all. `onFailure` is told the first
  /// failure, and no other.
  public init(
    at path: String,
    limit: Int,
    mayWrite: Bool = true,
    withholding secret: String? = nil,
    onFailure: @escaping (SystemCallFailure) -> Void = { _ in }
  ) {
    self.path = path
    self.limit = limit
    self.mayWrite = mayWrite
    self.onFailure = onFailure
    if let secret { withhold(secret) }
  }

  /// Has no entry written from now on that holds this too.
  public func withhold(_ secret: String) {
    if !secret.isEmpty { secrets.append(Array(secret.utf8)) }
  }

  /// The entries, oldest first.
  ///
  /// A file that holds a good many more than its limit is made shorter on the way.
  public func entries() -> [String] {
    do throws(SystemCallFailure) {
      let (entries, isTooLarge) = try read()
      if mayWrite, isTooLarge || entries.count > limit + limit / 10 { try shorten() }
      newest = entries.last
      return entries.suffix(limit)
    } catch {
      report(error)
      return []
    }
  }

  /// Adds an entry, unless it is the same as the one before, begins with a space, or must not be written.
  public func add(_ entry: String) {
    guard mayWrite, limit > 0, entry != newest, isToBeKept(entry) else { return }
    newest = entry
    // What another program kept from being written is not thrown away at once.
    if pending.count > Self.largest / 16 { pending = [] }
    pending += Self.line(of: entry)
    do throws(SystemCallFailure) {
      try locked { () throws(SystemCallFailure) in try HostFile.append(pending, to: path) }
      pending = []
    } catch {
      report(error)
    }
  }

  /// Takes out the entries that are to go; nothing happens where there is no history.
  public func remove(where isToGo: (String) -> Bool) throws(SystemCallFailure) {
    guard HostFile.exists(at: path) else { return }
    try locked { () throws(SystemCallFailure) in
      let entries = try read().entries
      let kept = entries.filter { !isToGo($0) }
      guard kept.count < entries.count else { return }
      try HostFile.write(kept.flatMap(Self.line), to: path, mayReplace: true)
    }
  }

  private func isToBeKept(_ entry: String) -> Bool {
    let bytes = Array(entry.utf8)
    return bytes.first != UInt8(ascii: " ") && !bytes.isEmpty && bytes.count <= Self.largest / 16
      && !secrets.contains { bytes.contains($0) }
  }

  private func report(_ failure: SystemCallFailure) {
    onFailure?(failure)
    onFailure = nil
  }

  /// Runs `body` while no other program can write.
  private func locked(_ body: () throws(SystemCallFailure) -> Void) throws(SystemCallFailure) {
    if let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
      try HostFile.makePrivateFolder(at: String(path[..<slash]))
    }
    let lock = try FileLock(at: path + ".lock")
    guard try lock.take(within: 2_000) else { throw FileLock.isHeld }
    defer { withExtendedLifetime(lock) {} }
    try body()
  }

  /// All entries, equal neighbours once, and whether there are more bytes than are read.
  private func read() throws(SystemCallFailure) -> (entries: [String], isTooLarge: Bool) {
    let bytes: [UInt8]
    do throws(SystemCallFailure) {
      bytes = try HostFile.bytes(of: path, limit: Self.largest, followsLinks: true, fromEnd: true)
    } catch  where error.isMissing {
      return ([], false)
    }
    let isTooLarge = bytes.count == Self.largest
    var entries: [String] = []
    // The first line of what is read may begin in its middle.
    for line in bytes.split(separator: 0x0A).dropFirst(isTooLarge ? 1 : 0) {
      guard let entry = Self.entry(in: line), entry != entries.last else { continue }
      entries.append(entry)
    }
    return (entries, isTooLarge)
  }

  /// Keeps the newest entries only.
  private func shorten() throws(SystemCallFailure) {
    try locked { () throws(SystemCallFailure) in
      // Another program may have added some, or have been faster.
      let lines = try read().entries.suffix(limit).map(Self.line)
      var size = 0
      let kept = lines.reversed().prefix { line in
        size += line.count
        return size <= Self.largest / 2
      }
      try HostFile.write(kept.reversed().flatMap(\.self), to: path, mayReplace: true)
    }
  }

  private static let backslash = UInt8(ascii: "\\")

  private static func line(of entry: String) -> [UInt8] {
    var line: [UInt8] = []
    for byte in entry.utf8 {
      switch byte {
      case 0x0A: line += [backslash, UInt8(ascii: "n")]
      case backslash: line += [backslash, backslash]
      default: line.append(byte)
      }
    }
    return line + [0x0A]
  }

  /// The entry in a line; `nil` where the line is damaged.
  private static func entry(in line: ArraySlice<UInt8>) -> String? {
    guard !line.contains(0) else { return nil }
    guard line.contains(backslash) else { return String(validating: line, as: UTF8.self) }
    var bytes: [UInt8] = []
    var rest = line
    while let byte = rest.popFirst() {
      guard byte == backslash else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case backslash: bytes.append(backslash)
      default: return nil
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
