import TerminalText
import Testing
import TestSupport
#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif
@testable import Presentation

@Suite struct StreamingTests {
  @Test func explore() {
    let from = Int(String(cString: getenv("FROM")))!
    var bad = 0
    for seed in from..<(from + Int(String(cString: getenv("COUNT")))!) {
      var g = MarkdownGenerator(seed: seed)
      let doc: String
      switch String(cString: getenv("MODE")) {
        case "soup": doc = g.soup()
        case "inline": doc = g.inlineSoup()
        default: doc = g.document()
      }
      let a = streamed([doc]).plainText
      let b = streamed(scalars(of: doc)).plainText
      if a != b { print("SPLIT \(seed) \(doc.debugDescription)\n  \(a.debugDescription)\n  \(b.debugDescription)"); bad += 1 }
      if isShownDifferently(doc) { continue }
      let c = whole(doc).plainText
      if a != c {
        var small = doc
        var size = small.count / 2
        while size > 0 {
          var changed = false
          var start = 0
          while start < small.count {
            let chars = Array(small)
            let try1 = String(chars[..<start] + chars[min(chars.count, start + size)...])
            if !isShownDifferently(try1), streamed([try1]).plainText != whole(try1).plainText { small = try1; changed = true } else { start += size }
          }
          if !changed { size /= 2 }
        }
        let doc = small
        let a = streamed([doc]).plainText, c = whole(doc).plainText
        print("WHOLE \(seed) \(doc.debugDescription)\n  s \(a.debugDescription)\n  w \(c.debugDescription)"); bad += 1 }
      if bad > 12 { break }
    }
    print("bad", bad)
  }
}
