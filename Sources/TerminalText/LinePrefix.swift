/// What stands at the start of a line.
struct LinePrefix: Sendable {
  let text: StyledText
  /// Without the spaces at its end, for a line without words.
  let bare: StyledText
  let cells: Int

  init(_ text: StyledText) {
    self.text = text
    cells = DisplayWidth.cells(of: text)
    var spans = text.spans
    while let last = spans.popLast() {
      let end = last.text.lastIndex { $0 != " " }
      guard let end else { continue }
      spans.append(Span(String(last.text[...end]), style: last.style, link: last.link))
      break
    }
    bare = StyledText(spans)
  }
}
