// The backend of scripts/bench: answers every prompt with the same small streamed reply, prints its port and runs
// until its standard input ends, at most a minute.
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

let server = try LoopbackServer { _ in .stream(lines: [update] + deltas + [closing]) }
print(server.url(path: "/rest/api/v1/chat"))
// Into a file, a line stays in the stream's buffer until it is asked for.
fflush(nil)
while readLine() != nil {}
server.stop()
