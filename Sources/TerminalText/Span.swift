/// A stretch of text in one look.
///
/// The text may come from outside as it is: nothing reaches a terminal but through `ANSIEncoder`,
/// which masks it.
public struct Span: Hashable, Sendable {
  /// The text, possibly of several lines.
  public var text: String
  /// What it is.
  public var role: Role
  /// Where it leads, as it came; only what `Hyperlink` accepts becomes a link on the terminal.
  public var link: String?

  /// A stretch of text in one look.
  public init(_ text: String, role: Role = .plain, link: String? = nil) {
    self.text = text
    self.role = role
    self.link = link
  }

  func looks(like role: Role, link: String?) -> Bool {
    self.role == role && self.link == link
  }
}
