/// The text of a file as a part of a prompt.
enum AttachedText {
  /// A block of code with the file's name, behind an empty line; its fence is longer than any in the text.
  static func block(_ name: String, _ text: String) -> String {
    var longest = 2
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let end = text.hasSuffix("\n") ? "" : "\n"
    return "\n\n\(name):\n\n\(fence)\n\(text)\(end)\(fence)"
  }
}
