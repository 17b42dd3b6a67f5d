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
    var text = [UInt8](repeating: UInt8(ascii: "="), count: (bytes.count + 2) / 3 * 4)
    var digits = text.mutableSpan
    // An image is large, and nobody can stop this: with wrapping arithmetic it takes a fraction of the time.
    var (place, start) = (0, 0)
    while start < bytes.count {
      let count = min(3, bytes.count &- start)
      var group = UInt32(bytes[start]) << 16
      if count > 1 { group |= UInt32(bytes[start &+ 1]) << 8 }
      if count > 2 { group |= UInt32(bytes[start &+ 2]) }
      for digit in 0...count {
        digits[place &+ digit] = alphabet[Int(group &>> UInt32(18 &- 6 &* digit) & 63)]
      }
      (place, start) = (place &+ 4, start &+ 3)
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
    // Behind the start there is a marker of what follows.
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]), bytes.count > 3, 0xC0...0xFE ~= bytes[3] {
      return "image/jpeg"
    }
    // A text may begin with these letters, but has no NUL, with which blocks end in the one and sizes in the other.
    guard bytes.contains(0) else { return nil }
    if begins("GIF87a") || begins("GIF89a") { return "image/gif" }
    return begins("RIFF") && begins("WEBPVP8", at: 8) ? "image/webp" : nil
  }
}
