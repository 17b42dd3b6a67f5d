#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Runs `body` with `strings` as C has them: ended by a null pointer.
func withStrings<Result>(
  _ strings: [String],
  _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers = strings.map { strdup($0) } + [nil]
  defer {
    for pointer in pointers {
      free(pointer)
    }
  }
  return body(&pointers)
}
