public import CommandLine
internal import TerminalText
public import WireFormats

/// A file that goes along with a prompt: a text becomes a part of it, an image goes beside it.
public enum AttachedFile: Equatable, Sendable {
  /// What a text says, under the file's name.
  case text(String, name: String)
  /// An image.
  case image(Attachment)

  /// The largest text, in bytes.
  static let longestText = 1 << 20
  /// The largest image, in bytes.
  static let largestImage = 5 << 20
  /// How many bytes of a file have to be read to know whether it is too large.
  public static let readingLimit = largestImage + 1

  /// The file at a path, by what is in it and not by its name.
  public init(_ bytes: [UInt8], from path: String) throws(AttachmentFailure) {
    let name = Sanitizer.singleLine(path.split(separator: "/").last.map(String.init) ?? path)
    if let image = Attachment(image: bytes, name: name) {
      guard bytes.count <= Self.largestImage else { throw .tooLarge("an image", Self.largestImage) }
      self = .image(image)
      return
    }
    // What is cut at the limit for reading may end in the middle of a character.
    let isText = !bytes.contains(0) && String(validating: bytes, as: UTF8.self) != nil
    guard isText || bytes.count > Self.largestImage else { throw .neitherTextNorImage }
    guard bytes.count <= Self.longestText else { throw .tooLarge("a text", Self.longestText) }
    self = .text(String(decoding: bytes, as: UTF8.self), name: name)
  }

  /// Its name, without its folder.
  public var name: String {
    switch self {
    case .text(_, let name): name
    case .image(let image): image.name
    }
  }

  /// Its name and its size.
  var words: String {
    let (count, kind) =
      switch self {
      case .text(let text, _): (text.utf8.count, "")
      case .image(let image): (image.bytes.count, " (\(image.mediaType))")
      }
    return "\(name)\(kind), \(count) \(count == 1 ? "byte" : "bytes")"
  }
}

/// Why a file cannot go along with a prompt.
public enum AttachmentFailure: Error, Equatable, Sendable {
  /// It is larger than a file of its kind may be, in bytes.
  case tooLarge(String, Int)
  /// It is neither UTF-8 without NUL nor an image of a known kind.
  case neitherTextNorImage
  /// As many as can go along are waiting already.
  case tooMany(Int)
  /// The backend's API takes none.
  case noImages(api: String)
  /// It may hold a secret, and nobody allowed it to be sent.
  case secret(String)
  /// The person was asked, and said no.
  case notAllowed

  /// The failure in words.
  public func diagnostic(_ path: String) -> Diagnostic {
    let what = "cannot attach '\(path)'"
    return switch self {
    case .tooLarge(let kind, let limit):
      Diagnostic("\(what): \(kind) may have at most \(limit >> 20) MiB", exitStatus: .usage)
    case .neitherTextNorImage:
      Diagnostic(
        "\(what): it is neither UTF-8 text nor a PNG, JPEG, GIF or WebP image",
        exitStatus: .usage
      )
    case .tooMany(let limit):
      Diagnostic("\(what): at most \(limit) files go with a prompt", exitStatus: .usage)
    case .noImages(let api):
      Diagnostic(
        "\(what): the API '\(api)' takes no images",
        remedy: api == "auto" ? "if the backend takes them, name its API: --api NAME" : nil,
        exitStatus: .usage
      )
    case .notAllowed: Diagnostic("nothing was sent, as you wish", exitStatus: .usage)
    case .secret(let why):
      Diagnostic(
        "\(what): \(why)",
        remedy: "to send it all the same, pipe it in: chat ask PROMPT < FILE",
        exitStatus: .usage
      )
    }
  }
}

/// The files that wait for the next prompt.
public struct AttachedFiles: Equatable, Sendable {
  /// How many can go with one prompt.
  static let most = 20

  /// In the order in which they were attached.
  public private(set) var files: [AttachedFile] = []

  /// No files.
  public init() {}

  /// Adds a file.
  public mutating func add(_ file: AttachedFile) throws(AttachmentFailure) {
    guard files.count < Self.most else { throw .tooMany(Self.most) }
    files.append(file)
  }

  /// Whether there is none.
  public var isEmpty: Bool { files.isEmpty }

  /// The images among them.
  public var images: [Attachment] {
    files.compactMap { if case .image(let image) = $0 { image } else { nil } }
  }

  /// Tells of the first image, where a backend takes none.
  public func check(for exchange: Exchange) throws(ConnectionFailure) {
    guard !exchange.takesImages, let image = images.first else { return }
    let failure = AttachmentFailure.noImages(api: exchange.apiName)
    throw ConnectionFailure(failure.diagnostic(image.name))
  }

  /// The prompt with the texts below it, and a line for each image, by which it is known where images are not kept.
  func joined(to prompt: String) -> String {
    prompt
      + files.map { file in
        switch file {
        case .text(let text, let name): AttachedText.block(name, text)
        case .image(let image): "\n\n[image: \(image.name)]"
        }
      }.joined()
  }

  /// The prompt with what belongs to it; the files are gone then.
  mutating func take(with prompt: String) -> (prompt: String, images: [Attachment]) {
    defer { files = [] }
    return (joined(to: prompt), images)
  }
}
