#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The manual in the repository, as far as the comparisons with the tables need it.
struct ManualPage {
  /// An item of a list: the words of its `.It` line without that macro, and the lines below it.
  struct Item {
    var head: [Substring]
    var body: [Substring]
  }

  private var lines: [Substring]

  init() throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    lines = try contents(of: "/\(root)/man/chat.1").split(separator: "\n")
  }

  /// The lines of a section, without its heading.
  func section(_ title: String) -> [Substring] {
    Array(lines.drop { $0 != ".Sh \(title)" }.dropFirst().prefix { !$0.hasPrefix(".Sh ") })
  }

  /// The items of a section's lists.
  func items(in title: String) -> [Item] {
    section(title).reduce(into: []) { items, line in
      if line.hasPrefix(".It ") {
        items.append(Item(head: line.split(separator: " ").dropFirst().map(\.self), body: []))
      } else if !items.isEmpty {
        items[items.count - 1].body.append(line)
      }
    }
  }
}

extension [Substring] {
  /// The words of a line of mdoc as they are read: `Fl u , Fl -url Ar URL` is `-u, --url URL`.
  var rendered: String {
    var text = ""
    var isFlag = false
    var closing = ""
    for word in self {
      switch word {
      case "Fl": isFlag = true
      case "Op": closing = "]"
      case "Ar", "Cm", "Ev", "Ic", "Nm": continue
      case ",": text += ","
      default:
        let start = text.isEmpty ? "" : " "
        let opening = closing.isEmpty || text.contains("[") ? "" : "["
        text += start + opening + (isFlag ? "-" : "") + word
        isFlag = false
      }
    }
    return text + closing
  }
}

private struct CannotRead: Error {
  var path: String
}

private func contents(of path: String) throws -> String {
  guard let file = fopen(path, "r") else { throw CannotRead(path: path) }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
  return String(decoding: bytes, as: UTF8.self)
}
