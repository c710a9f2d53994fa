import Basics

extension ParameterValue {
    /// A parameter's value as its file writes it: money in yuan, areas in their unit, ISO dates. Nil if the text does not read as the
    /// type.
    package init?(written text: String, as type: ValueType) {
        switch Value(written: text, as: type) {
        case .string(let text): self = .text(text)
        case .int(let number), .money(let number), .decimal(let number, _): self = .number(number)
        case .date(let date): self = .number(Int64(date.daysSinceEpoch))
        case .bool(let flag): self = .number(flag ? 1 : 0)
        default: return nil
        }
    }

    /// What a value of the type looks like, for messages.
    package static func form(of type: ValueType) -> String {
        switch type {
        case .int: "a whole number"
        case .money: "yuan with at most two decimals, such as 50000 or 12.5"
        case .decimal(let unit): "a number\(unit.isEmpty ? "" : " of \(unit)") with at most two decimals"
        case .date: "a day such as 2025-06-30"
        case .bool: "true or false"
        case .string: "a text"
        default: "a value of type \(type)"
        }
    }
}
