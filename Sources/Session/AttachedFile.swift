internal import CommandLine
internal import Conversation
internal import TerminalText
public import WireFormats

/// A file that goes along with a prompt: a text becomes a part of it, an image goes beside it.
public enum AttachedFile: Equatable, Sendable {
  /// What a text says, under the file's name.
  case text(String, name: String)
  /// An image.
  case image(Attachment)
  /// The name of an image that went along once, and is not stored.
  case lostImage(name: String)

  /// The largest text, in bytes.
  static let longestText = 1 << 20
  /// The largest image, in bytes.
  static let largestImage = 5 << 20
  /// How many bytes of a file have to be read to know whether it is too large.
  public static let readingLimit = largestImage + 1

  /// A file that was read, by what is in it and not by its name.
  public init(_ file: ReadFile) throws(AttachmentFailure) {
    let name = Sanitizer.singleLine(
      file.path.split(separator: "/").last.map(String.init) ?? file.path
    )
    var bytes = file.bytes
    // The mark at the beginning of some texts (BOM) says nothing that UTF-8 does not.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard !bytes.isEmpty else { throw .empty }
    if let image = Attachment(image: bytes, name: name) {
      try file.check("an image", limit: Self.largestImage)
      self = .image(image)
      return
    }
    // What is cut at the limit for reading may end in the middle of a character.
    let isText = !bytes.contains(0) && String(validating: bytes, as: UTF8.self) != nil
    guard isText || bytes.count > Self.largestImage else { throw .neitherTextNorImage }
    try file.check("a text", limit: Self.longestText)
    self = .text(String(decoding: bytes, as: UTF8.self), name: name)
  }

  /// A file as a stored prompt tells of it.
  init(_ file: PromptParts.File) {
    switch file {
    case .text(let text, let name): self = .text(text, name: name)
    case .image(let name): self = .lostImage(name: name)
    }
  }

  /// The file as the prompt's text tells of it.
  var part: PromptParts.File {
    switch self {
    case .text(let text, let name): .text(text, name: name)
    case .image, .lostImage: .image(name: name)
    }
  }

  /// Its name, without its folder.
  public var name: String {
    switch self {
    case .text(_, let name), .lostImage(let name): name
    case .image(let image): image.name
    }
  }

  /// Whether it is the other one, of which less may be known: of an image only the name, of a text not whether its last
  /// line had an end.
  func isSame(as other: AttachedFile) -> Bool {
    switch (self, other) {
    case (.text(let text, let name), .text(let known, let other)):
      name == other && (text == known || text + "\n" == known || text == known + "\n")
    case (.lostImage, .image), (.image, .lostImage): name == other.name
    default: self == other
    }
  }

  /// Whether it is only remembered.
  var isLost: Bool { if case .lostImage = self { true } else { false } }

  /// Its name and its size.
  var words: String {
    switch self {
    case .text(let text, _): "\(name), \(ByteCount.words(text.utf8.count))"
    case .image(let image):
      "\(name) (\(image.mediaType)), \(ByteCount.words(image.bytes.count))"
    case .lostImage: name
    }
  }
}

extension ReadFile {
  fileprivate func check(_ kind: String, limit: Int) throws(AttachmentFailure) {
    guard bytes.count > limit else { return }
    throw .tooLarge(kind, size: max(size, bytes.count), limit: limit)
  }
}

/// The files that wait for the next prompt, or went along with one.
public struct AttachedFiles: Equatable, Sendable {
  /// How many can go with one prompt.
  static let most = 20
  /// The most bytes that the images of one request have together.
  static let mostOfImages = 20 << 20

  /// In the order in which they were attached.
  public private(set) var files: [AttachedFile] = []

  /// No files.
  public init() {}

  /// Adds a file.
  public mutating func add(_ file: AttachedFile) throws(AttachmentFailure) {
    guard files.count < Self.most else { throw .tooMany(Self.most) }
    if case .image(let image) = file {
      guard images.size + image.bytes.count <= Self.mostOfImages else {
        throw .tooMuch(limit: Self.mostOfImages)
      }
    }
    files.append(file)
  }

  /// Adds those of other files that are not among them yet; an image takes the place of what is remembered of it.
  func adding(_ others: AttachedFiles) throws(AttachmentFailure) -> AttachedFiles {
    var all = self
    for file in others.files {
      guard let place = all.files.firstIndex(where: { $0.isSame(as: file) }) else {
        try all.add(file)
        continue
      }
      guard all.files[place].isLost else { continue }
      all.files.remove(at: place)
      try all.add(file)
      all.files.insert(all.files.removeLast(), at: place)
    }
    return all
  }

  /// Whether a file is among them.
  func contain(_ file: AttachedFile) -> Bool { files.contains { $0.isSame(as: file) } }

  /// Those that are only remembered, or the others.
  func filter(isLost: Bool) -> AttachedFiles {
    var some = self
    some.files.removeAll { $0.isLost != isLost }
    return some
  }

  /// Whether there is none.
  public var isEmpty: Bool { files.isEmpty }

  /// The images among them.
  public var images: [Attachment] {
    files.compactMap { if case .image(let image) = $0 { image } else { nil } }
  }

  /// Tells of the first file that a backend does not take.
  public func check(for exchange: Exchange) throws(ConnectionFailure) {
    guard
      let (failure, file) = refusal(
        takesFiles: exchange.takesFiles,
        takesImages: exchange.takesImages,
        api: exchange.apiName
      )
    else { return }
    throw ConnectionFailure(failure.diagnostic(file.name))
  }

  /// The first file that cannot go along, and why.
  func refusal(
    takesFiles: Bool,
    takesImages: Bool,
    api: String
  ) -> (AttachmentFailure, AttachedFile)? {
    if !takesFiles { return files.first.map { (.noFiles, $0) } }
    let image = files.first { if case .image = $0 { true } else { false } }
    return takesImages ? nil : image.map { (.noImages(api: api), $0) }
  }

  /// The files of a stored prompt, in their order.
  init(_ parts: PromptParts) {
    files = parts.files.map(AttachedFile.init)
  }
}

extension [Attachment] {
  /// The bytes of all together.
  var size: Int { reduce(0) { $0 + $1.bytes.count } }
}

/// A prompt with its files, before they become one text.
struct ComposedPrompt: Equatable, Sendable {
  /// What the person typed.
  var words: String
  /// What goes along.
  var files: AttachedFiles

  /// Words, and files beside them.
  init(words: String, files: AttachedFiles = AttachedFiles()) {
    self.words = words
    self.files = files
  }

  /// A stored prompt, as far as its files are stored.
  init(stored prompt: String) {
    let parts = PromptParts(of: prompt)
    self.init(words: parts.words, files: AttachedFiles(parts))
  }

  /// The words and the files, as the prompt's text has them.
  var parts: PromptParts { PromptParts(words: words, files: files.files.map(\.part)) }

  /// The prompt with the texts below it, and a line for each image, by which it is known where images are not kept.
  var text: String { parts.text }
}
