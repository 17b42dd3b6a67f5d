/// What a prompt's text is made of: what the person typed, and below it the files that go along.
///
/// The text is one, as it is sent and stored. It tells of its parts by their form alone, so that a person can type a
/// prompt of that form, too; made of its parts again, the text is always the same. A name without a dot is taken for the
/// person's own words.
public struct PromptParts: Equatable, Sendable {
  /// A file that goes along.
  public enum File: Equatable, Sendable {
    /// A text, which stands in the prompt as a block of code below the file's name.
    case text(String, name: String)
    /// An image, of which the prompt has the name alone.
    case image(name: String)
  }

  /// What the person typed.
  public var words: String
  /// The files in their order.
  public var files: [File]

  /// A prompt of these parts.
  public init(words: String, files: [File]) {
    self.words = words
    self.files = files
  }

  /// The parts of a prompt; without words there would be no prompt, so that nothing of it is taken for a file then.
  public init(of prompt: String) {
    self.init(words: prompt, files: [])
    guard let last = prompt.utf8.last, [Self.tick, Self.bracket].contains(last) else { return }
    let bytes = Array(prompt.utf8)
    var rest = bytes[...]
    var found: [File] = []
    while let (file, start) = Self.lastFile(of: rest) {
      found.append(file)
      rest = rest[..<start]
    }
    let words = String(decoding: rest, as: UTF8.self)
    guard !words.allSatisfy(\.isWhitespace) else { return }
    self.init(words: words, files: found.reversed())
  }

  /// The whole text: the words, and each file behind an empty line.
  public var text: String { words + files.map(\.text).joined() }

  /// What a person is shown of it: the words, and a line for each file.
  public var summary: String { words + files.map { "\n[\($0.words)]" }.joined() }
}

extension PromptParts.File {
  /// The file as a part of a prompt; the fence around a text is longer than any run of its kind in the text.
  fileprivate var text: String {
    switch self {
    case .image(let name): return "\n\n[image: \(name)]"
    case .text(let text, let name):
      let bytes = Array(text.utf8)
      let fence = String(repeating: "`", count: PromptParts.fenceLength(around: bytes[...]))
      // As bytes: a carriage return and a line feed are one character.
      let end = bytes.last == PromptParts.lineFeed ? "" : "\n"
      return "\n\n\(name):\n\n\(fence)\n\(text)\(end)\(fence)"
    }
  }

  fileprivate var words: String {
    switch self {
    case .text(let text, let name): "file: \(name), \(ByteCount.words(text.utf8.count))"
    case .image(let name): "image: \(name)"
    }
  }
}

// Where files are found again.

extension PromptParts {
  fileprivate static let lineFeed = UInt8(ascii: "\n")
  private static let (tick, bracket) = (UInt8(ascii: "`"), UInt8(ascii: "]"))

  fileprivate static func fenceLength(around text: ArraySlice<UInt8>) -> Int {
    var (longest, run) = (2, 0)
    for byte in text {
      run = byte == tick ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest + 1
  }

  /// The file with which a prompt ends, and where it begins there.
  private static func lastFile(of bytes: ArraySlice<UInt8>) -> (File, start: Int)? {
    bytes.last == bracket ? image(endOf: bytes) : text(endOf: bytes)
  }

  private static func image(endOf bytes: ArraySlice<UInt8>) -> (File, start: Int)? {
    guard let (line, start) = line(endOf: bytes), line.starts(with: "[image: ".utf8) else {
      return nil
    }
    let name = line.dropFirst("[image: ".utf8.count).dropLast()
    return isFileName(name) ? (.image(name: String(decoding: name, as: UTF8.self)), start) : nil
  }

  private static func text(endOf bytes: ArraySlice<UInt8>) -> (File, start: Int)? {
    let length = bytes.reversed().prefix { $0 == tick }.count
    let body = bytes.dropLast(length)
    guard length > 2, body.last == lineFeed, let open = lastRun(of: length, in: body) else {
      return nil
    }
    let text = body[(open + length)...].dropFirst()
    let head = body[..<open]
    guard !text.isEmpty, body[open + length] == lineFeed, fenceLength(around: text) == length,
      head.reversed().starts(with: "\n\n:".utf8), let (name, start) = line(endOf: head.dropLast(3)),
      isFileName(name)
    else { return nil }
    let words = (String(decoding: text, as: UTF8.self), String(decoding: name, as: UTF8.self))
    return (.text(words.0, name: words.1), start)
  }

  /// Whether it has a dot, as words that people put in front of code hardly have.
  private static func isFileName(_ name: ArraySlice<UInt8>) -> Bool {
    name.contains(UInt8(ascii: "."))
  }

  /// Where the last run of at least so many ticks begins, counted from its end.
  private static func lastRun(of length: Int, in bytes: ArraySlice<UInt8>) -> Int? {
    var run = 0
    for place in bytes.indices.reversed() {
      run = bytes[place] == tick ? run + 1 : 0
      if run == length { return place }
    }
    return nil
  }

  /// The last line, and the place of the empty line in front of it.
  private static func line(
    endOf bytes: ArraySlice<UInt8>
  ) -> (ArraySlice<UInt8>, start: Int)? {
    guard let end = bytes.lastIndex(of: lineFeed), end > bytes.startIndex,
      bytes[end - 1] == lineFeed
    else { return nil }
    return (bytes[(end + 1)...], end - 1)
  }
}

/// A number of bytes in words.
public enum ByteCount {
  /// The number with a comma between thousands, such as `708,894 bytes`.
  public static func words(_ count: Int) -> String {
    let digits = "\(count)"
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return "\(text) \(count == 1 ? "byte" : "bytes")"
  }
}
