/// The colours of a terminal.
struct Palette: Sendable {
  let name: String
  let background: String
  let foreground: String
  let border: String
  /// The eight colours, and their bright forms.
  let colors: [String]

  static let light = Palette(
    name: "light",
    background: "#ffffff",
    foreground: "#24292f",
    border: "#d0d7de",
    colors: [
      "#24292f", "#c1272d", "#1a7f37", "#8a5a00", "#0757b8", "#8037c4", "#0b7078", "#6e7781",
      "#57606a", "#a40e26", "#116329", "#744500", "#0a4fa8", "#6e2fb0", "#075e66", "#8c959f",
    ]
  )

  static let dark = Palette(
    name: "dark",
    background: "#161b22",
    foreground: "#e6edf3",
    border: "#30363d",
    colors: [
      "#484f58", "#ff7b72", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#b1bac4",
      "#6e7681", "#ffa198", "#7ee787", "#f2cc60", "#a5d6ff", "#e2c5ff", "#7ce6ec", "#f0f6fc",
    ]
  )

  /// The colour of an SGR parameter such as `31` or `92`; the foreground where there is none.
  func color(_ parameter: String?) -> String {
    switch parameter.flatMap({ Int($0) }) {
    case let number? where (30...37).contains(number): colors[number - 30]
    case let number? where (90...97).contains(number): colors[number - 82]
    default: foreground
    }
  }
}
