import TestSupport
import Testing

/// Wherever a backend sends its visitors, neither prompt nor token goes there.
@Suite struct RedirectTests {
  enum Place: CaseIterable {
    case same
    case otherPort
    case otherHost
    case withoutTLS
    case file
  }

  @Test(
    .enabled(if: TestAuthority.isAvailable),
    arguments: [301, 302, 303, 307, 308],
    Place.allCases
  )
  func `a redirect is not followed`(status: Int, place: Place) throws {
    let authority = try #require(TestAuthority.shared)
    let second = try LoopbackServer(always: .json(Glean.text("No.")))
    let target =
      switch place {
      case .same: "/elsewhere?token=geheim"
      case .otherPort, .withoutTLS: second.url(path: "/elsewhere?token=geheim")
      case .otherHost: "http://localhost:\(second.port)/elsewhere?token=geheim"
      case .file: "file:///etc/hostname"
      }
    let first = try LoopbackServer(
      always: .sized(
        status: status,
        contentType: "text/plain",
        fields: ["Location: \(target)"],
        body: []
      )
    )
    let front =
      place == .withoutTLS ? try TLSFront("good", of: authority, before: first.port) : nil
    let result = try ChatProcess.run(
      ["ask", "-u", front?.url() ?? first.url(), "--cacert", authority.path("ca.pem"), "x"],
      environment: ["CHAT_TOKEN": "canary-Zm9vYmFy"]
    )
    #expect(result.ending == .exited(1))
    #expect(result.stdout.isEmpty)
    #expect(result.stderr.contains("status \(status) points to"))
    #expect(!result.stderr.contains("geheim"))
    #expect(first.requests.count == 1)
    #expect(second.connectionCount == 0)
  }
}
