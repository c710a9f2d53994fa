/// Which households a pack's law holds for: those in a county of its area, or in one that stands in for such a county, and of them those in the
/// pack's territory if it has one.
struct LawArea: Sendable {
    /// By village number.
    private let areas: [String]
    /// By pack, by village number.
    private let territories: [String: [Bool]]

    init(villageCodes: [Int64], _ options: ComparisonOptions) {
        areas = villageCodes.map { code in
            let digits = String(code)
            let padded = String(repeating: "0", count: max(0, 12 - digits.count)) + digits
            let county = String(padded.prefix(6))
            return options.standsFor[county] ?? padded
        }
        territories = options.territories.mapValues { villageCodes.map($0.contains) }
    }

    /// By village number, whether the law of a pack with this `area` (digits of a region code) holds there; nil when it holds everywhere.
    func villages(of pack: String, under area: String) -> [Bool]? {
        let territory = territories[pack]
        if area.isEmpty { return territory }
        let lawful = areas.map { $0.hasPrefix(area) }
        return territory.map { zip(lawful, $0).map { $0 && $1 } } ?? lawful
    }
}
