import CommandLine
import Testing

/// What answers: a backend with a URL, a folder of documents or, where neither is named, the guide.
@Suite struct DocumentsSettingsTests {
  private let url = "https://chat.example.com"

  @Test func `a folder of documents is kept as it was typed`() throws {
    for folder in ["/srv/docs", "docs/../docs/", "~", " ", "-x"] {
      let settings = try settings(["--docs", folder])
      #expect(settings.documents == folder)
      #expect(settings.url == nil)
    }
  }

  @Test func `no documents are the default`() throws {
    #expect(try settings([]).documents == nil)
    #expect(try settings(["--url", url]).documents == nil)
  }

  @Test func `the last of several folders holds`() throws {
    #expect(try settings(["--docs=one", "--docs=two"]).documents == "two")
  }

  @Test func `documents outweigh the URL of the environment, and it is not judged`() throws {
    for text in [url, "nonsense"] {
      let settings = try settings(["--docs=here"], ["CHAT_URL": text])
      #expect(settings.documents == "here")
      #expect(settings.url == nil)
    }
  }

  @Test(arguments: [
    ["--docs=here", "--url=https://chat.example.com"],
    ["--url=https://chat.example.com", "--docs=here"],
    ["ask", "-u", "https://chat.example.com", "hello", "--docs", "here"],
  ])
  func `documents and a URL exclude each other`(arguments: [String]) {
    #expect(throws: UsageError.conflictingOptions(.url, .docs)) { try Parser.parse(arguments) }
  }

  @Test(arguments: [OptionName.raw, .dryRun])
  func `documents are not asked by requests`(option: OptionName) {
    #expect(throws: UsageError.conflictingOptions(option, .docs)) {
      try Parser.parse(["--docs=here", option.typed])
    }
  }

  @Test func `an API of the environment does not count beside documents`() throws {
    #expect(try settings(["--docs=here"], ["CHAT_API": "glean"]).documents == "here")
  }

  @Test(arguments: [["--docs="], ["--docs", ""], ["--docs=here", "--docs="], ["--docs=a\0b"]])
  func `a folder needs a name`(arguments: [String]) {
    #expect(throws: UsageError.noFolder) { try settings(arguments) }
    #expect(throws: UsageError.noFolder) { try settings(arguments, ["CHAT_URL": url]) }
  }

  @Test(arguments: [
    (["--raw"], OptionName.raw), (["--dry-run"], .dryRun), (["--api=glean"], .api),
    (["--api", "glean", "--docs=here"], .api),
  ])
  func `what is for a backend needs its URL`(arguments: [String], option: OptionName) {
    #expect(throws: UsageError.needsURL(.option(option))) { try settings(arguments) }
  }

  @Test func `an API of the environment needs a URL and is told as what it is`() {
    #expect(throws: UsageError.needsURL(.variable(.api))) {
      try settings([], ["CHAT_API": "glean"])
    }
  }

  @Test func `an API of the environment is looked at only where no option says otherwise`() throws {
    #expect(try settings(["--api=auto"], ["CHAT_API": "glean"]).api == "auto")
    #expect(throws: UsageError.needsURL(.option(.api))) {
      try settings(["--api=glean"], ["CHAT_API": "auto"])
    }
  }

  @Test func `the API that suits everything needs no URL`() throws {
    #expect(try settings([], ["CHAT_API": "auto"]).url == nil)
    #expect(try settings(["--api=auto"]).url == nil)
    #expect(try settings(["--api=auto", "--docs=here"]).documents == "here")
  }

  @Test(arguments: ["--raw", "--dry-run", "--api=glean"])
  func `with a URL they all may be given`(argument: String) throws {
    #expect(try settings([argument, "--url", url]).url?.text == url)
    #expect(try settings([argument], ["CHAT_URL": url]).url?.text == url)
  }

  @Test func `an unknown API is told before a missing URL`() {
    #expect(
      throws: UsageError.notAChoice(.variable(.api), value: "nope", choices: OptionTable.apiNames)
    ) { try settings(["--raw"], ["CHAT_API": "nope"]) }
  }
}
