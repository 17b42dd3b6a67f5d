/// The APIs that `chat` speaks, and how the right one is found.
public enum KnownAPIs {
  /// In the order in which they are listed.
  public static let all: [any ChatAPI] = [
    GleanAPI(), GleanPlatformAPI(), PipesHubAPI(), MixAPI(), ServoyAPI(), PlainAPI(), OpenAIAPI(),
    OpenAIResponsesAPI(), PerplexityAPI(), AzureAPI(), CohereAPI(), OllamaAPI(), OnyxAPI(),
    VercelAPI(), LangServeAPI(), AnthropicAPI(),
  ]

  /// In the order in which a piece of a reply is tried on them; the last one takes what is left.
  public static let byReply: [any ChatAPI] = all.filter { !($0 is PlainAPI) } + [PlainAPI()]

  /// The API of that name, as `--api` takes it; `nil` for `auto` and for names it does not know.
  public static func named(_ name: String) -> (any ChatAPI)? {
    all.first { $0.name == name }
  }

  /// The API that a URL belongs to; where it tells nothing, the one that lets the reply decide.
  public static func recognised(by url: String) -> any ChatAPI {
    all.first { $0.recognises(url: url) } ?? AutoAPI()
  }
}
