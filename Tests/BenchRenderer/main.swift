import Conversation
import Presentation
import TerminalText

// Renders Markdown from standard input as an answer of 80 columns in color, in deltas of 4 KB, to standard output: what
// `scripts/bench` compares with cmark-gfm.

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Writes all bytes; ends the program where they cannot be written.
func write(_ bytes: [UInt8]) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    guard count > 0 else { exit(1) }
    rest = rest.dropFirst(count)
  }
}

var renderer = AnswerRenderer(Layout(width: 80))
let encoder = ANSIEncoder(theme: .default)
var decoder = UTF8Decoder()
var output: [UInt8] = []
var buffer = [UInt8](repeating: 0, count: 4 << 10)
while true {
  let count = buffer.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
  guard count > 0 else { break }
  encoder.encode(renderer.add(.text(decoder.add(Array(buffer[..<count])))), into: &output)
  if output.count > 64 << 10 {
    write(output)
    output.removeAll(keepingCapacity: true)
  }
}
encoder.encode(renderer.finish(), into: &output)
write(output)
