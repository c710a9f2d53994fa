import Glibc
import Platform

exit(await Program.run(Array(CommandLine.arguments.dropFirst()), on: .standard))
