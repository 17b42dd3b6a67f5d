internal import TerminalText

// The languages as data; `CodeLanguage` says what each entry means.

extension CodeLanguage {
  /// The language that an info string begins with, by its name or a usual short form; `nil` for any other.
  static func named(by info: String) -> CodeLanguage? {
    let name = info.drop { $0 == "{" || $0 == "." || $0 == " " }
      .prefix { !" ,{}:;=\t".contains($0) }
    return switch name.lowercased() {
    case "swift": swift
    case "python", "py", "python3", "py3", "pyi", "pycon": python
    case "javascript", "js", "jsx", "mjs", "cjs", "node": javascript
    case "typescript", "ts", "tsx", "mts", "cts": typescript
    case "go", "golang": go
    case "rust", "rs": rust
    case "c", "h": c
    case "c++", "cpp", "cxx", "cc", "hpp", "hxx", "hh", "h++": cpp
    case "objective-c", "objectivec", "objc", "m": c
    case "java": java
    case "kotlin", "kt", "kts": kotlin
    case "c#", "csharp", "cs": csharp
    case "ruby", "rb", "gemfile", "rakefile": ruby
    case "php", "php5", "php7", "php8": php
    case "shell", "sh", "bash", "zsh", "ksh", "dotenv", "env": shell
    case "console", "shell-session", "shellsession", "sh-session", "terminal": console
    case "sql", "mysql", "postgresql", "postgres", "psql", "plsql", "plpgsql", "sqlite", "tsql": sql
    case "json", "jsonc", "json5", "jsonl", "ndjson", "geojson", "webmanifest": json
    case "yaml", "yml": yaml
    case "toml", "ini", "cfg", "conf", "properties": toml
    case "html", "xml", "svg", "xhtml", "htm", "vue", "xsd", "xsl", "xslt", "plist", "rss": html
    case "css", "scss", "less": css
    case "diff", "patch", "udiff": diff
    case "dockerfile", "docker", "containerfile": dockerfile
    default: nil
    }
  }

  static let swift = CodeLanguage(
    keywords: """
      actor any as associatedtype async await borrowing break case catch class consume consuming continue
      convenience default defer deinit didSet distributed do dynamic else enum extension fallthrough
      fileprivate final for func get guard if import in indirect infix init inout internal is isolated
      lazy let macro mutating nonisolated nonmutating open operator optional override package postfix
      precedencegroup prefix private protocol public repeat required rethrows return self Self sending
      set some static struct subscript super switch throw throws try typealias unowned unsafe var weak
      where while willSet
      """,
    literals: "true false nil",
    types: "URL UUID",
    regions: CodeRegion.cComments(nest: true) + [
      .text("\"\"\""), .text("#\"\"\"", "\"\"\"#", escape: nil),
      .text("##\"\"\"", "\"\"\"##", escape: nil),
      .string("\""), .string("#\"", "\"#", escape: nil), .string("##\"", "\"##", escape: nil),
      .between("`", "`", role: .plain),
    ],
    sigils: ["@": .keyword, "#": .keyword],
    habits: Habits(capitalsAreTypes: true)
  )

  static let python = CodeLanguage(
    keywords: """
      and as assert async await break case class continue def del elif else except finally for from
      global if import in is lambda match nonlocal not or pass raise return self try while with yield
      """,
    literals: "True False None Ellipsis NotImplemented",
    types: "bool bytearray bytes complex dict float frozenset int list object set str tuple type",
    regions: [
      .comment("#"), .text("\"\"\""), .text("'''"), .string("\""), .string("'"),
    ]
      + ["r", "b", "f", "u", "rb", "br", "fr", "rf", "R", "B", "F"].flatMap { prefix in
        ["\"\"\"", "'''"].map { CodeRegion.text(prefix + $0, $0, at: .behindNoWord) }
          + ["\"", "'"].map { CodeRegion.string(prefix + $0, $0, at: .behindNoWord) }
      },
    sigils: ["@": .keyword],
    habits: Habits(capitalsAreTypes: true)
  )

  private static let scriptKeywords = """
    as async await break case catch class const continue debugger default delete do else export
    extends finally for from function get if import in instanceof let new of return set static super
    switch this throw try typeof var void while with yield
    """

  private static let scriptLiterals = "true false null undefined NaN Infinity"

  private static let scriptRegions =
    CodeRegion.cComments() + [
      .string("\""), .string("'", at: .behindNoWord), .text("`"), .pattern,
      .comment("#!", at: .lineStart),
    ]

  static let javascript = CodeLanguage(
    keywords: scriptKeywords,
    literals: scriptLiterals,
    regions: scriptRegions,
    habits: Habits(capitalsAreTypes: true)
  )

  static let typescript = CodeLanguage(
    keywords: scriptKeywords + """
       abstract accessor asserts declare enum implements infer interface is keyof module namespace
      override private protected public readonly satisfies type unique
      """,
    literals: scriptLiterals,
    types: "any bigint boolean never number object string symbol unknown",
    regions: scriptRegions,
    sigils: ["@": .keyword],
    habits: Habits(capitalsAreTypes: true)
  )

  static let go = CodeLanguage(
    keywords: """
      break case chan const continue default defer else fallthrough for func go goto if import
      interface map package range return select struct switch type var
      """,
    literals: "true false nil iota",
    types: """
      any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64
      rune string uint uint8 uint16 uint32 uint64 uintptr
      """,
    regions: CodeRegion.cComments() + [.string("\""), .text("`", escape: nil), .character]
  )

  static let rust = CodeLanguage(
    keywords: """
      as async await break const continue crate dyn else enum extern fn for if impl in let loop match
      mod move mut pub ref return self static struct super trait type union unsafe use where while
      yield
      """,
    literals: "true false",
    types: "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize Self",
    regions: CodeRegion.cComments(nest: true) + [
      .text("\""), .text("b\"", "\""), .text("r\"", "\"", escape: nil), .character,
      .text("r#\"", "\"#", escape: nil), .text("r##\"", "\"##", escape: nil),
      .text("br\"", "\"", escape: nil), .text("br#\"", "\"#", escape: nil),
      .between("#[", "]", role: .keyword), .between("#![", "]", role: .keyword),
    ],
    sigils: ["'": .type],
    habits: Habits(capitalsAreTypes: true)
  )

  private static let cKeywords = """
    auto break case const continue default do else enum extern for goto if inline register restrict
    return sizeof static struct switch typedef union volatile while _Alignas _Alignof _Atomic
    _Generic _Noreturn _Static_assert
    """

  private static let cTypes = """
    bool char double float int long short signed unsigned void FILE size_t ssize_t ptrdiff_t int8_t
    int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t intptr_t uintptr_t wchar_t time_t
    off_t pid_t va_list _Bool _Complex
    """

  static let c = CodeLanguage(
    keywords: cKeywords,
    literals: "true false NULL nullptr",
    types: cTypes,
    regions: CodeRegion.cComments() + [.string("\""), .character],
    sigils: ["#": .keyword, "@": .keyword]
  )

  static let cpp = CodeLanguage(
    keywords: cKeywords + """
       alignas alignof and asm catch class co_await co_return co_yield concept consteval constexpr
      constinit const_cast decltype delete dynamic_cast explicit export final friend import module
      mutable namespace new noexcept not operator or override private protected public
      reinterpret_cast requires static_assert static_cast template this thread_local throw try
      typeid typename using virtual
      """,
    literals: "true false NULL nullptr",
    types: cTypes + """
       char8_t char16_t char32_t string string_view vector map set unordered_map unordered_set
      optional variant pair tuple array span unique_ptr shared_ptr weak_ptr function
      """,
    regions: CodeRegion.cComments() + [
      .string("\""), .character, .text("R\"(", ")\"", escape: nil),
    ],
    sigils: ["#": .keyword],
    habits: Habits(capitalsAreTypes: true, quotesPartDigits: true)
  )

  static let java = CodeLanguage(
    keywords: """
      abstract assert break case catch class const continue default do else enum extends final
      finally for goto if implements import instanceof interface native new package
      permits private protected public record return sealed static strictfp super switch
      synchronized this throw throws transient try var volatile while yield
      """,
    literals: "true false null",
    types: "boolean byte char double float int long short void",
    regions: CodeRegion.cComments() + [.text("\"\"\""), .string("\""), .character],
    sigils: ["@": .keyword],
    habits: Habits(capitalsAreTypes: true)
  )

  static let kotlin = CodeLanguage(
    keywords: """
      abstract actual annotation as break by catch class companion const constructor continue
      crossinline data do else enum expect external final finally for fun get if import in infix
      init inline inner interface internal is lateinit noinline object open operator out override
      package private protected public reified return sealed set super suspend tailrec this throw
      try typealias val value var vararg when where while
      """,
    literals: "true false null",
    regions: CodeRegion.cComments(nest: true) + [
      .text("\"\"\"", escape: nil), .string("\""), .character, .between("`", "`", role: .plain),
    ],
    sigils: ["@": .keyword],
    habits: Habits(capitalsAreTypes: true)
  )

  static let csharp = CodeLanguage(
    keywords: """
      abstract as async await base break case catch checked class const continue default delegate do
      else enum event explicit extern file finally fixed for foreach from get global goto group if
      implicit in init interface internal is join let lock nameof namespace new not operator orderby
      out override params partial private protected public readonly record ref required return
      sealed select set sizeof stackalloc static struct switch this throw try typeof unchecked
      unsafe using var virtual volatile when where while with yield
      """,
    literals: "true false null",
    types: """
      bool byte char decimal double dynamic float int long nint nuint object sbyte short string uint
      ulong ushort void
      """,
    regions: CodeRegion.cComments() + [
      .text("\"\"\"", escape: nil), .text("$\"\"\"", "\"\"\"", escape: nil), .string("\""),
      .string("$\"", "\""), .text("@\"", "\"", escape: "\""), .text("$@\"", "\"", escape: "\""),
      .text("@$\"", "\"", escape: "\""), .character,
    ],
    sigils: ["#": .keyword],
    habits: Habits(capitalsAreTypes: true)
  )

  static let ruby = CodeLanguage(
    keywords: """
      alias and attr_accessor attr_reader attr_writer begin break case class def do else
      elsif end ensure extend for if in include loop module next not or private protected public
      raise redo require require_relative rescue retry return self super then undef unless until
      when while yield
      """,
    literals: "true false nil __FILE__ __LINE__",
    regions: [
      .comment("#"), .comment("=begin", "=end", at: .lineStart), .string("\""),
      .string("'", at: .behindNoWord), .string("`"), .pattern, .hereDocument("<<~"),
      .hereDocument("<<-"),
    ],
    sigils: [":": .literal, "@": .plain, "$": .plain],
    habits: Habits(capitalsAreTypes: true)
  )

  static let php = CodeLanguage(
    keywords: """
      abstract and as break callable case catch class clone const continue declare default do echo
      else elseif enum extends final finally fn for foreach function global goto if implements
      include include_once instanceof insteadof interface isset list match namespace new or print
      private protected public readonly require require_once return static switch throw trait try
      unset use var while yield php
      """,
    literals: "true false null TRUE FALSE NULL",
    types: "array bool float int iterable mixed never object parent self string void",
    regions: CodeRegion.cComments() + [
      .between("#[", "]", role: .keyword), .comment("#", at: .wordStart), .string("\""),
      .string("'", at: .behindNoWord), .hereDocument("<<<"),
    ],
    sigils: ["$": .plain],
    habits: Habits(capitalsAreTypes: true)
  )

  private static let shellKeywords = """
    if then elif else fi for in while until do done case esac select function time return exit break
    continue export local readonly declare typeset unset source alias set shift trap eval exec
    """

  private static let shellRegions: [CodeRegion] = [
    .comment("#", at: .wordStart), .string("\""), .string("'", escape: nil, at: .behindNoWord),
    .string("$'", "'"), .between("${", "}", role: .type), .hereDocument("<<"),
  ]

  private static let shellHabits = Habits(
    hasBareWords: true,
    wordBytes: "-./+@%~,^:",
    keywordPlace: .command
  )

  static let shell = CodeLanguage(
    keywords: shellKeywords,
    literals: "true false",
    regions: shellRegions,
    sigils: ["$": .type],
    habits: shellHabits
  )

  static let console: CodeLanguage = {
    var habits = shellHabits
    habits.prompts = ["$ ", "# ", "% ", "> "]
    return CodeLanguage(
      keywords: shellKeywords,
      regions: shellRegions,
      sigils: ["$": .type],
      habits: habits
    )
  }()

  static let sql = CodeLanguage(
    keywords: """
      add all alter analyze and any as asc begin between by cascade case check column commit
      constraint create cross database declare default delete desc distinct drop else end except
      exists explain fetch first for foreign from full function grant group having if ilike in index
      inner insert intersect into is join key last lateral left like limit natural not nulls of
      offset on or order outer over partition primary procedure recursive references replace
      returning returns revoke right rollback row rows select set table temporary then to
      transaction trigger truncate union unique update using values view when where window with
      """,
    literals: "null true false current_date current_time",
    types: """
      bigint blob boolean char date datetime decimal double float int integer interval json jsonb
      numeric real serial smallint text time timestamp timestamptz tinyint uuid varchar
      """,
    regions: [
      .comment("--"), .comment("/*", "*/"), .string("'", escape: "'"),
      .between("\"", "\"", role: .plain), .between("`", "`", role: .plain),
    ],
    habits: Habits(ignoresCase: true)
  )

  static let json = CodeLanguage(
    literals: "true false null NaN Infinity",
    regions: CodeRegion.cComments() + [.string("\""), .string("'", at: .behindNoWord)],
    habits: Habits(keySign: KeySign(byte: UInt8(ascii: ":")))
  )

  static let yaml = CodeLanguage(
    literals: "true false null yes no on off True False Yes No On Off ~",
    regions: [
      .comment("#", at: .wordStart), .string("\""), .string("'", escape: "'", at: .behindNoWord),
    ],
    habits: Habits(
      hasBareWords: true,
      wordsHaveSpaces: true,
      wordBytes: "-./+~$",
      keySign: KeySign(byte: UInt8(ascii: ":"), needsSpace: true)
    )
  )

  static let toml = CodeLanguage(
    literals: "true false inf nan",
    regions: [
      .comment("#", at: .wordStart), .comment(";", at: .wordStart), .text("\"\"\""),
      .text("'''", escape: nil), .string("\""), .string("'", escape: nil, at: .behindNoWord),
      .between("[[", "]]", role: .keyword, at: .lineStart),
      .between("[", "]", role: .keyword, at: .lineStart),
    ],
    habits: Habits(
      hasBareWords: true,
      wordBytes: "-.:+",
      keySign: KeySign(byte: UInt8(ascii: "="))
    )
  )

  static let html = CodeLanguage(
    regions: [
      .comment("<!--", "-->"), .text("<![CDATA[", "]]>", escape: nil),
      .text("\"", escape: nil, at: .inTag), .text("'", escape: nil, at: .inTag),
    ],
    habits: Habits(wordBytes: "-:.", hasTags: true)
  )

  static let css = CodeLanguage(
    regions: [
      .comment("/*", "*/"), .comment("//", at: .wordStart), .string("\""), .string("'"),
    ],
    sigils: ["@": .keyword, "#": .literal, ".": .keyword, "$": .type],
    habits: Habits(
      wordBytes: "-",
      keySign: KeySign(byte: UInt8(ascii: ":"), needsSpace: true),
      hasSelectors: true
    )
  )

  static let diff = CodeLanguage(
    habits: Habits(lines: [
      ("diff ", .aside), ("index ", .aside), ("--- ", .aside), ("+++ ", .aside), ("\\ ", .aside),
      ("@@", .keyword), ("+", .added), ("-", .removed), (">", .added), ("<", .removed),
    ])
  )

  static let dockerfile = CodeLanguage(
    keywords: """
      ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL
      STOPSIGNAL USER VOLUME WORKDIR
      """,
    regions: shellRegions,
    sigils: ["$": .type],
    habits: shellHabits
  )
}
