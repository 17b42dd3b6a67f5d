internal import CommandLine
internal import HostSystem
internal import Session

StandardStream.openMissing()
HostProcess.ignoreFailedWrites()

switch Run(arguments: HostProcess.arguments).ending() {
case .exit(let status): HostProcess.exit(status.rawValue)
case .signal(let number): HostProcess.die(of: number)
}
