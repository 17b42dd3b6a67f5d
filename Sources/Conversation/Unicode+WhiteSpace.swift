extension Unicode.Scalar {
  /// Whether Unicode counts the scalar as white space (property `White_Space`), quickly for ASCII.
  public var isWhiteSpace: Bool {
    if value < 0x80 { return value == 0x20 || (0x09...0x0D).contains(value) }
    return properties.isWhitespace
  }
}
