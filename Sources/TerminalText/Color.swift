/// One of the sixteen colours that every terminal has, and whose look the person chose.
///
/// The raw value is the colour's number, 0 to 15 (ECMA-48 names the first eight).
public enum Color: UInt8, CaseIterable, Sendable {
  case black
  case red
  case green
  case yellow
  case blue
  case magenta
  case cyan
  case white
  case brightBlack
  case brightRed
  case brightGreen
  case brightYellow
  case brightBlue
  case brightMagenta
  case brightCyan
  case brightWhite
}
