@testable import HostSystem

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A pseudo-terminal without a program on it.
final class TerminalPair {
  struct CannotOpen: Error {}

  private let controller: Int32
  private let device: Int32

  init(columns: UInt16) throws {
    #if canImport(Darwin)
    controller = posix_openpt(O_RDWR | O_NOCTTY)
    guard grantpt(controller) == 0, unlockpt(controller) == 0, let name = ptsname(controller)
    else { throw CannotOpen() }
    device = open(name, O_RDWR | O_NOCTTY)
    #else
    // Swift does not see glibc's functions for this: TIOCSPTLCK and TIOCGPTN of ioctl_tty(2).
    controller = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var lock: Int32 = 0
    var number: Int32 = 0
    guard ioctl(controller, 0x4004_5431, &lock) == 0, ioctl(controller, 0x8004_5430, &number) == 0
    else { throw CannotOpen() }
    device = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    #endif
    guard device >= 0 else { throw CannotOpen() }
    resize(columns: columns)
  }

  deinit {
    close(device)
    close(controller)
  }

  var stream: StandardStream { StandardStream(descriptor: device) }

  func resize(columns: UInt16) {
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    precondition(ioctl(device, UInt(TIOCSWINSZ), &size) == 0)
  }

  /// What was written and not yet read, at least `count` bytes of it.
  func output(_ count: Int) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while bytes.count < count {
      let got = read(controller, &buffer, buffer.count)
      guard got > 0 else { break }
      bytes += buffer[..<got]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
