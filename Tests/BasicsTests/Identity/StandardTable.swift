/// GB 11643 as the standard prints it, beside the module's arithmetic, so that the two can disagree.
enum StandardTable {
    static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    static let characters = Array("10X98765432")

    /// 17 digits with their check character.
    static func complete(_ digits: String) -> String {
        let sum = zip(digits.utf8, weights).reduce(0) { $0 + (Int($1.0) - 0x30) * $1.1 }
        return digits + String(characters[sum % 11])
    }
}

/// A small generator with a seed, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
