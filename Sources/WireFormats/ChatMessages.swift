internal import Conversation

/// A message of a conversation as most backends take it.
struct ChatMessage {
  var role: String
  var text: String
  var images: [Attachment] = []

  /// The message with its text alone.
  var plain: JSONValue { with(.string(text)) }

  /// The message with its text alone, or with its images and its text as parts of a list.
  func parts(textType: String = "text", _ image: (Attachment) -> JSONValue) -> JSONValue {
    guard !images.isEmpty else { return plain }
    let text: JSONValue = .object([
      .init("type", .string(textType)), .init("text", .string(text)),
    ])
    return with(.array(images.map(image) + [text]))
  }

  /// The message with its images by their data URLs, as in OpenAI's Chat Completions.
  var withImageURLs: JSONValue {
    parts {
      .object([
        .init("type", .string("image_url")),
        .init("image_url", .object([.init("url", .string($0.dataURL))])),
      ])
    }
  }

  private func with(_ content: JSONValue) -> JSONValue {
    .object([.init("role", .string(role)), .init("content", content)])
  }
}

extension PromptRequest {
  /// The turns so far and the prompt, oldest first; what the model is told before all of them is a message too.
  ///
  /// - Parameters:
  ///   - hasSystem: Whether that message stands here, and not in a place of its own.
  ///   - message: What a message looks like; it is given the place too, counted from 0.
  /// - Returns: An array of messages.
  func messages(
    hasSystem: Bool = true,
    _ message: (_ message: ChatMessage, _ place: Int) -> JSONValue = { message, _ in message.plain }
  ) -> JSONValue {
    var all = history.flatMap {
      [
        ChatMessage(role: "user", text: $0.prompt, images: $0.attachments),
        ChatMessage(role: "assistant", text: $0.answer),
      ]
    }
    all.append(ChatMessage(role: "user", text: prompt, images: attachments))
    if hasSystem, let system = parameters.system {
      all.insert(ChatMessage(role: "system", text: system), at: 0)
    }
    return .array(all.enumerated().map { message($1, $0) })
  }
}

extension Endpoint {
  /// The endpoint, with a path where its URL has none, or ends with the part of it that clients of the API are given.
  func completed(with path: String, behind base: String) -> Endpoint {
    let parts = URLParts(url)
    guard parts.trimmedPath.hasSuffix(base) else { return completed(with: path) }
    var endpoint = self
    endpoint.url =
      String(parts.origin + parts.trimmedPath) + path.dropFirst(base.count) + parts.rest
    return endpoint
  }

  /// The endpoint, with its credential in a field of that name unless the person wants it otherwise.
  func sendingToken(in name: String) -> Endpoint {
    guard authHeader == nil, authScheme == nil else { return self }
    var endpoint = self
    endpoint.authHeader = name
    return endpoint
  }
}
