extension HelpText {
  /// What the help of a command for stored conversations ends with.
  static func examples(of command: Command) -> String {
    switch command {
    case .conversations:
      """
      Those used last come first, 50 of them unless --limit says otherwise. Into a
      pipe, the lines are separated by tabs: id, time, turns, backend, title.

      Examples:
        chat conversations --since 7d
        chat conversations --json | jq -r '.[].title'
      """
    case .show:
      """
      Examples:
        chat show
        chat show k3f9 --json | jq -r '.turns[].prompt'
      """
    case .search:
      """
      All words have to be there. Words in quotes follow each other, and a word
      that ends with * stands for all that begin so.

      Examples:
        chat search leave policy
        chat search '"carry over" leav*'
      """
    case .export:
      """
      Without --output, everything goes to standard output. A folder, which has to
      be there or end with /, gets a file for each conversation.

      Examples:
        chat export k3f9 --format html --output leave.html
        chat export --all --format ndjson > conversations.ndjson
        chat export --all --output notes/
      """
    case .import:
      """
      Reads what 'chat export' wrote as json or ndjson; - is standard input.

      Examples:
        chat import conversations.ndjson
      """
    case .rename:
      """
      Examples:
        chat rename k3f9 Leave in 2026
      """
    case .delete:
      """
      Nothing of their text is left in the file. A terminal is asked first; without
      one, --yes is needed.

      Examples:
        chat delete k3f9
        chat delete --before 365d --yes
      """
    case .models:
      """
      Examples:
        chat models --backend local
        chat models --json | jq length
      """
    default:
      """
      Examples:
        chat doctor
        chat doctor --online --json
      """
    }
  }
}
