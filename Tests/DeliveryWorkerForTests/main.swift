import Foundation
import Imports

// The worker as a program of its own, and programs that behave as a worker must not. Used by ImportsTests only.
switch CommandLine.arguments.dropFirst().first {
case "crash":
    let empty: [Int] = []
    print(empty[CommandLine.argc > 5 ? 1 : 0])
case "hang":
    while true { sleep(60) }
case "spin":
    setrlimit(__rlimit_resource_t(UInt32(RLIMIT_CPU.rawValue)), [rlimit(rlim_cur: 1, rlim_max: 5)])
    var n = 0
    while true { n &+= 1 }
case "eat":
    setrlimit(__rlimit_resource_t(UInt32(RLIMIT_DATA.rawValue)), [rlimit(rlim_cur: 64 << 20, rlim_max: 64 << 20)])
    var eaten: [[UInt8]] = []
    while true {
        eaten.append([UInt8](repeating: 1, count: 1 << 20))
        usleep(2_000)
    }
case "garble":
    _ = "this is no frame, and it is long enough to be taken for one".withCString { write(4, $0, strlen($0)) }
case "quiet": break
case "jobs": try await JobsRun.main(Array(CommandLine.arguments.dropFirst(2)))
default: exit(ReadDelivery.main())
}
