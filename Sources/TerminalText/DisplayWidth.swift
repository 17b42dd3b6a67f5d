internal import CUTF8Proc

/// How many cells text takes on a terminal, by character (grapheme cluster).
///
/// A character takes 0, 1 or 2 cells: East Asian Width by utf8proc, where ambiguous is 1, and 2 for
/// every emoji sequence. Controls take none; masked text has none but TAB and LF.
public enum DisplayWidth {
  /// The version of utf8proc, such as `2.8.0`.
  public static var libraryVersion: String { unsafe String(cString: utf8proc_version()) }

  /// The cells of one character.
  public static func cells(of character: Character) -> Int {
    var meter = ClusterMeter()
    for scalar in character.unicodeScalars { meter.add(scalar) }
    // Swift and utf8proc may know different versions of Unicode: one character stays one.
    return min(2, meter.cells)
  }

  /// The cells of a text on one line.
  public static func cells(of text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    var meter = ClusterMeter()
    for scalar in text.unicodeScalars { meter.add(scalar) }
    return meter.cells
  }

  /// The cells of a text on one line.
  public static func cells(of text: StyledText) -> Int {
    cells(of: text.plainText)
  }

  /// The cells of a scalar that stands alone.
  static func cells(of scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F ? 1 : 0 }
    let properties = UnicodeProperties(of: scalar)
    if properties.isHangulContinuation { return 0 }
    if properties.isPrepended { return 1 }
    if properties.isUnassigned { return isWideWhenAssigned(scalar) ? 2 : 1 }
    return properties.charWidth
  }

  /// The standard's default for the ideographic planes, and emoji that are newer than the library.
  private static func isWideWhenAssigned(_ scalar: Unicode.Scalar) -> Bool {
    (0x20000...0x3FFFD).contains(scalar.value) || scalar.properties.isEmojiPresentation
  }
}
