/// How a backend is reached: the way there, what proves who is at its ends, and how patient we are.
///
/// What is `nil` is left to the environment or to defaults.
public struct Reach: Equatable, Sendable {
  /// The proxy to go through.
  public var proxy: ProxyURL?
  /// The Unix socket that is connected to in the place of the URL's host.
  public var unixSocket: String?
  /// The file with the certificates of the authorities that are trusted.
  public var authorities: String?
  /// The file with the certificate that we show.
  public var certificate: String?
  /// The file with its key, where that is another.
  public var key: String?
  /// What prints the key's passphrase.
  public var keyPasswordCommand: TokenCommand?
  /// Whether a server's certificate is not checked.
  public var isInsecure: Bool?
  /// How often a request is sent again.
  public var retries: Int?
  /// The header field that tells a backend that two requests are the same.
  public var idempotencyHeader: String?
  /// Seconds from the request to the first byte of its answer.
  public var firstByteTimeout: Double?
  /// Seconds between two arrivals of bytes.
  public var idleTimeout: Double?
  /// Seconds between two arrivals of anything but signs of life.
  public var progressTimeout: Double?

  /// How often a request is sent again where nobody says it.
  public static let defaultRetries = 2

  /// A way of which nothing is known.
  public init() {}
}

extension Reach {
  /// The most often that a request can be sent again.
  static let mostRetries = 10

  /// Reads what the configuration says of one backend.
  init(_ section: inout ConfigurationSection) {
    proxy = Self.proxy(&section)
    unixSocket = section.text("unixSocket")
    if proxy != nil, unixSocket != nil { section.addConflict("unixSocket", "proxy") }
    authorities = section.text("cacert")
    certificate = section.text("cert")
    key = section.text("key")
    if key != nil, certificate == nil { section.addMissing("cert") }
    keyPasswordCommand = section.command("keyPasswordCommand")
    isInsecure = section.bool("insecure")
    retries = section.count("retry", in: 0...Self.mostRetries)
    idempotencyHeader = Self.fieldName(&section)
    firstByteTimeout = section.number("firstByteTimeout", in: 0...2_000_000)
    idleTimeout = section.number("idleTimeout", in: 0...2_000_000)
    progressTimeout = section.number("progressTimeout", in: 0...2_000_000)
  }

  private static func proxy(_ section: inout ConfigurationSection) -> ProxyURL? {
    guard let place = section.value("proxy")?.place, let text = section.text("proxy") else {
      return nil
    }
    if let proxy = ProxyURL(text) { return proxy }
    section.add(place, "'\(section.key("proxy"))': \(UsageError.proxyProblem)")
    return nil
  }

  private static func fieldName(_ section: inout ConfigurationSection) -> String? {
    guard let place = section.value("idempotencyHeader")?.place,
      let name = section.text("idempotencyHeader")
    else { return nil }
    do throws(HeaderField.Problem) {
      guard !name.contains(":") else { throw .badName }
      return try HeaderField(parsing: name + ": 1").name
    } catch {
      section.add(place, "'\(section.key("idempotencyHeader"))': \(error.summary)")
      return nil
    }
  }
}

extension SettingsSource {
  /// The way to a backend: what was typed, then what the environment says, then what is configured.
  ///
  /// What belongs to one server, such as a certificate of ours, is not taken along to another.
  func reach(of backend: BackendConfiguration?) throws(UsageError) -> Reach {
    var reach = backend?.reach ?? Reach()
    if let text = invocation.values(of: .proxy).last {
      guard let proxy = ProxyURL(text) else { throw .badProxy }
      reach.proxy = proxy
      reach.unixSocket = nil
    }
    reach.authorities =
      invocation.values(of: .cacert).last ?? environment[.certFile] ?? reach.authorities
    if let text = invocation.values(of: .retry).last {
      guard let count = Int(text), 0...Reach.mostRetries ~= count else {
        throw .notANumber(.option(.retry), value: text, .retries)
      }
      reach.retries = count
    }
    guard switchedTo == nil else { return reach }
    if let path = invocation.values(of: .unixSocket).last {
      reach.unixSocket = path
      reach.proxy = nil
    }
    if let path = invocation.values(of: .cert).last { (reach.certificate, reach.key) = (path, nil) }
    reach.key = invocation.values(of: .key).last ?? reach.key
    if reach.key != nil, reach.certificate == nil { throw .keyWithoutCertificate }
    if invocation.has(.insecure) { reach.isInsecure = true }
    return reach
  }
}
