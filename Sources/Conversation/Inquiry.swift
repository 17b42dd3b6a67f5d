/// Something that the backend asks the person in the middle of its answer, and waits for.
public struct Inquiry: Equatable, Sendable {
  /// What kind of answer it waits for.
  public enum Kind: Equatable, Sendable {
    /// Yes or no: whether it may do something.
    case permission
    /// That it was read.
    case acknowledgement
    /// Some words.
    case text
    /// One of these.
    case choice([String])
  }

  /// The backend's id, under which it is answered.
  public var id: String
  /// What it waits for.
  public var kind: Kind
  /// What it is about: the name of a tool, or a heading.
  public var title: String
  /// The question in the backend's words.
  public var message: String
  /// What would be done, such as a command or a path.
  public var details: String?

  /// A question with all its parts.
  public init(id: String, kind: Kind, title: String, message: String, details: String? = nil) {
    self.id = id
    self.kind = kind
    self.title = title
    self.message = message
    self.details = details
  }
}

/// How a person answers an ``Inquiry``.
public enum InquiryAnswer: Equatable, Sendable {
  /// Yes, or that it was read.
  case yes
  /// No.
  case no
  /// These words, or the choice of that name.
  case text(String)
  /// Nobody was there to be asked.
  case unanswered
  /// No answer but a signal, such as Ctrl-C's, which ends the reply; its number.
  case interrupted(signal: Int32)
}
