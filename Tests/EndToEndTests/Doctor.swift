import TestSupport
import WireFormats

/// A home in which `chat doctor` is asked.
struct DoctorHome {
  let home: TemporaryHome

  init() throws {
    home = try TemporaryHome()
  }

  /// Something that was found.
  struct Finding {
    var section: String
    var name: String
    var status: String
    var message: String
    var remedy: String?
  }

  /// Runs `chat` in this home.
  func chat(
    _ arguments: [String],
    environment: [String: String] = [:]
  ) throws -> ChatProcess.Result {
    try ChatProcess.run(arguments, environment: home.environment.merging(environment) { $1 })
  }

  /// What is found, and the run that found it.
  func findings(
    _ options: [String] = [],
    environment: [String: String] = [:]
  ) throws -> ([Finding], ChatProcess.Result) {
    let result = try chat(["doctor", "--json"] + options, environment: environment)
    let report = try JSONView(parsing: result.stdoutBytes, mode: .strict)
    let findings = report["findings"]?.elements.map { finding in
      func text(_ key: String) -> String { finding[key]?.string ?? "" }
      return Finding(
        section: text("section"),
        name: text("name"),
        status: text("status"),
        message: text("message"),
        remedy: finding["remedy"]?.string
      )
    }
    return (findings ?? [], result)
  }

  /// What is found that is not as it should be.
  func troubles(
    _ options: [String] = [],
    environment: [String: String] = [:]
  ) throws -> [Finding] {
    try findings(options, environment: environment).0.filter { $0.status != "ok" }
  }

  /// Keeps a conversation, and tells the bytes of the store.
  func keepConversation() throws -> [UInt8] {
    _ = try chat(["ask", "What is a token?"])
    return try store
  }

  /// The name of the store below the home.
  static let store = "data/chat/chat.db"

  /// The bytes of the store.
  var store: [UInt8] {
    get throws { try RepositoryFile.bytes(at: "\(home.path)/\(Self.store)") }
  }
}
