// Makes the pictures of the README: runs the program in a shell on a pseudo-terminal, with the guide that is built into
// it, and draws what stands on the screen. The same program gives the same bytes.
//
// Usage: recorder FOLDER-OF-THE-PROGRAM FOLDER-FOR-THE-PICTURES
internal import TestSupport

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

guard CommandLine.arguments.count == 3 else {
  print("usage: recorder FOLDER-OF-THE-PROGRAM FOLDER-FOR-THE-PICTURES")
  exit(2)
}
do {
  for scene in Scene.all {
    let screen = try scene.played(byProgramIn: CommandLine.arguments[1])
    for palette in [Palette.light, .dark] {
      let path = "\(CommandLine.arguments[2])/\(scene.name)-\(palette.name).svg"
      try writeFile(Picture(of: screen, in: palette).svg, to: path)
      print(path)
    }
  }
} catch {
  print("recorder: \(error)")
  exit(1)
}

private func writeFile(_ text: String, to path: String) throws {
  guard let file = fopen(path, "w") else { throw CannotWrite(path: path) }
  let count = fputs(text, file)
  guard fclose(file) == 0, count >= 0 else { throw CannotWrite(path: path) }
}

private struct CannotWrite: Error {
  let path: String
}
