/// The page that text is laid out on.
public struct Layout: Hashable, Sendable {
  /// The columns of the screen; `nil` where there is none, as in a pipe: nothing is wrapped or fitted then.
  public var width: Int?
  /// Whether lines of prose are broken at words; otherwise the terminal breaks them, and a copy has none of that.
  public var wrapsProse: Bool
  /// Whether the screen is known to follow links itself (OSC 8), so that their targets need not be read.
  public var followsHyperlinks: Bool
  /// Whether looks are seen at all.
  public var hasColors: Bool

  /// A page of `width` columns; one without a width is without looks too, unless `hasColors` says otherwise.
  public init(
    width: Int? = nil,
    wrapsProse: Bool = true,
    followsHyperlinks: Bool = false,
    hasColors: Bool? = nil
  ) {
    self.hasColors = hasColors ?? (width != nil)
    self.width = width
    self.wrapsProse = wrapsProse
    self.followsHyperlinks = followsHyperlinks
  }

  /// The columns at which prose is broken; `nil` where it is not.
  var proseWidth: Int? { wrapsProse ? width : nil }

  /// What gives code its looks; `nil` where its language is not known, and where nobody would see them.
  func highlighter(for info: String) -> CodeHighlighter? {
    hasColors ? CodeHighlighter(info: info) : nil
  }
}
