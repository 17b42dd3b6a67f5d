#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A thread with 512 KB of stack, the least that a thread has on macOS by itself.
enum SmallStack {
  private final class Job {
    let work: () -> String?
    var result: String?

    init(_ work: @escaping () -> String?) {
      self.work = work
    }
  }

  /// The result of `work`, done on such a thread; `nil` when there could be none.
  static func run(_ work: @escaping @Sendable () -> String?) -> String? {
    let job = Job(work)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, 512 << 10)
    defer { pthread_attr_destroy(&attributes) }
    let context = Unmanaged.passUnretained(job).toOpaque()
    #if canImport(Darwin)
    var thread: pthread_t?
    #else
    var thread = pthread_t()
    #endif
    let status = pthread_create(&thread, &attributes, { SmallStack.perform($0) }, context)
    guard status == 0 else { return nil }
    #if canImport(Darwin)
    if let thread { pthread_join(thread, nil) }
    #else
    pthread_join(thread, nil)
    #endif
    return withExtendedLifetime(job) { job.result }
  }

  fileprivate static func perform(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    let job = Unmanaged<Job>.fromOpaque(context).takeUnretainedValue()
    job.result = job.work()
    return nil
  }
}
