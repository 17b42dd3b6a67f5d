public import Conversation

/// What a person wants to stand in every request beside the prompt.
public struct RequestParameters: Equatable, Sendable {
  /// A value at a place in the request.
  public struct Setting: Equatable, Sendable {
    /// The names of the members that lead to it, from the outermost.
    public var path: [String]
    /// The value.
    public var value: JSONValue

    /// The value at a path of names with points between them.
    public init(path: String, value: JSONValue) {
      self.path = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      self.value = value
    }

    /// The path as it is typed, with points between the names.
    public var key: String { path.joined(separator: ".") }
  }

  /// The model to ask; `nil` leaves it to the backend.
  public var model: String?
  /// What the model is told before all prompts.
  public var system: String?
  /// Further values, in the order in which they were set.
  public private(set) var settings: [Setting] = []

  /// Parameters that add nothing.
  public init(model: String? = nil, system: String? = nil) {
    self.model = model
    self.system = system
  }

  /// Sets a value, in place of one that the same path has.
  public mutating func set(_ setting: Setting) {
    settings.removeAll { $0.path == setting.path }
    settings.append(setting)
  }

  /// Forgets the values at a member of the request and below it.
  mutating func unset(_ member: String) {
    settings.removeAll { $0.path.first == member }
  }

  /// Sets what a person typed behind a key: JSON, or else text.
  public mutating func set(_ key: String, typed text: String) {
    set(Setting(path: key, value: JSONValue(typed: text)))
  }
}

extension JSONValue {
  /// What a person typed for a value: JSON, or else text.
  public init(typed text: String) {
    self = (try? JSONView(parsing: Array(text.utf8)).value) ?? .string(text)
  }
}

extension ChatAPI {
  /// Why the parameters cannot be put into this API's requests, in words; `nil` where they can.
  public func refusal(of parameters: RequestParameters) -> String? {
    if parameters.model != nil, modelKey == nil {
      return "a request of the API '\(name)' has no place for a model"
    }
    if parameters.system != nil, !takesSystem {
      return "a request of the API '\(name)' has no place for a system prompt"
    }
    let isSet = parameters.settings.contains { $0.path == ["model"] }
    if needsModel, parameters.model == nil, !isSet {
      return
        "a request of the API '\(name)' needs a model: --model NAME says which, and 'chat models' may list them"
    }
    return nil
  }

  /// The request that posts these members with the prompt's parameters among them, and accepts the kind of answer that is
  /// wanted.
  func post(
    _ members: [JSONValue.Member],
    for prompt: PromptRequest,
    to endpoint: Endpoint,
    adding fields: [HTTPHeaderField] = []
  ) -> HTTPRequest {
    .post(
      body(members, with: prompt.parameters),
      to: endpoint,
      headerFields: .json(endpoint, stream: prompt.stream) + fields
    )
  }

  /// The body of a request with the parameters in it; a value that a person sets takes the place of the API's own.
  func body(_ members: [JSONValue.Member], with parameters: RequestParameters) -> JSONValue {
    var body = JSONValue.object(members)
    let named = [(modelKey, parameters.model), (systemKey, parameters.system)]
    for case (let key?, let text?) in named {
      body.set(.string(text), at: key.split(separator: ".").map(String.init)[...])
    }
    return RequestParameters.body(body, with: parameters.settings)
  }
}

extension RequestParameters {
  /// The body of a request with the values at their places in it.
  static func body(_ body: JSONValue, with settings: [Setting]) -> JSONValue {
    settings.reduce(into: body) { $0.set($1.value, at: $1.path[...]) }
  }
}

extension JSONValue {
  /// Puts a value at a path of names, making the objects on the way.
  fileprivate mutating func set(_ value: JSONValue, at path: ArraySlice<String>) {
    guard let name = path.first else {
      self = value
      return
    }
    var members: [Member] = if case .object(let members) = self { members } else { [] }
    if let index = members.lastIndex(where: { $0.name == name }) {
      members[index].value.set(value, at: path.dropFirst())
    } else {
      var inner = JSONValue.null
      inner.set(value, at: path.dropFirst())
      members.append(Member(name, inner))
    }
    self = .object(members)
  }
}
