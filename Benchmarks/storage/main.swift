// How fast the store is: `swift run -c release storage-speed FOLDER [postgres://…]`. Prints one figure a line.
import Basics
import Foundation
import Storage

/// Seconds that a body takes.
func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try await body()
    return Double((clock.now - start) / .milliseconds(1)) / 1000
}

func say(_ name: String, _ figure: Double, _ unit: String) {
    let number = figure >= 100 ? String(Int(figure.rounded())) : String((figure * 10).rounded() / 10)
    print("\(name): \(number) \(unit)")
}

let arguments = CommandLine.arguments.dropFirst()
guard let folder = arguments.first else {
    print("storage-speed FOLDER [postgres://…]")
    exit(2)
}
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
let vault = try Vault(keys: KeyRing(folder: folder + "/keys"))
try measureSealing(vault)
try await measureBlobs(vault, folder)
try await measure(.sqlite(path: folder + "/speed.sqlite"), vault)
for url in arguments.dropFirst() { try await measure(.postgres(url: url), vault) }
