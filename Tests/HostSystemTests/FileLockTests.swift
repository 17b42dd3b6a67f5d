import HostSystem
import TestSupport
import Testing

@Suite struct FileLockTests {
  @Test func `is held by one at a time, until it is let go`() throws {
    let path = try TemporaryHome().path + ".lock"
    let second = try FileLock(at: path)
    do {
      let first = try FileLock(at: path)
      #expect(try first.take())
      #expect(try !second.take())
      withExtendedLifetime(first) {}
    }
    #expect(try second.take())
    #expect(try HostFile.bytes(of: path, limit: 10).isEmpty)
  }

  @Test func `needs a folder`() throws {
    #expect(throws: SystemCallFailure.self) { try FileLock(at: "/nowhere/at/all.lock") }
  }
}
