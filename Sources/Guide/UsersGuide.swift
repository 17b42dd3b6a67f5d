/// The user's guide as it is compiled into the program, from `docs/guide`.
public enum UsersGuide {
  /// A page of the guide.
  public struct Page: Sendable {
    /// The name of its file, without the extension.
    public let name: String
    /// Its Markdown source.
    public let source: String

    init(_ name: String, _ bytes: [UInt8]) {
      self.name = name
      source = String(decoding: bytes, as: UTF8.self)
    }
  }

  /// All pages, in the order in which they are best read.
  public static var pages: [Page] {
    [
      Page("getting-started", PackageResources.getting_started_md),
      Page("asking", PackageResources.asking_md),
      Page("conversation", PackageResources.conversation_md),
      Page("answers", PackageResources.answers_md),
      Page("glean", PackageResources.glean_md),
      Page("backends", PackageResources.backends_md),
      Page("documents", PackageResources.documents_md),
      Page("configuration", PackageResources.configuration_md),
      Page("scripting", PackageResources.scripting_md),
      Page("privacy-and-security", PackageResources.privacy_and_security_md),
      Page("troubleshooting", PackageResources.troubleshooting_md),
    ]
  }
}
