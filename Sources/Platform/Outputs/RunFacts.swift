import Basics
import Comparison
import PolicyLanguage

/// Everything about a run that its outputs tell.
struct RunFacts {
    var result: ComparisonResult
    var shelf: PackShelf
    var province: ProvinceFile
    /// Absolute.
    var dataFolder: String
    var unknownFiles: [String]
    var whatIf: WhatIf?

    /// Parameters of the packs on the day of the run, by pack and name.
    var parametersInUse: [ParameterUse] {
        shelf.packs.flatMap { pack in
            pack.parameters.map { ParameterUse(pack: pack.id, parameter: $0, value: $0.value(on: result.asOf)) }
        }.sorted { ($0.pack, $0.parameter.name) < ($1.pack, $1.parameter.name) }
    }
}

/// A number of the law as a run used it.
struct ParameterUse {
    var pack: String
    var parameter: Parameter
    /// Nil when it was not in force yet.
    var value: Parameter.Value?

    /// A value as the pack's file writes it: yuan, the unit's number, an ISO day.
    func written(_ value: ParameterValue) -> String {
        switch (value, parameter.type) {
        case (.text(let text), _): text
        case (.number(let days), .date): CalendarDate(exactly: Int(days))?.description ?? String(days)
        case (.number(let number), .bool): number == 0 ? "false" : "true"
        case (.number(let number), .money), (.number(let number), .decimal): Self.hundredths(number)
        case (.number(let number), _): String(number)
        }
    }

    /// `50000`, `12.5`: no more decimals than needed.
    private static func hundredths(_ number: Int64) -> String {
        let (whole, rest) = number.magnitude.quotientAndRemainder(dividingBy: 100)
        let decimals = rest == 0 ? "" : rest.isMultiple(of: 10) ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
        return (number < 0 ? "-" : "") + String(whole) + decimals
    }
}
