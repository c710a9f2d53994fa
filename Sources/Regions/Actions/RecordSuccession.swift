import Actions
import Basics
import Storage

/// What became of codes from a day on: a merger, a split, a transfer. The old codes end; what lies in them follows in the rooms above,
/// which hear of it by the message `region.succeeded`.
package struct RecordSuccession: Action {
    package static let name = "region.recordSuccession"
    package static let permission = Permission.regionChange

    package var predecessors: [Int64]
    package var successors: [Int64]
    package var kind: Succession
    package var on: CalendarDate
    /// The approval, such as `民函〔2026〕12号`.
    package var reference: String

    package init(predecessors: [Int64], successors: [Int64], kind: Succession, on: CalendarDate, reference: String) {
        self.predecessors = predecessors
        self.successors = successors
        self.kind = kind
        self.on = on
        self.reference = reference
    }

    /// What the rooms above are told.
    package struct Message: Codable, Sendable { package let on: String }
    package static let message = "region.succeeded"

    /// The smallest region that holds both sides: whoever records a succession is responsible for all of it.
    package func place(in reading: Reading) throws -> RegionCode? {
        let codes = (predecessors + successors).compactMap(RegionCode.init(number:))
        guard codes.count == predecessors.count + successors.count, let first = codes.first else { return nil }
        var whole: RegionCode? = first
        while let candidate = whole, !codes.allSatisfy(candidate.contains) { whole = candidate.parent }
        return whole
    }

    package func perform(in writing: Writing) throws -> Int {
        let olds = try predecessors.map { try region($0, "predecessors", in: writing) }
        let news = try successors.map { try region($0, "successors", in: writing) }
        try checkShape(olds, news)
        for old in olds {
            try writing.change(.regions, id: old.number, ["valid_until": on])
            for new in news {
                try writing.insert(
                    into: .regionSuccessions,
                    ["predecessor": old.number, "successor": new.number, "kind": kind.rawValue, "effective_on": on, "reference": reference])
            }
        }
        try writing.send(Self.message, Message(on: on.description))
        writing.subject = "region/\(predecessors.first ?? 0)"
        return olds.count * news.count
    }

    private func region(_ number: Int64, _ field: String, in writing: Writing) throws -> RegionCode {
        guard let code = RegionCode(number: number), try RegionNames.isInUse(code, on: on, in: writing.reading) else {
            throw Refusal.invalid(field, RegionProblems.notInUse(number, on: on))
        }
        return code
    }

    private func checkShape(_ olds: [RegionCode], _ news: [RegionCode]) throws {
        let fits =
            switch kind {
            case .merge: !olds.isEmpty && news.count == 1
            case .split: olds.count == 1 && news.count > 1
            case .transfer: olds.count == 1 && news.count == 1
            }
        guard fits, Set(olds).isDisjoint(with: news) else { throw Refusal.invalid("kind", RegionProblems.shape(kind)) }
        guard !reference.isEmpty else { throw Refusal.invalid("reference", RegionProblems.referenceMissing) }
        for old in olds {
            for new in news where old.level != new.level { throw Refusal.invalid("successors", RegionProblems.differentLevels(old, new)) }
        }
    }
}
