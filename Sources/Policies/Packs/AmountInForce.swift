import Actions
import Basics
import PolicyLanguage
import Storage

extension PoliciesParts {
    /// An amount of money that the law of a region has under a name on a day, in fen: the monitoring line, say. Nil where no pack in force has it.
    package func amount(_ parameter: String, of region: RegionCode, on day: CalendarDate, in reading: Reading) throws -> Int64? {
        let found = try FindLaw(library: law, region: region, day: day).answer(in: reading)
        for pack in found.law.packs {
            guard let value = pack.parameters.first(where: { $0.name == parameter })?.value(on: day)?.value else { continue }
            if case .number(let fen) = value { return fen }
        }
        return nil
    }
}
