/// Whether a text is printable ASCII, TAB and LF alone.
func isPlain(_ text: String) -> Bool {
  var text = text
  return text.withUTF8 { unsafe endOfPlainText(in: $0, from: 0) == $0.count }
}

/// The end of the run of printable ASCII, TAB and LF that begins at `start`.
///
/// Eight bytes at a time, which is what makes long plain answers cost next to nothing.
func endOfPlainText(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
  let raw = UnsafeRawBufferPointer(bytes)
  var index = start
  while index < raw.count {
    if index + 8 <= raw.count,
      isPrintable(unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    {
      index += 8
      continue
    }
    // A line end or TAB, or the last bytes: look at each of the next eight.
    let end = min(index + 8, raw.count)
    while index < end {
      let byte = unsafe raw[index]
      guard (byte >= 0x20 && byte < 0x7F) || byte == 0x0A || byte == 0x09 else { return index }
      index += 1
    }
  }
  return index
}

/// Whether each of eight bytes is from 0x20 to 0x7E.
private func isPrintable(_ word: UInt64) -> Bool {
  let high: UInt64 = 0x8080_8080_8080_8080
  // A byte below 0x20 borrows into its high bit; 0x7F carries into it; the rest has it already.
  let low = word &- 0x2020_2020_2020_2020
  let delete = word &+ 0x0101_0101_0101_0101
  return (word | low | delete) & high == 0
}

/// The scalar at `index`, which moves behind it; the bytes are those of a `String`, hence well
/// formed.
func decodeScalar(in bytes: UnsafeBufferPointer<UInt8>, at index: inout Int) -> Unicode.Scalar {
  let lead = unsafe bytes[index]
  index += 1
  guard lead >= 0x80 else { return Unicode.Scalar(lead) }
  let more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3
  var value = UInt32(lead) & (0x3F >> UInt32(more))
  for _ in 0..<more {
    value = value << 6 | UInt32(unsafe bytes[index] & 0x3F)
    index += 1
  }
  return Unicode.Scalar(value) ?? "\u{FFFD}"
}
