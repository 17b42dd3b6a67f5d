import Conversation

/// The places in which two JSON values differ, such as `citations.ranges`, without the numbers of elements.
func differences(_ one: JSONValue?, _ other: JSONValue?, at place: String = "") -> Set<String> {
  switch (one, other) {
  case (.object(let members), .object(let others)):
    Set((members + others).map(\.name)).reduce(into: []) { places, name in
      let inner = place.isEmpty ? name : place + "." + name
      places.formUnion(differences(one?[name], other?[name], at: inner))
    }
  case (.array(let elements), .array(let others)) where elements.count == others.count:
    zip(elements, others).reduce(into: []) { places, pair in
      places.formUnion(differences(pair.0, pair.1, at: place))
    }
  default: one == other ? [] : [place]
  }
}
