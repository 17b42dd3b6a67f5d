/// A credential that does not slip into text: printed, interpolated or dumped it shows as `***`.
public struct Secret: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// Why a text cannot be sent as a credential; never the text itself.
  public enum Problem: Error, Equatable, Sendable {
    case endsWithLineBreak
    case controlCharacter
  }

  /// The credential itself, for the request alone.
  public let revealed: String

  /// A credential that can stand in a header field: it holds no control character (RFC 9110 §5.5).
  public init(_ text: String) throws(Problem) {
    if text.last?.isNewline == true { throw .endsWithLineBreak }
    if text.holdsControlCharacter { throw .controlCharacter }
    revealed = text
  }

  /// A mask.
  public var description: String { "***" }

  /// A mask.
  public var debugDescription: String { description }

  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

extension String {
  /// Whether a control character (general category Cc) is in it: NUL to US, DEL, and the C1 set.
  var holdsControlCharacter: Bool {
    unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}
