extension [Block] {
  /// Their words without any style: lines of code as they are, and the cells of a row apart.
  public var plainText: String {
    map(\.plainText).filter { !$0.isEmpty }.joined(separator: "\n")
  }
}

extension Block {
  fileprivate var plainText: String {
    switch self {
    case .paragraph(let inlines), .heading(_, let inlines): inlines.plainText
    case .codeBlock(_, let code): code
    case .blockQuote(let blocks): blocks.plainText
    case .list(let list): list.items.map(\.blocks.plainText).joined(separator: "\n")
    case .table(let table):
      table.rows.map { $0.map(\.plainText).joined(separator: " · ") }.joined(separator: "\n")
    case .thematicBreak, .htmlBlock: ""
    }
  }
}
