public import CommandLine
internal import Conversation

/// Why a file cannot go along with a prompt.
public enum AttachmentFailure: Error, Equatable, Sendable {
  /// A file of its kind, which has this size, is larger than the limit; both in bytes.
  case tooLarge(String, size: Int, limit: Int)
  /// With it, the images of one prompt are larger than the limit, in bytes.
  case tooMuch(limit: Int)
  /// Nothing is in it.
  case empty
  /// It is neither UTF-8 without NUL nor an image of a known kind.
  case neitherTextNorImage
  /// As many as can go along are waiting already.
  case tooMany(Int)
  /// The backend's API takes none.
  case noImages(api: String)
  /// Prompts are answered from documents, which are only searched.
  case noFiles
  /// It may hold a secret, and nobody allowed it to be sent.
  case secret(String)
  /// The person was asked, and said no.
  case notAllowed

  /// The failure in words.
  public func diagnostic(_ path: String) -> Diagnostic {
    if self == .notAllowed {
      return Diagnostic("nothing was sent, as you wish", exitStatus: .usage)
    }
    return Diagnostic(
      "cannot attach '\(path)': \(reason)",
      remedy: remedy,
      exitStatus: .usage
    )
  }

  private var reason: String {
    switch self {
    case .tooLarge(let kind, let size, let limit):
      "it has \(Self.words(size)); \(kind) may have at most \(limit >> 20) MiB"
    case .tooMuch(let limit): "the images of a prompt may have at most \(limit >> 20) MiB together"
    case .empty: "it is empty"
    case .neitherTextNorImage: "it is neither UTF-8 text nor a PNG, JPEG, GIF or WebP image"
    case .tooMany(let limit): "at most \(limit) files go with a prompt"
    case .noImages(let api): "the API '\(api)' takes no images"
    case .noFiles: "the documents cannot take a file"
    case .secret(let why): why
    case .notAllowed: "you said no"
    }
  }

  private var remedy: String? {
    switch self {
    case .noImages("auto"): "if the backend takes them, name its API: --api NAME"
    case .noFiles: "name a backend by --url or --backend"
    case .secret: "to send it all the same, pipe it in: chat ask PROMPT < FILE"
    default: nil
    }
  }

  /// A size as a person says it; one near the limits is told exactly.
  private static func words(_ size: Int) -> String {
    guard size >= 10 << 20 else { return ByteCount.words(size) }
    let (unit, name) = size < 1 << 30 ? (1 << 20, "MiB") : (1 << 30, "GiB")
    let tenths = size / (unit / 10)
    return "\(tenths / 10).\(tenths % 10) \(name)"
  }
}
