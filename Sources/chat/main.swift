internal import CommandLine
internal import HostSystem

StandardStream.openMissing()
HostProcess.ignoreBrokenPipes()

// `Swift.CommandLine` by its full name, because a room of ours has the same one.
switch Run(arguments: Array(Swift.CommandLine.arguments.dropFirst())).ending() {
case .exit(let status): HostProcess.exit(status.rawValue)
case .signal(let number): HostProcess.die(of: number)
}
