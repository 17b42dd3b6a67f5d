#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

extension PseudoTerminal {
  /// A terminal's modes, to be compared.
  public struct Modes: Equatable, Sendable {
    /// Input, output, control and local flags, in this order.
    public let flags: [UInt64]
    /// The control characters.
    public let characters: [UInt8]

    init(_ modes: termios) {
      flags = [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag].map { UInt64($0) }
      characters = withUnsafeBytes(of: modes.c_cc) { Array($0) }
    }

    /// Whether typed keys are shown and gathered to lines by the terminal itself.
    public var isCooked: Bool {
      let cooked = UInt64(ICANON) | UInt64(ECHO)
      return flags[3] & cooked == cooked
    }
  }
}
