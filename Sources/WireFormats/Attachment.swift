/// A file that goes along with a prompt as it is, and not as a part of its text.
public struct Attachment: Equatable, Sendable {
  /// The file's name, without the folder it is in.
  public var name: String
  /// What kind of file it is, such as `image/png` (RFC 6838).
  public var mediaType: String
  /// What is in it.
  public var bytes: [UInt8]

  /// A file with all its parts.
  public init(name: String, mediaType: String, bytes: [UInt8]) {
    self.name = name
    self.mediaType = mediaType
    self.bytes = bytes
  }

  /// An image, of one of the kinds that backends read; `nil` where the bytes do not begin like one.
  public init?(image bytes: [UInt8], name: String) {
    guard let type = Self.imageType(of: bytes) else { return nil }
    self.init(name: name, mediaType: type, bytes: bytes)
  }

  /// The bytes in base 64 (RFC 4648 §4).
  public var base64: String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var group = 0
      for place in 0..<3 {
        group = group << 8 | (place < count ? Int(bytes[start + place]) : 0)
      }
      for place in 0..<4 {
        let digit = alphabet[group >> (18 - 6 * place) & 63]
        text.append(place <= count ? digit : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The file as a URL (RFC 2397).
  var dataURL: String { "data:\(mediaType);base64,\(base64)" }

  /// The type of an image by its first bytes, whatever its name says.
  private static func imageType(of bytes: [UInt8]) -> String? {
    func begins(_ text: StaticString, at offset: Int = 0) -> Bool {
      bytes.dropFirst(offset).starts(with: text.description.utf8)
    }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if begins("GIF87a") || begins("GIF89a") { return "image/gif" }
    return begins("RIFF") && begins("WEBP", at: 8) ? "image/webp" : nil
  }
}
