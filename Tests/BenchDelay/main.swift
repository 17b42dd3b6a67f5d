// Reads from standard input what somebody made of the ticks of bench-server, and prints how many milliseconds after
// leaving the server they arrived: the median and the slowest of a hundred.

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Nanoseconds of CLOCK_MONOTONIC.
func now() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
}

var delays: [Int] = []
var digits = 0
var value = 0
var buffer = [UInt8](repeating: 0, count: 64 << 10)
while true {
  let count = buffer.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
  guard count > 0 else { break }
  let arrival = now()
  for byte in buffer[..<count] {
    if byte >= 0x30, byte <= 0x39 {
      digits += 1
      value = digits > 18 ? 0 : value * 10 + Int(byte - 0x30)
    } else {
      // Nothing else in the stream has as many digits.
      if digits > 11 { delays.append(arrival - value) }
      (digits, value) = (0, 0)
    }
  }
  // What stands behind a word may come with the next one only.
  if digits > 11 { delays.append(arrival - value) }
  (digits, value) = (0, 0)
}
delays.sort()
if delays.isEmpty {
  print("no ticks")
} else {
  let figures = [delays[delays.count / 2], delays[delays.count * 99 / 100]]
  print(figures.map { "\(Double($0 / 10_000) / 100)" }.joined(separator: " "))
}
