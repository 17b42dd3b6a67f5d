// The backend of scripts/bench: answers every prompt with the same small streamed reply, prints its URL and runs until its
// standard input ends. Below `/ticks/N` it sends N words instead, a hundred a second, each of which is the time at which it
// leaves, in nanoseconds of CLOCK_MONOTONIC.
internal import TestSupport

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

let update = """
  {"messages":[{"author":"GLEAN_AI","messageType":"UPDATE","messageId":"m1",\
  "fragments":[{"text":"**Searching:** "},{"text":"leave policy"}]}],"chatId":"chat_1"}
  """
let words = "Leave is 20 days a year and unused days carry over until March".split(separator: " ")
let deltas = words.map { word in
  """
  {"messages":[{"author":"GLEAN_AI","messageType":"CONTENT","messageId":"m2",\
  "fragments":[{"text":"\(word) "}]}],"chatSessionTrackingToken":"tok"}
  """
}
let closing = #"{"followUpPrompts":["How do I book leave?"],"backendTimeMillis":1100}"#

/// A chunk of a chunked body with one line.
@Sendable func chunk(_ line: String) -> [UInt8] {
  let bytes = Array(line.utf8) + [0x0A]
  return Array(String(bytes.count, radix: 16).utf8) + [0x0D, 0x0A] + bytes + [0x0D, 0x0A]
}

/// A word that tells when it leaves.
@Sendable func tick() -> [UInt8] {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  let nanoseconds = Int(now.tv_sec) * 1_000_000_000 + Int(now.tv_nsec)
  return chunk(
    """
    {"messages":[{"author":"GLEAN_AI","messageType":"CONTENT","messageId":"m2",\
    "fragments":[{"text":"\(nanoseconds) "}]}]}
    """
  )
}

/// So many ticks, a hundred a second.
@Sendable func ticks(_ count: Int) -> LoopbackReply {
  let head =
    "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
  var steps: [LoopbackReply.Step] = [.write(Array(head.utf8))]
  for _ in 0..<count { steps += [.make(tick), .pause(.milliseconds(10))] }
  return LoopbackReply(steps: steps + [.write(chunk(closing) + Array("0\r\n\r\n".utf8)), .close])
}

let server = try LoopbackServer { request in
  let parts = request.target.split(separator: "/")
  guard parts.first == "ticks", let count = Int(parts[1]) else {
    return .stream(lines: [update] + deltas + [closing])
  }
  return ticks(count)
}
print(server.url(path: "/rest/api/v1/chat"))
// Into a file, a line stays in the stream's buffer until it is asked for.
fflush(nil)
while readLine() != nil {}
server.stop()
