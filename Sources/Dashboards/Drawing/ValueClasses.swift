import Web

/// Five classes of values, or fewer where values are few or alike: as many places in each as can be, at the roundest bounds that part them so.
struct ValueClasses: Sendable, Hashable {
    /// Where the second class begins, the third, and so on; rising. Below the first lies the first class.
    let bounds: [Double]
    /// Whether values are shares.
    let isRate: Bool

    init(_ values: [Double], isRate: Bool) {
        self.isRate = isRate
        let sorted = values.filter(\.isFinite).sorted()
        guard let least = sorted.first, let most = sorted.last, least < most else {
            bounds = []
            return
        }
        var bounds: [Double] = []
        for number in 1..<5 {
            let place = (sorted.count * number + 4) / 5
            guard place > 0, place < sorted.count else { continue }
            guard let bound = Self.roundest(above: max(sorted[place - 1], bounds.last ?? least), upTo: sorted[place], isRate) else { continue }
            bounds.append(bound)
        }
        self.bounds = bounds
    }

    /// The roundest number above one value and not above the next: no finer than a tenth of a percent for shares, one for counts.
    static func roundest(above: Double, upTo: Double, _ isRate: Bool) -> Double? {
        let finest = isRate ? 0.001 : 1.0
        var unit = finest
        while unit * 10 <= upTo { unit *= 10 }
        while unit >= finest * 0.99 {
            for factor in [5.0, 2, 1] {
                let number = (upTo / (unit * factor) + 1e-9).rounded(.down) * unit * factor
                if number > above + 1e-9 { return number }
            }
            unit /= 10
        }
        return nil
    }

    var count: Int { bounds.count + 1 }

    /// The shade of a value, 1 to 5; fewer classes are spread over the shades.
    func shade(of value: Double) -> Int { shade(ofClass: bounds.count { $0 <= value }) }

    func shade(ofClass number: Int) -> Int {
        bounds.isEmpty ? 3 : 1 + (number * 4 + bounds.count / 2) / bounds.count
    }

    /// What each class is called: `20% 以下`, `20–25%`, `40% 以上`.
    func names(_ language: Language) -> [String] {
        guard let first = bounds.first, let last = bounds.last else { return [] }
        let isChinese = language == .zh
        let unit = isRate ? "%" : ""
        return [isChinese ? "\(text(first))\(unit) 以下" : "below \(text(first))\(unit)"]
            + zip(bounds, bounds.dropFirst()).map { "\(text($0))–\(text($1))\(unit)" }
            + [isChinese ? "\(text(last))\(unit) 及以上" : "\(text(last))\(unit) and more"]
    }

    private func text(_ bound: Double) -> String {
        guard isRate else { return Figures.count(Int64(bound.rounded())) }
        let tenths = Int64((bound * 1000).rounded())
        return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
    }
}
