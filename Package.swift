// swift-tools-version: 6.2

import PackageDescription

let common: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Only Homebrew keeps headers where a compiler does not look by itself.
func onMacOS(_ package: String) -> String? {
  #if os(macOS)
  return package
  #else
  return nil
  #endif
}

/// Rooms that see neither descriptor, clock nor environment; unsafe expressions there are warnings.
let pure: [SwiftSetting] = common + [.strictMemorySafety()]

let package = Package(
  name: "chat",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "chat", targets: ["chat"])],
  targets: [
    // C libraries: a module map and one shim.h each, imported by exactly one room.
    .systemLibrary(
      name: "CGumbo",
      pkgConfig: onMacOS("gumbo"),
      providers: [.apt(["libgumbo-dev"]), .brew(["gumbo-parser"])]
    ),
    .systemLibrary(
      name: "CJQ",
      providers: [.apt(["libjq-dev"]), .brew(["jq"])]
    ),
    .systemLibrary(
      name: "CLibCurl",
      providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]
    ),
    .systemLibrary(
      name: "CLibEdit",
      providers: [.apt(["libedit-dev"]), .brew(["libedit"])]
    ),
    .systemLibrary(
      name: "CMarkGFM",
      pkgConfig: onMacOS("libcmark-gfm"),
      providers: [
        .apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"]),
      ]
    ),
    .systemLibrary(
      name: "CUTF8Proc",
      pkgConfig: onMacOS("libutf8proc"),
      providers: [.apt(["libutf8proc-dev"]), .brew(["utf8proc"])]
    ),

    .systemLibrary(
      name: "CSQLite",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]
    ),

    // Pure rooms.
    .target(name: "Conversation", swiftSettings: pure),
    .target(name: "TerminalText", dependencies: ["CUTF8Proc"], swiftSettings: pure),
    .target(name: "Markup", dependencies: ["CGumbo", "CMarkGFM"], swiftSettings: pure),
    .target(name: "CommandLine", swiftSettings: pure),
    .target(name: "WireFormats", dependencies: ["Conversation"], swiftSettings: pure),
    .target(
      name: "Presentation",
      dependencies: ["Conversation", "TerminalText", "Markup"],
      resources: [.embedInCode("schema.json")],
      swiftSettings: pure
    ),
    .target(
      name: "Session",
      dependencies: [
        "CommandLine", "Conversation", "Presentation", "TerminalText", "WireFormats",
      ],
      swiftSettings: pure
    ),

    // Adapters: the only rooms that touch the outside.
    .target(
      name: "HostSystem",
      dependencies: ["Session", "TerminalText"],
      swiftSettings: common
    ),
    .target(
      name: "CurlTransport",
      dependencies: ["CLibCurl", "HostSystem", "Session", "WireFormats"],
      swiftSettings: common
    ),
    .target(
      name: "JQFilter",
      dependencies: ["CJQ", "Conversation", "WireFormats"],
      swiftSettings: common,
      linkerSettings: [.linkedLibrary("jq", .when(platforms: [.macOS]))]
    ),
    .target(name: "SQLiteAccess", dependencies: ["CSQLite"], swiftSettings: common),
    .target(
      name: "SQLiteStorage",
      dependencies: [
        "Conversation", "HostSystem", "Presentation", "SQLiteAccess", "Session", "WireFormats",
      ],
      swiftSettings: common
    ),
    .target(name: "Guide", resources: [.embedInCode("pages")], swiftSettings: common),
    .target(
      name: "EmbeddedBackend",
      dependencies: [
        "CommandLine", "Conversation", "Guide", "HostSystem", "Markup", "SQLiteAccess", "Session",
        "WireFormats",
      ],
      swiftSettings: common
    ),
    .target(
      name: "LineEditing",
      dependencies: ["CLibEdit", "HostSystem", "Session", "TerminalText"],
      swiftSettings: common
    ),

    .executableTarget(
      name: "chat",
      dependencies: [
        "CommandLine", "Conversation", "CurlTransport", "EmbeddedBackend", "HostSystem", "JQFilter",
        "LineEditing", "Presentation", "SQLiteStorage", "Session", "TerminalText", "WireFormats",
      ],
      swiftSettings: common
    ),

    // Tests.
    .target(
      name: "CPseudoTerminal",
      path: "Tests/CPseudoTerminal",
      linkerSettings: [.linkedLibrary("util", .when(platforms: [.linux]))]
    ),
    .target(
      name: "TestSupport",
      dependencies: [
        "CPseudoTerminal", "Conversation", "Session", "TerminalText", "WireFormats",
      ],
      path: "Tests/TestSupport",
      swiftSettings: common
    ),
    .executableTarget(
      name: "bench-server",
      dependencies: ["TestSupport"],
      path: "Tests/BenchServer",
      swiftSettings: common
    ),
    .executableTarget(name: "bench-delay", path: "Tests/BenchDelay", swiftSettings: common),
    .executableTarget(
      name: "bench-renderer",
      dependencies: ["Conversation", "Presentation", "TerminalText"],
      path: "Tests/BenchRenderer",
      swiftSettings: common
    ),
    .executableTarget(
      name: "recorder",
      dependencies: ["TestSupport"],
      path: "Tests/Recorder",
      swiftSettings: common
    ),
    .testTarget(
      name: "ConversationTests",
      dependencies: ["Conversation", "TestSupport"],
      swiftSettings: common
    ),
    .testTarget(
      name: "WireFormatsTests",
      dependencies: ["Conversation", "Presentation", "TestSupport", "WireFormats"],
      swiftSettings: common
    ),
    .testTarget(
      name: "TerminalTextTests",
      dependencies: ["TerminalText", "TestSupport"],
      swiftSettings: common
    ),
    .testTarget(
      name: "MarkupTests",
      dependencies: ["Markup", "TestSupport"],
      swiftSettings: common
    ),
    .testTarget(
      name: "PresentationTests",
      dependencies: [
        "Conversation", "Markup", "Presentation", "TerminalText", "TestSupport", "WireFormats",
      ],
      swiftSettings: common
    ),
    .testTarget(
      name: "CommandLineTests",
      dependencies: ["CommandLine", "TestSupport"],
      swiftSettings: common
    ),
    .testTarget(
      name: "SessionTests",
      dependencies: [
        "CommandLine", "Conversation", "Presentation", "Session", "TerminalText", "TestSupport",
        "WireFormats",
      ],
      swiftSettings: common
    ),
    .testTarget(
      name: "HostSystemTests",
      dependencies: ["HostSystem", "Session", "TerminalText", "TestSupport"],
      swiftSettings: common
    ),
    .testTarget(
      name: "CurlTransportTests",
      dependencies: ["CurlTransport", "HostSystem", "Session", "TestSupport", "WireFormats"],
      swiftSettings: common
    ),
    .testTarget(
      name: "JQFilterTests",
      dependencies: ["Conversation", "JQFilter", "Presentation", "TestSupport", "WireFormats"],
      swiftSettings: common
    ),
    .testTarget(
      name: "SQLiteAccessTests",
      dependencies: ["HostSystem", "SQLiteAccess", "TestSupport"],
      swiftSettings: common
    ),
    .testTarget(
      name: "SQLiteStorageTests",
      dependencies: [
        "Conversation", "HostSystem", "Presentation", "SQLiteAccess", "SQLiteStorage", "Session",
        "TestSupport", "WireFormats",
      ],
      swiftSettings: common
    ),
    .testTarget(
      name: "EmbeddedBackendTests",
      dependencies: [
        "CommandLine", "Conversation", "EmbeddedBackend", "Guide", "HostSystem", "Markup",
        "Presentation", "SQLiteAccess", "Session", "TestSupport", "WireFormats",
      ],
      swiftSettings: common
    ),
    .executableTarget(
      name: "line-editing-probe",
      dependencies: ["HostSystem", "LineEditing", "Session", "TerminalText"],
      path: "Tests/LineEditingProbe",
      swiftSettings: common
    ),
    .testTarget(
      name: "LineEditingTests",
      dependencies: [
        "HostSystem", "LineEditing", "Session", "TestSupport", "line-editing-probe",
      ],
      swiftSettings: common
    ),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "CommandLine", "Conversation", "Presentation", "SQLiteAccess", "SQLiteStorage", "Session",
        "TestSupport", "WireFormats", "chat",
      ],
      swiftSettings: common
    ),
    .testTarget(
      name: "DocumentationTests",
      dependencies: ["CommandLine", "Session", "TestSupport"],
      swiftSettings: common
    ),
  ],
  swiftLanguageModes: [.v6]
)
