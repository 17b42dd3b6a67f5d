import HostSystem
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The environment and the clock of the process.
@Suite struct HostProcessTests {
  @Test func `the environment is what getenv sees`() {
    let environment = HostProcess.environment
    #expect(!environment.isEmpty)
    for (name, value) in environment {
      #expect(getenv(name).map { String(cString: $0) } == value, "\(name)")
    }
  }

  @Test func `the clock never goes back and counts milliseconds`() {
    let start = HostProcess.now()
    let begin = SuspendingClock.now
    while begin.duration(to: .now) < .milliseconds(20) { sched_yield() }
    let elapsed = HostProcess.now() - start
    #expect((19...5_000).contains(elapsed))
  }
}
