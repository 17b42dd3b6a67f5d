import Synchronization
import TestSupport

/// A server that behaves like Mix: it keeps one session, whose events come on a stream of their own.
final class MixServer: Sendable {
  /// What happens in a turn, once its message was posted.
  enum Moment: Sendable {
    /// An event with its data.
    case event(String, String)
    /// The agent waits until its question was answered.
    case answer
    /// Nothing comes until the gate is open.
    case hold(LoopbackGate)
    /// The connection ends.
    case end

    /// A piece of the answer.
    static func text(_ text: String) -> Moment {
      event("content", #"{"type":"content","assistantMessageId":"m1","content":"\#(text)"}"#)
    }

    /// The end of the turn.
    static func complete(_ text: String) -> Moment {
      event("complete", #"{"type":"complete","done":true,"messageId":"m1","content":"\#(text)"}"#)
    }

    /// A question whether a command may run.
    static let permission = event(
      "permission",
      """
      {"type":"permission","id":"p1","sessionId":"s1","toolName":"Bash",\
      "description":"List the folder","action":"execute","params":{"command":"ls"}}
      """
    )
  }

  let server: LoopbackServer

  /// A server whose session answers the n-th message with the n-th turn.
  ///
  /// Without `answersParting` it says nothing to who denies a permission or stops the agent.
  init(_ turns: [Moment]..., records: String = "[]", answersParting: Bool = true) throws {
    let story = Story(turns: turns, records: records, answersParting: answersParting)
    server = try LoopbackServer { story.reply(to: $0) }
  }

  func url(_ path: String = "") -> String { server.url(path: path) }

  /// The requests so far, as method and target.
  var lines: [String] {
    server.requests.map { "\($0.method) \($0.target)" }
  }

  /// Waits for a request.
  func waitFor(_ line: String) -> Bool {
    LoopbackThread.waits(within: .seconds(10)) { lines.contains(line) }
  }
}

/// What the server does with each request.
private final class Story: Sendable {
  private struct Progress {
    var streamCount = 0
    var postCount = 0
    var answerCount = 0
  }

  private let turns: [[MixServer.Moment]]
  private let records: String
  private let answersParting: Bool
  private let posts: [LoopbackGate]
  private let answers: [LoopbackGate]
  private let progress = Mutex(Progress())

  init(turns: [[MixServer.Moment]], records: String, answersParting: Bool) {
    self.answersParting = answersParting
    self.turns = turns
    self.records = records
    posts = turns.map { _ in LoopbackGate() }
    answers = turns.joined().map { _ in LoopbackGate() }
  }

  func reply(to request: LoopbackRequest) -> LoopbackReply {
    switch (request.method, request.target) {
    case ("POST", "/api/sessions"):
      return .json(status: 201, #"{"id":"s1","title":"t","browserMode":"local-browser-service"}"#)
    case ("GET", "/stream?sessionId=s1"): return stream()
    case ("POST", "/api/sessions/s1/messages"):
      open(posts, \.postCount)
      return .json(status: 202, #"{"status":"processing","sessionId":"s1"}"#)
    case ("POST", "/api/sessions/s1/files"):
      return .json(#"{"name":"a.png","size":11,"url":"http://mix.example.com/files/a.png"}"#)
    case ("GET", "/api/sessions/s1/messages"): return .json(records)
    case ("POST", "/api/sessions/s1/cancel") where !answersParting,
      ("POST", "/api/permissions/p1/deny") where !answersParting:
      return .silence
    case ("POST", "/api/sessions/s1/cancel"): return .json(#"{"cancelled":true}"#)
    case ("POST", let target)
    where target.hasPrefix("/api/permissions/p1/") || target == "/api/notifications/n1/respond":
      open(answers, \.answerCount)
      return .json("{}")
    default:
      let message = "no session at \(request.target)"
      return .json(
        status: 404,
        #"{"error":{"code":404,"message":"\#(message)","type":"not_found"}}"#
      )
    }
  }

  private func open(_ gates: [LoopbackGate], _ count: any WritableKeyPath<Progress, Int> & Sendable)
  {
    let index = progress.withLock { progress in
      progress[keyPath: count] += 1
      return progress[keyPath: count] - 1
    }
    if gates.indices.contains(index) { gates[index].open() }
  }

  private func stream() -> LoopbackReply {
    let turn = progress.withLock { progress in
      progress.streamCount += 1
      return progress.streamCount - 1
    }
    let fields = ["Content-Type: text/event-stream", "Transfer-Encoding: chunked"]
    var steps: [LoopbackReply.Step] = [
      .write(LoopbackReply.head(200, fields)), .write(event("connected", #"{"sessionId":"s1"}"#)),
    ]
    guard turns.indices.contains(turn) else { return LoopbackReply(steps: steps) }
    steps.append(.wait(posts[turn]))
    var answer = turns[..<turn].joined().count(where: \.isAnswer)
    for moment in turns[turn] {
      switch moment {
      case .event(let name, let data): steps.append(.write(event(name, data)))
      case .answer:
        steps.append(.wait(answers[answer]))
        answer += 1
      case .hold(let gate): steps.append(.wait(gate))
      case .end: return LoopbackReply(steps: steps + [.write(LoopbackReply.chunk([])), .close])
      }
    }
    return LoopbackReply(steps: steps + [.silence])
  }

  private func event(_ name: String, _ data: String) -> [UInt8] {
    LoopbackReply.chunk(Array("event: \(name)\ndata: \(data)\n\n".utf8))
  }
}

extension MixServer.Moment {
  fileprivate var isAnswer: Bool {
    if case .answer = self { true } else { false }
  }
}
