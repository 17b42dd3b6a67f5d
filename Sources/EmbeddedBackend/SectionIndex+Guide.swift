internal import Guide
internal import SQLiteAccess

extension SectionIndex {
  /// The index of the user's guide and of the reference, in memory.
  convenience init(guide pages: [UsersGuide.Page]) throws {
    try self.init(Connection(.memory), prefixes: false)
    try connection.transaction {
      for page in pages {
        try add(
          Document(page.source, format: .markdown, name: page.name),
          name: page.name,
          Version(size: 0, modified: 0)
        )
      }
      try add(
        Document(ReferencePage.source, format: .markdown, name: ReferencePage.name),
        name: ReferencePage.name,
        Version(size: 0, modified: 0)
      )
    }
  }
}
