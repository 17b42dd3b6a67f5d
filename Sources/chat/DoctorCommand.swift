internal import CommandLine
internal import Session

/// `chat doctor`: what is wrong with the set-up, and what to do about it.
struct DoctorCommand {
  init(_ invocation: Invocation) throws {}

  func ending() throws -> Ending { .exit(.answered) }
}
