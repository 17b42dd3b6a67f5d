import Conversation
import TestSupport

/// Replies that look like Glean's, with everything that can be wrong with them.
enum RandomGlean {
  /// A body of a few lines.
  static func body(_ random: inout SeededGenerator) -> [UInt8] {
    var body = ""
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      body += JSONWriter.compact(response(&random))
      if Int.random(in: 0..<20, using: &random) == 0 { body += ["}", "\njunk", " x"].one(&random) }
      if Int.random(in: 0..<30, using: &random) > 0 { body += "\n" }
    }
    return Array(body.utf8)
  }

  private static func response(_ random: inout SeededGenerator) -> JSONValue {
    object(&random) { name, random in
      switch name {
      case "messages": list(&random, upTo: 3) { message(&$0) }
      case "followUpPrompts": list(&random, upTo: 3) { text(&$0) }
      case "backendTimeMillis": number(&random)
      case "error": Int.random(in: 0..<20, using: &random) == 0 ? text(&random) : .null
      default: text(&random)
      }
    } names: {
      [
        "messages", "messages", "chatId", "followUpPrompts", "backendTimeMillis",
        "chatSessionTrackingToken", "error",
      ]
    }
  }

  private static func message(_ random: inout SeededGenerator) -> JSONValue {
    object(&random) { name, random in
      switch name {
      case "author": .string(["GLEAN_AI", "GLEAN_AI", "GLEAN_AI", "USER", "X"].one(&random))
      case "messageType":
        .string(
          ["CONTENT", "CONTENT", "CONTENT", "UPDATE", "WARNING", "ERROR", "SERVER_TOOL", "X"]
            .one(&random)
        )
      case "messageId": .string(["m1", "m2", ""].one(&random))
      case "fragments": list(&random, upTo: 6) { fragment(&$0) }
      case "citations": list(&random, upTo: 3) { citation(&$0) }
      case "hasMoreFragments": .bool(Bool.random(using: &random))
      default: .string("2026-02-17T08:00:00Z")
      }
    } names: {
      [
        "author", "messageType", "messageId", "fragments", "fragments", "citations",
        "hasMoreFragments", "ts",
      ]
    }
  }

  private static func fragment(_ random: inout SeededGenerator) -> JSONValue {
    let kind = ["text", "text", "citation", "structuredResults", "querySuggestion", "file"]
      .one(&random)
    return object(&random) { name, random in
      switch name {
      case "text": text(&random)
      case "citation": citation(&random)
      case "structuredResults":
        list(&random, upTo: 2) { .object([.init("document", document(&$0))]) }
      case "querySuggestion": .object([.init("query", text(&random))])
      default: document(&random)
      }
    } names: {
      [kind]
    }
  }

  private static func citation(_ random: inout SeededGenerator) -> JSONValue {
    let kind = ["sourceDocument", "sourceFile", "sourcePerson", "sourceSkill", "x"].one(&random)
    return object(&random) { name, random in
      guard name == "referenceRanges" else { return document(&random) }
      return list(&random, upTo: 3) { random in
        .object([
          .init(
            "textRange",
            .object([.init("startIndex", number(&random)), .init("endIndex", number(&random))])
          ),
          .init("snippets", .array([.object([.init("pageNumber", number(&random))])])),
        ])
      }
    } names: {
      [kind, "referenceRanges"]
    }
  }

  private static func document(_ random: inout SeededGenerator) -> JSONValue {
    let key = ["1", "2", "3", ""].one(&random)
    return object(&random) { name, _ in
      .string(name == "id" ? key : name + key)
    } names: {
      ["id", "title", "name", "url", "obfuscatedId"]
    }
  }

  private static func text(_ random: inout SeededGenerator) -> JSONValue {
    let parts = [
      "a", " ", "\n", "\n\n", "\r\n", "e\u{301}", "👩‍👧", "🇩", "\u{200D}", "", "word ", "\0",
    ]
    return .string((0..<4).map { _ in parts.one(&random) }.joined())
  }

  private static func number(_ random: inout SeededGenerator) -> JSONValue {
    .number(["0", "1", "3", "7", "40", "-1", "1.5", "9223372036854775807", "1e400"].one(&random))
  }

  /// Most of the members that are named, now and then one with a value of any kind.
  private static func object(
    _ random: inout SeededGenerator,
    _ value: (String, inout SeededGenerator) -> JSONValue,
    names: () -> [String]
  ) -> JSONValue {
    var members: [JSONValue.Member] = []
    for name in names() where Int.random(in: 0..<5, using: &random) > 0 {
      let isOdd = Int.random(in: 0..<25, using: &random) == 0
      let odd: [JSONValue] = [
        .null, .bool(true), .number("5"), .string("x"), .array([]), .object([]),
      ]
      members.append(.init(name, isOdd ? odd.one(&random) : value(name, &random)))
    }
    return .object(members)
  }

  private static func list(
    _ random: inout SeededGenerator,
    upTo count: Int,
    _ element: (inout SeededGenerator) -> JSONValue
  ) -> JSONValue {
    .array((0..<Int.random(in: 0...count, using: &random)).map { _ in element(&random) })
  }
}

extension Array {
  fileprivate func one(_ random: inout SeededGenerator) -> Element {
    self[Int.random(in: indices, using: &random)]
  }
}
