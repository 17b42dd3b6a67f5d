import CommandLine
import TerminalText
import Testing

@testable import Session

@Suite struct ThemeTests {
  @Test
  func `knows the same themes, roles and colors where they are chosen and where they are drawn`() {
    #expect(ThemeChoice.names.sorted() == Theme.named.keys.sorted())
    #expect(ThemeChoice.roles == Role.names)
    #expect(ThemeChoice.colors.compactMap(Color.named) == Color.allCases)
  }

  @Test func `takes the looks that were chosen and leaves the others`() {
    let theme = Theme(
      ThemeChoice(name: "mono", styles: ["code": ["bold", "bright-blue"], "heading": ["plain"]])
    )
    #expect(theme.style(of: .code) == Style(foreground: .brightBlue, isBold: true))
    #expect(theme.style(of: .heading) == .plain)
    #expect(theme.style(of: .emphasis) == Style(isItalic: true))
  }

  @Test func `has every attribute's word`() {
    let style = Style(words: ThemeChoice.attributes + ["unheard-of"])
    let all = Style(
      isBold: true,
      isFaint: true,
      isItalic: true,
      isUnderlined: true,
      isStruckThrough: true
    )
    #expect(style == all)
  }

  @Test func `the theme without colors has none`() {
    for bit in Role.names.indices {
      #expect(Theme.mono.style(of: Role(rawValue: 1 << UInt32(bit))).foreground == nil)
    }
  }

  @Test func `no theme uses a color that is lost on a dark or a light background`() {
    let lost: [Color] = [.black, .white, .brightBlack, .brightWhite]
    for theme in Theme.named.values {
      for bit in Role.names.indices {
        let color = theme.style(of: Role(rawValue: 1 << UInt32(bit))).foreground
        #expect(!lost.contains { $0 == color })
      }
    }
  }
}
