import CommandLine
import Testing

@Suite struct ConfigurationTextTests {
  private let members = [(key: "url", json: #""https://rag.example.com/chat""#)]

  private func adding(to text: String, name: String = "rag") -> String {
    ConfigurationText.adding(backend: name, members, to: text)
  }

  @Test(arguments: ["", "\n", "\u{FEFF}"])
  func `a new configuration has the backend alone`(text: String) {
    #expect(
      adding(to: text) == """
        {
          backends: {
            rag: {
              url: "https://rag.example.com/chat",
            },
          },
        }

        """
    )
  }

  @Test(arguments: [
    "// nothing yet\n", "/* head */", "{}", "{ color: \"never\" }",
    "{\n  // mine\n  color: \"never\",\n}\n",
    "{ backends: {} }", "{ backends: { a: { url: \"https://a.example.com\" } } }",
    "{\n  backends: {\n    a: { url: \"https://a.example.com\" }, // mine\n  },\n}\n",
    "\u{FEFF}{ \"backends\" : /* x */ { 'a': {url: 'https://a.example.com'} }, default: 'a' }\r\n",
  ])
  func `what is there stays as it is, and the result is a configuration`(text: String) {
    let (before, problems) = Configuration.reading(text)
    #expect(problems.isEmpty)
    let changed = adding(to: text)
    let (after, mistakes) = Configuration.reading(changed)
    #expect(mistakes.isEmpty, "\(changed)")
    #expect(after.backends.map(\.name) == ["rag"] + before.backends.map(\.name))
    #expect(after.color == before.color && after.defaultBackend == before.defaultBackend)
    // Nothing of the old text is lost.
    var rest = changed[...]
    for character in text where !character.isWhitespace {
      rest = rest.drop { $0 != character }.dropFirst()
    }
    #expect(changed.count > text.count && changed.contains("rag: {"))
  }

  @Test func `a name that is no word is quoted`() {
    #expect(adding(to: "", name: "my \"rag\"").contains(#"    "my \"rag\"": {"#))
  }

  @Test(arguments: ["{}", "{\n  // mine\n  backends: {},\n}\n", "{ color: 'never' }"])
  func `a default is added in front`(text: String) throws {
    let changed = ConfigurationText.adding(default: "rag", to: adding(to: text))
    let (configuration, problems) = Configuration.reading(changed)
    #expect(problems.isEmpty, "\(changed)")
    #expect(configuration.defaultBackend == "rag")
  }

  @Test func `the template says nothing, and nothing wrong`() {
    let (configuration, problems) = Configuration.reading(ConfigurationTemplate.text)
    #expect(problems.isEmpty && configuration.backends.isEmpty && configuration.color == nil)
  }
}
