extension JSONView {
  /// The member of that name unless it is `null`, which says no more than its absence.
  func given(_ name: String) -> JSONView? {
    self[name].flatMap { $0.isNull ? nil : $0 }
  }

  /// The text of the member of that name; `nil` when it is none or empty.
  func words(_ name: String) -> String? {
    self[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }
}
