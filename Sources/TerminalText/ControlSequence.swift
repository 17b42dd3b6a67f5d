// Every control sequence that the program may send to a terminal, and the only file that writes
// ESC. Text never brings one along: `ANSIEncoder` makes every control character of a text visible.
//
//   ESC [ numbers m         SGR (ECMA-48 8.3.117), select graphic rendition: colour, bold, faint,
//                           italic, underlined, struck through; 0 alone takes everything back
//   ESC [ K                 EL (ECMA-48 8.3.41), erase from the cursor to the end of the line, for
//                           the status line
//   ESC [ ? 25 l, h         DECTCEM, hide and show the cursor
//   ESC [ ? 2004 h, l       bracketed paste (xterm): while it is on, the terminal puts a paste between
//                           ESC [ 200 ~ and ESC [ 201 ~, so that its line ends are not taken for Enter
//   ESC ] 8 ; ; URI ESC \   OSC 8, a hyperlink begins here; with an empty URI it ends. ESC \ is ST,
//                           the string terminator (ECMA-48 8.3.143)
//   ESC ] 52 ; c ; base64 ESC \
//                           OSC 52 (xterm), this text goes onto the clipboard; only when the person asks for it
//
// No other mode, no cursor movement, no title, nothing that the terminal answers.

/// The control sequences that the program may send to a terminal.
public enum ControlSequence {
  /// Takes back every style (SGR 0).
  public static let resetStyle = "\u{1B}[0m"
  /// Erases from the cursor to the end of the line (EL).
  public static let eraseToEndOfLine = "\u{1B}[K"
  /// Hides the cursor (DECTCEM).
  public static let hideCursor = "\u{1B}[?25l"
  /// Shows the cursor (DECTCEM).
  public static let showCursor = "\u{1B}[?25h"
  /// Has the terminal mark pasted text as such.
  public static let enableBracketedPaste = "\u{1B}[?2004h"
  /// Has the terminal send pasted text like typed text again.
  public static let disableBracketedPaste = "\u{1B}[?2004l"
  /// Ends a hyperlink (OSC 8).
  public static let closeHyperlink = "\u{1B}]8;;\u{1B}\\"

  /// Puts a text onto the terminal's clipboard (OSC 52); `nil` where it is longer than terminals take.
  public static func copyToClipboard(_ text: String) -> String? {
    let encoded = Base64.encoded(text.utf8)
    return encoded.utf8.count > 74_994 ? nil : "\u{1B}]52;c;\(encoded)\u{1B}\\"
  }

  /// Begins a hyperlink (OSC 8).
  public static func openHyperlink(_ link: Hyperlink) -> String {
    "\u{1B}]8;;\(link.uri)\u{1B}\\"
  }

  /// Sets a style on top of a plain terminal (SGR); empty for the plain style.
  public static func select(_ style: Style) -> String {
    guard style != .plain else { return "" }
    var numbers: [String] = []
    if style.isBold { numbers.append("1") }
    if style.isFaint { numbers.append("2") }
    if style.isItalic { numbers.append("3") }
    if style.isUnderlined { numbers.append("4") }
    if style.isStruckThrough { numbers.append("9") }
    if let color = style.foreground { numbers.append(foreground(color)) }
    return "\u{1B}[\(numbers.joined(separator: ";"))m"
  }

  /// 30 to 37, and 90 to 97 for the bright half.
  private static func foreground(_ color: Color) -> String {
    let number = color.rawValue
    return String(number < 8 ? 30 + number : 82 + number)
  }
}
