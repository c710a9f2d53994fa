/// Which households a pack's law holds for: those in a county of its area, or in one that stands in for such a county.
struct LawArea: Sendable {
    /// By village number.
    private let areas: [String]

    init(villageCodes: [Int64], standsFor: [String: String]) {
        areas = villageCodes.map { code in
            let digits = String(code)
            let padded = String(repeating: "0", count: max(0, 12 - digits.count)) + digits
            let county = String(padded.prefix(6))
            return standsFor[county] ?? padded
        }
    }

    /// By village number, whether the law of `area` (digits of a region code) holds there; nil when it holds everywhere.
    func villages(under area: String) -> [Bool]? {
        area.isEmpty ? nil : areas.map { $0.hasPrefix(area) }
    }
}
