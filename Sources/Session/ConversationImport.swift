public import Conversation
internal import Presentation
internal import WireFormats

/// Reads back what an export wrote: a conversation or a list of them as JSON, or a line of JSON for each.
public enum ConversationImport {
  /// The conversations in the bytes of a file, in their order.
  public static func records(
    in bytes: [UInt8]
  ) throws(ConversationImportFailure) -> [ConversationRecord] {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let first = bytes[start...].first(where: { !isSpace($0) }) else { throw .empty }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      throw foreign(String(decoding: bytes[start...].prefix(1_024), as: UTF8.self))
    }
    var document = JSONDocument()
    let whole: JSONView
    do throws(JSONError) {
      whole = try document.parse(bytes, in: start..<bytes.count)
    } catch {
      guard error.reason == .textBehindValue, first == UInt8(ascii: "{") else { throw .json(error) }
      return try lines(of: bytes, from: start, &document)
    }
    return try records(of: whole)
  }

  private static func records(
    of view: JSONView
  ) throws(ConversationImportFailure) -> [ConversationRecord] {
    guard view.kind == .array else {
      return [try record(of: view.value, at: nil)]
    }
    var records: [ConversationRecord] = []
    for element in view.elements {
      records.append(try record(of: element.value, at: .number(records.count + 1)))
    }
    return records
  }

  private static func lines(
    of bytes: [UInt8],
    from start: Int,
    _ document: inout JSONDocument
  ) throws(ConversationImportFailure) -> [ConversationRecord] {
    var records: [ConversationRecord] = []
    var (number, index) = (0, start)
    while index < bytes.count {
      number += 1
      let end = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      defer { index = end + 1 }
      guard !bytes[index..<end].allSatisfy(isSpace) else { continue }
      records.append(try record(in: bytes, index..<end, line: number, &document))
    }
    return records
  }

  private static func record(
    in bytes: [UInt8],
    _ range: Range<Int>,
    line: Int,
    _ document: inout JSONDocument
  ) throws(ConversationImportFailure) -> ConversationRecord {
    let value: JSONValue
    do throws(JSONError) {
      value = try document.parse(bytes, in: range).value
    } catch {
      var error = error
      error.line = line
      throw .json(error)
    }
    return try record(of: value, at: .line(line))
  }

  /// The conversation, of which no turn is passed over.
  private static func record(
    of value: JSONValue,
    at place: ConversationImportFailure.Place?
  ) throws(ConversationImportFailure) -> ConversationRecord {
    guard let record = ConversationRecord(json: value) else { throw .noConversation(place) }
    guard case .array(let turns)? = value["turns"], turns.count > record.turns.count else {
      return record
    }
    let wrong = turns.firstIndex { Turn(json: $0) == nil } ?? 0
    throw .noTurn(wrong + 1, in: place)
  }

  /// What a file is that does not begin like JSON.
  private static func foreign(_ beginning: String) -> ConversationImportFailure {
    let text = beginning.drop(while: \.isWhitespace)
    if text.hasPrefix("# ") || text.hasPrefix(">") { return .markdown }
    return text.hasPrefix("<") ? .html : .notJSON
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || 0x09...0x0D ~= byte
  }
}
