import TestSupport
import Testing

@testable import HostSystem

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// What other programs print, by small scripts of the shell.
@Suite struct CommandOutputTests {
  private let signals: SignalPipe

  init() throws {
    signals = try SignalPipe(catching: [])
  }

  private func ending(
    _ words: [String],
    limit: Int = 100,
    millis: Int = 10_000,
    onErrors: ([UInt8]) -> Void = { _ in }
  ) -> CommandOutput.Ending {
    CommandOutput.of(
      words,
      environment: ["PATH": "/usr/bin:/bin", "A": "b c"],
      limit: limit,
      millis: millis,
      signals: signals,
      onErrors: onErrors
    )
  }

  private func shell(_ line: String, limit: Int = 100, millis: Int = 10_000) -> CommandOutput.Ending
  {
    ending(["/bin/sh", "-c", line], limit: limit, millis: millis)
  }

  @Test func `is what was printed, with the status`() {
    #expect(ending(["printf", "%s", "a b;$c"]) == .exited(0, Array("a b;$c".utf8)))
    #expect(shell("printf x; exit 3") == .exited(3, [0x78]))
    #expect(shell("printf \"$A\"") == .exited(0, Array("b c".utf8)))
    #expect(shell("cat; printf x") == .exited(0, [0x78]))
  }

  @Test func `a program that is not there, or ends by a signal, is told`() {
    #expect(ending(["no-such-program"]) == .notFound)
    #expect(ending(["/no/such/program"]) == .notFound)
    #expect(shell("kill -9 $$") == .killed(9))
    guard case .notStarted = ending(["/"]) else {
      Issue.record("a folder was started")
      return
    }
  }

  @Test func `more than may be printed ends the program`() {
    #expect(shell("printf '%0100d' 1") == .exited(0, [UInt8](repeating: 0x30, count: 99) + [0x31]))
    #expect(shell("printf '%0101d' 1") == .tooLong)
    #expect(ending(["yes"]) == .tooLong)
  }

  @Test func `more time than there is ends the program, also one that would not`() {
    #expect(shell("exec sleep 60", millis: 50) == .tooSlow)
    #expect(shell("trap '' TERM; while :; do sleep 1; done", millis: 300) == .tooSlow)
  }

  @Test func `a child of its own that goes on is not waited for`() {
    #expect(shell("sleep 20 & printf x", millis: 8_000) == .exited(0, [0x78]))
  }

  @Test func `standard error is handed over`() {
    var errors: [UInt8] = []
    let ending = ending(["/bin/sh", "-c", "echo one >&2; printf x; printf two >&2"]) {
      errors += $0
    }
    #expect(ending == .exited(0, [0x78]))
    #expect(errors == Array("one\ntwo".utf8))
  }
}
