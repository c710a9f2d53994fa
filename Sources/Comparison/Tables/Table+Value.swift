import Basics
import Datasets
import PolicyLanguage

extension Table {
    /// A cell as the language knows it; nil for an empty one, and for columns that were not read.
    func value(_ index: Int, _ row: Int) -> Value? {
        let kind = schema.columns[index].kind
        switch kind {
        case .personID, .text, .code, .word: return text(index, row).map(Value.string)
        case .ignored: return nil
        default: break
        }
        guard let number = number(index, row) else { return nil }
        switch kind {
        case .money: return .money(number)
        case .m2: return .decimal(number, unit: "m2")
        case .mu: return .decimal(number, unit: "mu")
        case .km: return .decimal(number, unit: "km")
        case .percent: return .decimal(number, unit: "%")
        case .decimal: return .decimal(number, unit: "")
        case .date, .month: return CalendarDate(exactly: Int(number)).map(Value.date)
        case .bool: return .bool(number == 1)
        default: return .int(number)
        }
    }
}
