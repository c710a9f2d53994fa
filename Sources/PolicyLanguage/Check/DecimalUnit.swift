/// The units a decimal may carry and the functions that write them.
enum DecimalUnit: String, CaseIterable {
    case none = "", squareMetre = "m2", mu, kilometre = "km", percent = "%"

    var function: String {
        switch self {
        case .none: "decimal"
        case .squareMetre: "m2"
        case .mu: "mu"
        case .kilometre: "km"
        case .percent: "percent"
        }
    }

    init?(function: String) {
        guard let unit = Self.allCases.first(where: { $0.function == function }) else { return nil }
        self = unit
    }
}
