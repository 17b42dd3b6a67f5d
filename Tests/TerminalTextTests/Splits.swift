import TestSupport

/// Every way of cutting `elements` into pieces: 2 to the power of the count less one.
func everySplit<Element>(of elements: [Element]) -> [[[Element]]] {
  (0..<1 << max(0, elements.count - 1)).map { mask in
    var pieces: [[Element]] = [[]]
    for (index, element) in elements.enumerated() {
      pieces[pieces.count - 1].append(element)
      if mask >> index & 1 == 1 { pieces.append([]) }
    }
    return pieces
  }
}

/// `elements` cut into pieces at random places.
func randomSplit<Element>(
  of elements: [Element],
  using generator: inout SeededGenerator
) -> [[Element]] {
  var pieces: [[Element]] = [[]]
  for element in elements {
    pieces[pieces.count - 1].append(element)
    if Int.random(in: 0..<3, using: &generator) == 0 { pieces.append([]) }
  }
  return pieces
}

/// A text of the scalars in order, however they join.
func text(of scalars: some Sequence<Unicode.Scalar>) -> String {
  var text = String.UnicodeScalarView()
  text.append(contentsOf: scalars)
  return String(text)
}

/// Scalars that sanitizing, measuring and wrapping treat in all their different ways.
let telling: [Unicode.Scalar] = [
  "a", "b", " ", "\t", "\n", "\r", "\u{1B}", "[", "\u{7}", "\u{7F}", "\u{9B}", "\u{301}", "\u{301}",
  "\u{FE0F}", "\u{FE0E}", "\u{200B}", "\u{200D}", "\u{200E}", "\u{202E}", "\u{1F3F4}", "\u{1F3F4}",
  "\u{E0067}", "\u{E0062}", "\u{E0065}", "\u{E0031}", "\u{E007F}", "\u{1F1E9}", "\u{1F469}",
  "\u{1F3FD}",
  "中", "、", "「", "\u{3000}", "é", "\u{1100}", "\u{1161}", ":", "/", "\u{600}", "\u{2764}",
]

/// A text of telling scalars with long stretches of the few that have to do with each other.
func randomScalars(count: Int, using generator: inout SeededGenerator) -> [Unicode.Scalar] {
  let few = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
    telling[Int.random(in: 0..<telling.count, using: &generator)]
  }
  return (0..<count).map { _ in
    let pool = Int.random(in: 0..<5, using: &generator) == 0 ? telling : few
    return pool[Int.random(in: 0..<pool.count, using: &generator)]
  }
}
