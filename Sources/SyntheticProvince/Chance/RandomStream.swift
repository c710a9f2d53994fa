/// A stream of random numbers that anybody can make again from its key: SplitMix64 (Steele, Lea and Flood, 2014) over the seed and what the
/// stream is for. Each household has its own, so that any part of a province can be made alone and in any order.
struct RandomStream {
    private var state: UInt64

    init(seed: UInt64, _ purpose: Purpose, _ number: Int) {
        state = Self.mixed(seed &+ Self.mixed(UInt64(purpose.rawValue) << 56 ^ UInt64(truncatingIfNeeded: number)))
    }

    /// What a stream is for; each purpose draws independently of the others.
    enum Purpose: UInt8 { case region, village, household, departments, irregularity, mess, delivery, map }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number below `bound`, which is positive. The bias of the multiplication is below 2^-32 for the bounds used here.
    mutating func below(_ bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// True so many times in a thousand.
    mutating func chance(_ permille: Int) -> Bool { below(1000) < permille }

    mutating func pick<Element>(_ choices: [Element], else fallback: Element) -> Element {
        choices.isEmpty ? fallback : choices[below(choices.count)]
    }

    mutating func pick(_ choices: [String]) -> String { pick(choices, else: "") }

    /// The place of one of the weights, each as likely as its size.
    mutating func weighted(_ weights: [Int]) -> Int {
        var rest = below(weights.reduce(0, +))
        for (place, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return place }
        }
        return 0
    }
}
