/// An open element that counts.
struct OpenElement {
  let name: String
  let isFormatting: Bool
  let isBlock: Bool
  let isScope: Bool

  init(_ name: String) {
    self.name = name
    isFormatting = HTMLNames.formatting.contains(name)
    isBlock = HTMLNames.blocks.contains(name) || HTMLNames.closedBlocks.contains(name)
    isScope = HTMLNames.scopes.contains(name)
  }
}
