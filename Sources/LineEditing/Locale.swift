#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// Sets the process's locale to that of the environment, in UTF-8: libedit writes characters by it, and
/// looks up how wide they are.
///
/// Numbers keep the C form, as C libraries read and write data with it.
func setLocale() {
  setlocale(LC_ALL, "")
  setlocale(LC_NUMERIC, "C")
  for name in ["C.UTF-8", "en_US.UTF-8"] where !isUTF8 {
    setlocale(LC_CTYPE, name)
  }
}

private var isUTF8: Bool {
  String(cString: nl_langinfo(nl_item(CODESET))) == "UTF-8"
}
