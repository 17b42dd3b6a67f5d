internal import HostSystem

/// What of a folder could not be read.
struct SkippedFiles {
  /// The paths of files that are too large.
  var tooLarge: [String] = []
  /// The paths of files and folders that the system does not let us read, and its words.
  var unreadable: [(path: String, reason: String)] = []
  private let unreadableNames: Int

  init(_ tree: FileTree) {
    unreadable = tree.unreadableFolders.map { ($0, "the folder cannot be read") }
    unreadableNames = tree.unreadableNames
  }

  /// What a person should know of it, a sentence each.
  var notices: [String] {
    var notices: [String] = []
    if let first = tooLarge.first {
      let limit = "larger than \(DocumentFormat.largestFile(named: first) >> 20) MiB"
      notices.append(
        tooLarge.count == 1
          ? "left out a file that is \(limit): \(first)"
          : "left out \(tooLarge.count) files that are too large, such as \(first), which is \(limit)"
      )
    }
    if let first = unreadable.first {
      notices.append(
        unreadable.count == 1
          ? "left out \(first.path): \(first.reason)"
          : "left out \(unreadable.count) files or folders, such as \(first.path): \(first.reason)"
      )
    }
    if unreadableNames > 0 {
      notices.append(
        unreadableNames == 1
          ? "left out a file or folder with a name that is not UTF-8"
          : "left out \(unreadableNames) files or folders with names that are not UTF-8"
      )
    }
    return notices
  }
}
