import Declarations
import PolicyLanguage

/// `--set name=value`: parameters of the packs set for a what-if.
enum ParameterSettings {
    /// The values by the names they were given under (`name` or `pack/name`), in the parameter's own type: money in yuan, areas in their
    /// unit, ISO dates.
    static func read(_ texts: [String], packs: [PolicyPack]) throws -> [String: ParameterValue] {
        var values: [String: ParameterValue] = [:]
        for text in texts {
            guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
                throw CommandFailure(code: "bad-setting", message: "'\(text)' is no setting", advice: "write it as --set vehicle_price_limit=80000")
            }
            let name = String(text[..<sign])
            let written = String(text[text.index(after: sign)...])
            let parameters = matching(name, packs)
            guard let first = parameters.first else { throw unknown(name, packs) }
            guard let value = ParameterValue(written: written, as: first.type), parameters.allSatisfy({ $0.type == first.type }) else {
                throw CommandFailure(code: "bad-setting", message: "'\(written)' is not \(ParameterValue.form(of: first.type)), which \(name) is")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw CommandFailure(code: "bad-setting", message: "\(name) is set twice")
            }
        }
        return values
    }

    private static func matching(_ name: String, _ packs: [PolicyPack]) -> [Parameter] {
        packs.flatMap { pack in pack.parameters.filter { $0.name == name || "\(pack.id)/\($0.name)" == name } }
    }

    private static func unknown(_ name: String, _ packs: [PolicyPack]) -> CommandFailure {
        let known = packs.flatMap { pack in pack.parameters.map(\.name) + pack.parameters.map { "\(pack.id)/\($0.name)" } }
        return CommandFailure(
            code: "unknown-parameter", message: "no pack of this run has the parameter '\(name)'",
            advice: nearest(name, among: known).map { "did you mean \($0)?" } ?? "the packs' folders parameters/ name them")
    }
}
