/// Bytes that RFC 8259 does not call JSON, by the part of it that they break.
enum JSONRejectedTexts {
  static let all: [[UInt8]] = texts.map { Array($0.utf8) } + controls + illFormedStrings + encodings

  private static let texts: [String] = [
    structure, numbers, words, escapes, whiteSpace, trailing, truncations,
  ].flatMap { $0 }

  static let structure = [
    "", " ", "\n", "[", "]", "{", "}", "[[]", "[]]", "{{}", "{}}", "[}", "{]", "[{]}", "[1}",
    "{\"a\":1]", "[,]", "[1,]", "[,1]", "[1,,2]", "[1,2,,]", "[1 2]", "[\"a\" \"b\"]", "[1:2]",
    "[\"a\":1]", "[[],", "[[] []]", "[1,\n", "{,}", "{\"a\":1,}", "{,\"a\":1}",
    "{\"a\":1,,\"b\":2}", "{\"a\"}", "{\"a\":}", "{\"a\" 1}", "{\"a\",1}", "{\"a\"::1}",
    "{:1}", "{1:1}", "{null:1}", "{true:1}", "{[]:1}", "{{}:1}", "{a:1}", "{'a':1}",
    "{\"a\":1 \"b\":2}", "{\"a\":1:2}", "{\"a\":\"b\":\"c\"}", "{\"a\":[}", "{\"a\":{]",
    "{\"a\":1,\"b\"}", "{\"a\":1,2}", ",", ":", ",1", ":1", "(1)", "<a>", "#1", "[1;2]", "[*]",
    "[a]", "a", "[$]", "[/**/]", "[1/**/]", "[1]//", "/**/[]", "{\"a\":/**/1}", "{\"a\"://\n1}",
    "`1`", "[`a`]", "[undefined]", "@", "\\", "[\\n]", "\\u005b]", "{\"a\":b}", "...", "[...]",
  ]

  static let numbers = [
    "+1", "+0", "-", "--1", "-+1", "- 1", "-a", "00", "01", "-01", "-00", "007", "012.5", "00e1",
    ".", ".5", "-.5", "1.", "-1.", "0.", "1..2", "1.2.3", "1.e1", "1.-1", "0.e", "e1", "1e", "1E",
    "1e+", "1e-", "1e+-1", "1ee1", "1e1.5", "1e1e1", "1e 1", "1 .5", "1. 5", "0x1", "0X1F", "0b1",
    "0o7", "1a", "1f", "1_000", "1,000.", "1\u{A0}", "\u{FF11}", "\u{661}", "\u{B2}", "1\u{B2}",
    "Infinity", "-Infinity", "+Infinity", "NaN", "-NaN", "inf", "nan", "1n", "1L", "1d", "0.1f",
    "1/2", "1+2", "$1", "1%", "1'000", "\u{2212}1",
  ].flatMap { ["[\($0)]", "{\"n\":\($0)}"] }

  static let words = [
    "nul", "nulll", "nuxl", "n", "NULL", "Null", "tru", "truee", "trve", "t", "TRUE", "True",
    "fals", "falsee", "falze", "f", "FALSE", "None", "nil", "yes", "no", "on", "tr ue", "null1",
    "truefalse", "nu\u{6C}\u{301}l",
  ].map { "[\($0)]" }

  static let escapes = [
    #"\"#, #"\a"#, #"\v"#, #"\0"#, #"\1"#, #"\e"#, #"\x41"#, #"\'"#, #"\ "#, #"\N"#, #"\T"#,
    #"\U0041"#, #"\u"#, #"\u0"#, #"\u00"#, #"\u004"#, #"\uZZZZ"#, #"\u00G0"#, #"\u 041"#,
    #"\u+041"#, #"\u-041"#, #"\u0x41"#, #"\u{41}"#, #"\u004 1"#, "\\\n", "\\\u{E9}", "\\\u{0}",
    "\\\u{1F600}", #"\\\"#, #"\ud800\u"#, #"\ud800\u12"#, #"\ud800\uZZZZ"#, #"\ud800"#,
    #"\udc00"#, #"\udc00\ud800"#, #"\ud800\ud800"#, #"\ud800\n"#, #"\ud800a"#, #"\ud83d\u0041"#,
  ].flatMap { ["\"\($0)\"", "{\"\($0)\":1}"] }

  static let whiteSpace = [
    "\u{B}", "\u{C}", "\u{0}", "\u{1C}", "\u{85}", "\u{A0}", "\u{1680}", "\u{2002}", "\u{2028}",
    "\u{2029}", "\u{2060}", "\u{3000}", "\u{FEFF}", "\u{8}", "\u{7F}", "\u{200B}",
  ].flatMap { ["[\($0)]", "[]\($0)", "\($0)[]", "{\"a\"\($0):1}"] }

  static let trailing = ["[]", "{}", "1", "\"a\"", "true", "{\"a\":1}"].flatMap { value in
    ["[]", "{}", " 1", "\"b\"", " null", ",", "]", "}", ":", " x", "#", "\\", "'", ";", "\n{}"]
      .map { value + $0 }
  }

  /// Every beginning of a text that holds each kind of token.
  static let truncations = prefixes(
    of: "{\"a\\u00e9\\n\":[1.5e+3,-2,true,false,null,\"b\u{20AC}\"],\"c\":{\"d\":[]}}"
  )

  static func prefixes(of text: String) -> [String] {
    text.indices.dropFirst().map { String(text[..<$0]) }
  }

  /// Each control character as it is in a string and in a name.
  static let controls = (0..<UInt8(0x20)).flatMap { control in
    [around(control, "[\"a", "b\"]"), around(control, "{\"a long enough name", "\":1}")]
  }

  private static func around(_ byte: UInt8, _ before: String, _ after: String) -> [UInt8] {
    Array(before.utf8) + [byte] + Array(after.utf8)
  }

  static let illFormed: [[UInt8]] = [
    [0x80], [0xBF], [0xC0], [0xC0, 0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xC2], [0xC2, 0x41],
    [0xC2, 0xC2], [0xDF], [0xE0], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xE0, 0xA0],
    [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xE2, 0x82, 0x28], [0xED, 0xA0, 0x80],
    [0xED, 0xBF, 0xBF], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], [0xEF, 0xBF], [0xF0],
    [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98],
    [0xF0, 0x28, 0x8C, 0xBC],
    [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
    [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xE9], [0xC3, 0xA9, 0xA9],
  ]

  static let illFormedStrings: [[UInt8]] = illFormed.map { sequence in
    Array("[\"a".utf8) + sequence + Array("b\"]".utf8)
  }

  static let encodings: [[UInt8]] = [
    [0xE9], [0xFF], [0x5B, 0xE9, 0x5D], [0x5B, 0xFF, 0x5D], [0xEF, 0xBB, 0x5B, 0x5D],
    [0xEF, 0xBB, 0xBF, 0x5B, 0x5D], [0xEF, 0xBB, 0xBF], [0x5B, 0, 0x5D, 0], [0, 0x5B, 0, 0x5D],
    [0xFF, 0xFE, 0x5B, 0, 0x5D, 0], [0xFE, 0xFF, 0, 0x5B, 0, 0x5D],
    [0x5B, 0, 0, 0, 0x5D, 0, 0, 0], [0, 0, 0, 0x5B, 0, 0, 0, 0x5D],
  ]
}
