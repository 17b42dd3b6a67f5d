/// Lines of a stream as Glean sends them.
enum Glean {
  static let path = "/rest/api/v1/chat"

  /// A line with a piece of the answer.
  static func text(_ text: String, chatId: String = "chat_1") -> String {
    """
    {"messages":[{"author":"GLEAN_AI","messageId":"m_1","messageType":"CONTENT","fragments":\
    [{"text":\(quoted(text))}]}],"chatId":"\(chatId)"}
    """
  }

  /// A line that ends an answer with follow-ups.
  static func followUps(_ prompts: String...) -> String {
    "{\"followUpPrompts\":[\(prompts.map(quoted).joined(separator: ","))],\"backendTimeMillis\":5}"
  }

  /// A line with a source of the text before it.
  static func citation(title: String, url: String) -> String {
    """
    {"messages":[{"author":"GLEAN_AI","messageId":"m_1","messageType":"CONTENT","fragments":\
    [{"citation":{"sourceDocument":{"id":\(quoted(url)),"title":\(quoted(title)),\
    "url":\(quoted(url)),"datasource":"gdrive"}}}]}]}
    """
  }

  /// The text as JSON writes it.
  static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\u{00}"..."\u{1F}":
        "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}
