import TerminalText
import TestSupport
import Testing
@testable import Presentation
#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif
@Suite struct Explore {
  @Test func explore() {
    guard let f = getenv("FROM"), let from = Int(String(cString: f)), let count = Int(String(cString: getenv("COUNT"))) else { return }
    var bad = 0
    let mode = String(cString: getenv("MODE"))
    func fails(_ d: String) -> Bool {
      if mode.contains("split") { return streamed([d], width: 40).notation != streamed(scalars(of: d), width: 40).notation }
      return !isShownDifferently(d) && shown(streamed([d])) != shown(whole(d))
    }
    for seed in from..<(from + count) {
      var g = MarkdownGenerator(seed: seed)
      let doc = mode.contains("soup") ? g.soup() : mode.contains("inline") ? g.inlineSoup() : g.document()
      guard fails(doc) else { continue }
      bad += 1
      var small = doc
      var size = small.count / 2
      while size > 0 {
        var changed = false
        var start = 0
        while start < small.count {
          let chars = Array(small)
          let try1 = String(chars[..<start] + chars[min(chars.count, start + size)...])
          if fails(try1) { small = try1; changed = true } else { start += size }
        }
        if !changed { size /= 2 }
      }
      print("BAD \(seed) \(small.debugDescription)\n  s \(streamed([small], width: 40).notation.debugDescription)\n  b \(streamed(scalars(of: small), width: 40).notation.debugDescription)\n  w \(whole(small, width: 40).notation.debugDescription)")
      if bad > 8 { break }
    }
    print("bad", bad)
  }
}
