import TestSupport
import Testing

/// `chat doctor` and a store that is not as it should be.
@Suite struct DoctorStoreTests {
  private let doctor: DoctorHome

  init() throws {
    doctor = try DoctorHome()
  }

  /// Puts other bytes in the place of the store; tells what is found, and expects that the bytes are left alone.
  private func troubles(with bytes: [UInt8]) throws -> [DoctorHome.Finding] {
    try doctor.home.write(bytes, to: DoctorHome.store)
    try doctor.home.setMode(0o600, of: DoctorHome.store)
    let (findings, result) = try doctor.findings()
    #expect(try doctor.store == bytes)
    let troubles = findings.filter { $0.status != "ok" && $0.section == "conversations" }
    #expect(result.ending == .exited(troubles.contains { $0.status == "failed" } ? 1 : 0))
    return troubles
  }

  @Test func `a page that is overwritten is damage, and nothing has to be lost`() throws {
    var bytes = try doctor.keepConversation()
    bytes.replaceSubrange(4_096 * 3..<4_096 * 4, with: repeatElement(0xAA, count: 4_096))
    let trouble = try #require(try troubles(with: bytes).first)
    #expect(trouble.status == "failed" && trouble.message.contains("is damaged: "))
    let remedy = try #require(trouble.remedy)
    #expect(remedy.contains("chat export --all --format ndjson"))
    #expect(remedy.contains("\(DoctorHome.store).damaged-2"))
  }

  @Test(arguments: [
    Array("no database, but some text\n".utf8), [UInt8](repeating: 7, count: 9_000),
  ])
  func `what is no database is to be moved away`(bytes: [UInt8]) throws {
    let trouble = try #require(try troubles(with: bytes).first)
    #expect(trouble.status == "failed")
    #expect(trouble.remedy?.hasPrefix("move it away") == true)
  }

  @Test func `a store that a newer version has written can be read`() throws {
    var bytes = try doctor.keepConversation()
    // PRAGMA user_version (https://sqlite.org/fileformat2.html).
    bytes[63] = 99
    let troubles = try troubles(with: bytes)
    #expect(troubles.count == 1 && troubles[0].message.contains("by a newer version"))
    #expect(troubles[0].remedy?.contains("it can be read") == true)
    #expect(try doctor.findings().0.contains { $0.message.hasPrefix("1 conversation") })
  }

  @Test func `another program's database is left alone`() throws {
    var bytes = try doctor.keepConversation()
    // PRAGMA application_id.
    bytes[68] = 1
    let troubles = try troubles(with: bytes)
    #expect(troubles.count == 1 && troubles[0].message.contains("something else"))
  }

  @Test func `an empty file is as good as none`() throws {
    _ = try doctor.keepConversation()
    #expect(try troubles(with: []).isEmpty)
  }

  @Test func `a folder in place of the store is told`() throws {
    try doctor.home.makeFolder(DoctorHome.store)
    let (findings, result) = try doctor.findings()
    #expect(result.ending == .exited(1))
    #expect(findings.contains { $0.section == "conversations" && $0.status == "failed" })
  }

  @Test func `a copy that a migration has left is told`() throws {
    let bytes = try doctor.keepConversation()
    try doctor.home.write(bytes, to: DoctorHome.store + ".before-1")
    let trouble = try #require(try troubles(with: bytes).first)
    #expect(trouble.status == "warning" && trouble.name == "copy")
    #expect(
      trouble.remedy?.hasSuffix("rm \(doctor.home.path)/\(DoctorHome.store).before-1") == true
    )
  }

  @Test func `a journal that is not empty is left for the next use`() throws {
    let bytes = try doctor.keepConversation()
    let journal = [UInt8](repeating: 1, count: 512)
    try doctor.home.write(journal, to: DoctorHome.store + "-journal")
    let trouble = try #require(try troubles(with: bytes).first)
    #expect(trouble.status == "warning" && trouble.name == "journal")
    let path = "\(doctor.home.path)/\(DoctorHome.store)-journal"
    #expect(try RepositoryFile.bytes(at: path) == journal)
  }

  @Test func `the history is read and counted`() throws {
    try doctor.home.write("one\ntwo\n", to: "state/chat/history")
    try doctor.home.setMode(0o600, of: "state/chat/history")
    let findings = try doctor.findings().0.filter { $0.section == "history" }
    #expect(findings.map(\.status) == ["ok"] && findings[0].message.hasSuffix("has 2 entries"))
    try doctor.home.setMode(0o640, of: "state/chat/history")
    let remedy = try doctor.troubles().first { $0.section == "history" }?.remedy
    #expect(remedy == "chmod 600 \(doctor.home.path)/state/chat/history")
  }
}
