import Conversation
import TestSupport
import Testing

@testable import WireFormats

/// Images on their way into requests.
@Suite struct AttachmentTests {
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0xFF, 0x00]
  private static let image = Attachment(name: "a.png", mediaType: "image/png", bytes: png)

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("~\u{7F}?>", "fn8/Pg=="),
  ]) func `bytes are written in base 64`(text: String, expected: String) {
    let file = Attachment(name: "x", mediaType: "image/png", bytes: Array(text.utf8))
    #expect(file.base64 == expected)
    #expect(file.dataURL == "data:image/png;base64," + expected)
  }

  @Test(
    arguments: [
      (png, "image/png"), (Array("GIF89a.\0".utf8), "image/gif"),
      (Array("GIF87a.\0".utf8), "image/gif"), (Array("GIF89a is text".utf8), nil),
      ([0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg"),
      (Array("RIFF..\0.WEBPVP8 ".utf8), "image/webp"), (Array("RIFF..\0.WAVE".utf8), nil),
      (Array("RIFF....WEBPVP8 ".utf8), nil), ([0xFF, 0xD8, 0xFF, 0x20], nil),
      (Array("GIF88a".utf8), nil), (Array("PNG".utf8), nil), ([], nil), ([0xFF, 0xD8], nil),
      (Array(png.prefix(7)), nil), (Array("<svg/>".utf8), nil),
    ] as [([UInt8], String?)]
  )
  func `an image is known by its first bytes`(bytes: [UInt8], type: String?) {
    #expect(Attachment(image: bytes, name: "a.jpg")?.mediaType == type)
  }

  @Test func `these APIs take images`() {
    #expect(
      KnownAPIs.all.filter(\.takesImages).map(\.name) == [
        "glean", "mix", "openai", "openai-responses", "perplexity", "cohere", "ollama", "vercel",
        "anthropic",
      ]
    )
    #expect(!AutoAPI().takesImages)
  }

  @Test(arguments: KnownAPIs.all.filter { $0.takesImages && $0.name != "mix" })
  func `a request has the images of the prompt and of the turns before it`(
    _ api: any ChatAPI
  ) throws {
    var prompt = PromptRequest(
      prompt: "What is it?",
      attachments: [Self.image],
      history: [PastTurn(prompt: "And this?", attachments: [Self.image], answer: "A cat.")],
      parameters: RequestParameters(model: api.modelKey.map { _ in "model-x" })
    )
    prompt.uploadedFiles = ["FILE_1"]
    if api.namesConversations { prompt.conversationId = "conversation-1" }
    let endpoint = Endpoint(url: "https://rag.example.com")
    let request = try api.request(for: prompt, to: endpoint)
    let body = try JSONView(parsing: request.body).value.indented()
    expectGolden("POST \(request.url)\n\n\(body)\n", named: "requests/\(api.name)-image.txt")
  }

  @Test func `an image alone makes messages of a response's input`() throws {
    var prompt = PromptRequest(prompt: "x", attachments: [Self.image], conversationId: "resp_1")
    prompt.history = [PastTurn(prompt: "a", answer: "b")]
    let request = OpenAIResponsesAPI().request(
      for: prompt,
      to: Endpoint(url: "https://a.example.com")
    )
    let body = try JSONView(parsing: request.body)
    #expect(body["input"]?[0] != nil && body["input"]?[1] == nil)
    #expect(body["input"]?[0]?["content"]?[0]?["type"]?.string == "input_image")
  }

  @Test func `files are uploaded to Glean in a form`() throws {
    var endpoint = Endpoint(url: "https://acme-be.glean.com/rest/api/v1/chat?a=1", token: "t-1")
    endpoint.headerFields = [HTTPHeaderField("X-Own", "1"), HTTPHeaderField("Content-Type", "x")]
    var other = Self.image
    other.name = "b\"\r\nX: y.png"
    other.bytes = Array("chat-file-0".utf8)
    let request = try #require(GleanAPI().uploadRequest(of: [Self.image, other], to: endpoint))
    #expect(request.url == "https://acme-be.glean.com/rest/api/v1/uploadchatfiles?a=1")
    #expect(
      request.headerFields == [
        HTTPHeaderField("Content-Type", "multipart/form-data; boundary=chat-file-1"),
        HTTPHeaderField("Accept", "application/json"),
        HTTPHeaderField("Authorization", "Bearer t-1", isSecret: true),
        HTTPHeaderField("X-Own", "1"),
      ]
    )
    func part(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
      let disposition = "Content-Disposition: form-data; name=\"files\"; filename=\"\(name)\"\r\n"
      let head = "--chat-file-1\r\n\(disposition)Content-Type: image/png\r\n\r\n"
      return Array(head.utf8) + bytes + [0x0D, 0x0A]
    }
    let end = Array("--chat-file-1--\r\n".utf8)
    #expect(
      request.body
        == part("a.png", Self.png) + part("b__X: y.png", other.bytes) + end
    )
    #expect(
      GleanAPI().uploadRequest(of: [other], to: Endpoint(url: "https://a.example.com/x")) == nil
    )
  }

  @Test func `Glean tells the ids of what was uploaded, or why it was not taken`() throws {
    let api = GleanAPI()
    let taken = #"{"files":[{"id":"F1","metadata":{"status":"PROCESSING"}},{"id":"F2"}]}"#
    #expect(try api.uploadedFiles(in: Array(taken.utf8)) == ["F1", "F2"])
    let failed = #"{"files":[{"id":"F1","metadata":{"status":"FAILED","failureReason":"PARSE"}}]}"#
    #expect(throws: UploadFailure(reason: "PARSE")) {
      try api.uploadedFiles(in: Array(failed.utf8))
    }
    for bad in [#"{"files":[{"name":"a"}]}"#, #"{"files":[]}"#, "{}", "<html>"] {
      #expect(throws: UploadFailure()) { try api.uploadedFiles(in: Array(bad.utf8)) }
    }
  }

  @Test func `a message to Mix names the address of what was uploaded to its session`() throws {
    let endpoint = Endpoint(url: "http://localhost:8088/?a=1")
    let request = MixAPI().uploadRequest(of: Self.image, session: "s 1", to: endpoint)
    #expect(request.url == "http://localhost:8088/api/sessions/s%201/files?a=1")
    let start = "--chat-file-0\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\""
    #expect(request.body.starts(with: start.utf8))
    let reply = #"{"name":"a.png","url":"http://localhost:8088/f/a.png","size":3}"#
    #expect(try MixAPI().uploadedFiles(in: Array(reply.utf8)) == ["http://localhost:8088/f/a.png"])
    #expect(throws: UploadFailure()) { try MixAPI().uploadedFiles(in: Array("{}".utf8)) }
    #expect(PromptRequest(prompt: "x").naming(["u", "v"]) == "x\n\nu\nv")
  }
}
