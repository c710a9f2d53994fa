/// What a text may hold: PostgreSQL cannot keep the character 0, so neither database is given it.
enum TextRule {
    static func check(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        guard !bytes.contains(0) else { throw StorageProblem.misuse("a text with the character U+0000 cannot be stored") }
    }
}
