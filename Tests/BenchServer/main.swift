// The backend of scripts/bench: answers every prompt with the same small streamed reply, prints its URL and runs until its
// standard input ends. Below `/ticks/N` it sends N words instead, a hundred a second, each of which is the time at which it
// leaves, in nanoseconds of CLOCK_MONOTONIC; below `/stream/N`, about N bytes of lines with a word each, as fast as they are
// read.
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
let deltas = words.map { delta("\($0) ") }
let closing = #"{"followUpPrompts":["How do I book leave?"],"backendTimeMillis":1100}"#

/// A line with more of the answer, escaped as JSON wants it.
@Sendable func delta(_ text: String) -> String {
  """
  {"messages":[{"author":"GLEAN_AI","messageType":"CONTENT","messageId":"m2",\
  "fragments":[{"text":"\(text)"}]}],"chatSessionTrackingToken":"tok"}
  """
}

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
  return chunk(delta("\(nanoseconds) "))
}

/// A chunked reply: what the steps send, and the closing line.
@Sendable func chunked(_ steps: [LoopbackReply.Step]) -> LoopbackReply {
  let head =
    "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
  let end = chunk(closing) + Array("0\r\n\r\n".utf8)
  return LoopbackReply(steps: [.write(Array(head.utf8))] + steps + [.write(end), .close])
}

/// So many ticks, a hundred a second.
@Sendable func ticks(_ count: Int) -> LoopbackReply {
  chunked((0..<count).flatMap { _ in [.make(tick), .pause(.milliseconds(10))] })
}

/// So many bytes of paragraphs, a chunk for each word.
@Sendable func stream(byteCount: Int) -> LoopbackReply {
  let paragraph = Array(repeating: deltas, count: 5).joined() + [delta(#"\n\n"#)]
  let block = Array(repeating: paragraph, count: 20).joined()
  let size = block.reduce(0) { $0 + $1.utf8.count + 1 }
  let step = LoopbackReply.Step.write(block.flatMap(chunk))
  return chunked(Array(repeating: step, count: byteCount / size))
}

let server = try LoopbackServer(lasting: .seconds(1_800)) { request in
  let parts = request.target.split(separator: "/")
  return switch (parts[0], Int(parts[1])) {
  case ("ticks", let count?): ticks(count)
  case ("stream", let count?): stream(byteCount: count)
  default: .stream(lines: [update] + deltas + [closing])
  }
}
print(server.url(path: "/rest/api/v1/chat"))
// Into a file, a line stays in the stream's buffer until it is asked for.
fflush(nil)
while readLine() != nil {}
server.stop()
