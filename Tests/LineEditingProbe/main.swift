internal import HostSystem

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

let words = Array(CommandLine.arguments.dropFirst())
let probe = Probe(
  signals: try SignalPipe(catching: [SIGINT, SIGTERM, SIGHUP, SIGQUIT]),
  words: words
)
if words.contains("--sibling") {
  probe.reportSignals()
} else if words.first == "--append" {
  probe.appendEntries()
} else {
  try probe.readLines()
}
