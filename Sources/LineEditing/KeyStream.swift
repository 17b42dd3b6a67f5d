/// Tells keys from pasted text in the bytes that a terminal sends, a byte at a time.
///
/// A terminal that was asked to (`ControlSequence.enableBracketedPaste`) puts a paste between two sequences. What may be
/// the beginning of one of them is held back until it is clear, or until nothing has come for ``patience``.
struct KeyStream {
  /// What came.
  enum Key: Equatable {
    case byte(UInt8)
    /// Everything between the two sequences.
    case paste([UInt8])
    /// Alt-Enter.
    case newline
  }

  private static let escape: UInt8 = 0x1B
  private static let pasteStart = [escape] + Array("[200~".utf8)
  private static let pasteEnd = [escape] + Array("[201~".utf8)

  /// What came of a sequence that is not complete.
  private var held: [UInt8] = []
  /// How many of those were already handed on, because nothing had come for a while.
  private var handedOn = 0
  /// The paste so far.
  private var paste: [UInt8]?

  /// How many milliseconds to wait for the next byte before ``giveUp()``; `nil` is for ever.
  ///
  /// A key that begins with ESC comes at once; the rest of a paste may be on its way.
  var patience: Int32? {
    if paste != nil { return 1_000 }
    return held.count > handedOn ? 100 : nil
  }

  /// Takes the next byte in.
  mutating func add(_ byte: UInt8) -> [Key] {
    guard paste == nil else { return addToPaste(byte) }
    if held == [Self.escape], handedOn == 0, byte == 0x0D || byte == 0x0A {
      held = []
      return [.newline]
    }
    held.append(byte)
    if held == Self.pasteStart { paste = [] }
    // The end of a paste that is over already is no key.
    if held == Self.pasteStart || held == Self.pasteEnd {
      forget()
      return []
    }
    if Self.pasteStart.starts(with: held) || Self.pasteEnd.starts(with: held) { return [] }
    let keys = giveUp()
    forget()
    guard byte == Self.escape else { return keys }
    held = [byte]
    return keys.dropLast()
  }

  /// Nothing came any more: hands on what was held back.
  ///
  /// A sequence is recognised all the same when its rest comes later.
  mutating func giveUp() -> [Key] {
    if let text = paste {
      paste = nil
      return [.paste(text)]
    }
    defer { handedOn = held.count }
    return held.dropFirst(handedOn).map(Key.byte)
  }

  private mutating func addToPaste(_ byte: UInt8) -> [Key] {
    paste?.append(byte)
    guard byte == Self.pasteEnd.last, let text = paste,
      text.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd)
    else { return [] }
    paste = nil
    return [.paste(text.dropLast(Self.pasteEnd.count))]
  }

  private mutating func forget() {
    held = []
    handedOn = 0
  }
}
