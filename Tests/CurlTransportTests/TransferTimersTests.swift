import Session
import Testing

@testable import CurlTransport

@Suite struct TransferTimersTests {
  private let start = SuspendingClock.now

  private func instant(_ seconds: Double) -> SuspendingClock.Instant {
    start.advanced(by: .seconds(seconds))
  }

  @Test func `has one deadline in each phase`() throws {
    let limits = TransferLimits(connect: 10, firstByte: 120, idle: 60, total: 0)
    var timers = TransferTimers(limits: limits, start: start)
    #expect(try #require(timers.next) == (.connect, instant(10)))
    timers.noteConnection(at: instant(2))
    timers.noteConnection(at: instant(3))
    #expect(try #require(timers.next) == (.firstByte, instant(122)))
    timers.noteBytes(at: instant(50))
    #expect(try #require(timers.next) == (.idle, instant(110)))
    timers.noteBytes(at: instant(70))
    #expect(try #require(timers.next) == (.idle, instant(130)))
  }

  @Test func `counts the whole from the start`() throws {
    let limits = TransferLimits(connect: 0, firstByte: 0, idle: 60, total: 90)
    var timers = TransferTimers(limits: limits, start: start)
    #expect(try #require(timers.next) == (.total, instant(90)))
    timers.noteConnection(at: instant(1))
    timers.noteBytes(at: instant(20))
    #expect(try #require(timers.next) == (.idle, instant(80)))
    timers.noteBytes(at: instant(40))
    #expect(try #require(timers.next) == (.total, instant(90)))
  }

  @Test(arguments: [0, -1, Double.nan, -Double.infinity])
  func `has no deadline without a limit`(seconds: Double) {
    let limits = TransferLimits(connect: seconds, firstByte: 0, idle: 0, total: seconds)
    #expect(TransferTimers(limits: limits, start: start).next == nil)
  }

  @Test(arguments: [1e12, Double.infinity, Double.greatestFiniteMagnitude])
  func `takes a limit beyond all measure`(seconds: Double) {
    let limits = TransferLimits(connect: seconds, firstByte: 0, idle: 0, total: 0)
    #expect(TransferTimers(limits: limits, start: start).next?.instant == instant(1e9))
  }
}
