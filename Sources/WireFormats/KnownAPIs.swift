/// The APIs that `chat` speaks, and how the right one is found.
public enum KnownAPIs {
  /// In the order in which a URL is tried on them.
  public static let all: [any ChatAPI] = [GleanAPI(), PipesHubAPI(), MixAPI()]

  /// The API of that name, as `--api` takes it; `nil` for `auto` and for names it does not know.
  public static func named(_ name: String) -> (any ChatAPI)? {
    all.first { $0.name == name }
  }

  /// The API that a URL belongs to.
  ///
  /// A URL that tells nothing is asked in Glean's way, and the reply decides.
  public static func recognised(by url: String) -> any ChatAPI {
    all.first { $0.recognises(url: url) } ?? GleanAPI()
  }
}
