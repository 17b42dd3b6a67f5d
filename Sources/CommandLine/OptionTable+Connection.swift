extension OptionTable {
  /// The options for the way to the backend.
  static let connectionOptions = [
    Option(
      name: .proxy,
      value: .text("URL"),
      group: .connection,
      commands: connecting,
      help: "go through this proxy, http or socks5h"
    ),
    Option(
      name: .unixSocket,
      value: .text("PATH"),
      group: .connection,
      commands: connecting,
      help: "connect to this Unix socket"
    ),
    Option(
      name: .cacert,
      value: .text("FILE"),
      group: .connection,
      commands: connecting,
      help: "trust the authorities in this file (PEM)"
    ),
    Option(
      name: .cert,
      value: .text("FILE"),
      group: .connection,
      commands: connecting,
      help: "show the server this certificate (PEM)"
    ),
    Option(
      name: .key,
      value: .text("FILE"),
      group: .connection,
      commands: connecting,
      help: "its key, if it is in another file"
    ),
    Option(
      name: .insecure,
      value: .none,
      group: .connection,
      commands: connecting,
      help: "do not check the server's certificate"
    ),
  ]
}
