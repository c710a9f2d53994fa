import Foundation
import Storage

/// A made-up ID number: the area part was never assigned.
func number(_ index: Int) -> String { "990101" + String(19_000_101_0000 + index % 1_000_000).suffix(11) + "X" }

func measureSealing(_ vault: Vault) throws {
    let count = 1_000_000
    let numbers = (0..<1000).map(number)
    let clock = ContinuousClock()
    var start = clock.now
    var bytes = 0
    for row in 0..<count { bytes += try vault.seal(numbers[row % 1000], table: "people", column: "id_number", row: Int64(row)).count }
    say("seals of 18 characters, one thread", Double(count) / (Double((clock.now - start) / .milliseconds(1)) / 1000), "/s")
    let sealed = try (0..<1000).map { try vault.seal(numbers[$0], table: "people", column: "id_number", row: Int64($0)) }
    start = clock.now
    for row in 0..<count { bytes += try vault.open(sealed[row % 1000], table: "people", column: "id_number", row: Int64(row % 1000)).utf8.count }
    say("openings, one thread", Double(count) / (Double((clock.now - start) / .milliseconds(1)) / 1000), "/s")
    start = clock.now
    for row in 0..<count { bytes += try vault.blindIndex(numbers[row % 1000], column: "people.id_number").count }
    say("blind indexes, one thread", Double(count) / (Double((clock.now - start) / .milliseconds(1)) / 1000), "/s")
    if bytes == 0 { print("nothing") }
}

func measureBlobs(_ vault: Vault, _ folder: String) async throws {
    let store = try BlobStore(folder: folder + "/blobs", vault: vault)
    var generator = SystemRandomNumberGenerator()
    let piece = (0..<1 << 17).map { _ in generator.next() }.withUnsafeBytes { Array($0) }
    let megabytes = 256
    var name: BlobName?
    let writing = try await seconds {
        let writer = try store.writer()
        for _ in 0..<megabytes { try writer.append(piece) }
        name = try writer.finish().name
    }
    say("blob written", Double(megabytes) / writing, "MiB/s")
    guard let name else { return }
    let reading = try await seconds { try store.reader(name).forEach { _ in } }
    say("blob read", Double(megabytes) / reading, "MiB/s")
    try store.remove(name)
}
