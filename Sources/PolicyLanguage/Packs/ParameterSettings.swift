import Declarations

/// Values that stand in for the law's own in one run: `--set vehicle_price_limit=60000`, or `--set benchmark/vehicle_price_limit=60000`
/// for one pack only.
package struct ParameterSettings: Sendable, Equatable {
    /// Why a setting cannot be used, and what to write.
    package struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
        package var description: String
    }

    /// By `pack/name`: every parameter a setting reaches.
    package private(set) var values: [String: ParameterValue] = [:]

    /// Reads `name=value` texts. A name without a pack reaches every pack that has it; the later of two settings holds.
    package init(_ texts: [String], packs: [PolicyPack]) throws(Mistake) {
        for text in texts {
            guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
                throw Mistake(description: "'\(text)' is no setting; write name=value, such as vehicle_price_limit=60000")
            }
            try set(String(text[..<equals]), to: String(text[text.index(after: equals)...]), packs: packs)
        }
    }

    private mutating func set(_ name: String, to text: String, packs: [PolicyPack]) throws(Mistake) {
        var known: [String] = []
        var found = false
        for pack in packs {
            for parameter in pack.parameters {
                let qualified = "\(pack.id)/\(parameter.name)"
                known += [parameter.name, qualified]
                guard name == parameter.name || name == qualified else { continue }
                guard let value = ParameterValue(written: text, as: parameter.type) else {
                    throw Mistake(description: "\(qualified) must be \(ParameterValue.form(of: parameter.type)), not '\(text)'")
                }
                values[qualified] = value
                found = true
            }
        }
        guard !found else { return }
        let hint = nearest(name, among: known).map { "; did you mean \($0)?" } ?? ""
        throw Mistake(description: "no pack of this run has a parameter '\(name)'\(hint)")
    }
}
