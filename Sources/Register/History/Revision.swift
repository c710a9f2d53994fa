import Basics

/// What a change of knowledge does to the versions of one owner: some are no longer believed, others take their place.
///
/// Pure: the same rules serve the forms, the bulk import and the tests.
package struct Revision<Field: FactField>: Sendable, Hashable {
    /// A span of days with its facts, not yet in the database.
    package struct Piece: Sendable, Hashable {
        package var from: CalendarDate
        package var until: CalendarDate?
        package var facts: Facts<Field>

        package init(from: CalendarDate, until: CalendarDate?, facts: Facts<Field>) {
            self.from = from
            self.until = until
            self.facts = facts
        }
    }

    /// Versions that are no longer believed.
    package private(set) var closed: [Int64] = []
    package private(set) var added: [Piece] = []

    package var isEmpty: Bool { closed.isEmpty && added.isEmpty }

    /// A new owner, or one that comes back, from a day on.
    package static func beginning(_ day: CalendarDate, _ facts: Facts<Field>) -> Revision {
        var revision = Revision()
        revision.added = [Piece(from: day, until: nil, facts: facts)]
        return revision
    }

    /// Facts that hold from a day, for ever or until another: every version believed of these days is changed in them and kept around them.
    /// A version that the change leaves as it is stays untouched.
    package static func changing(
        _ believed: [Version<Field>], from: CalendarDate?, until: CalendarDate?, _ change: (Facts<Field>) -> Facts<Field>
    ) -> Revision {
        var revision = Revision()
        for version in believed {
            let start = max(version.validFrom, from ?? version.validFrom)
            let end = earlier(version.validUntil, until)
            guard end.map({ start < $0 }) ?? true else { continue }
            let changed = change(version.facts)
            guard changed != version.facts else { continue }
            revision.closed.append(version.id)
            if version.validFrom < start { revision.added.append(Piece(from: version.validFrom, until: start, facts: version.facts)) }
            revision.added.append(Piece(from: start, until: end, facts: changed))
            if let end, version.validUntil.map({ end < $0 }) ?? true {
                revision.added.append(Piece(from: end, until: version.validUntil, facts: version.facts))
            }
        }
        return revision
    }

    /// The owner is no longer there from a day on. The last days before it carry how it left.
    package static func ending(
        _ believed: [Version<Field>], on day: CalendarDate, _ leaving: (Facts<Field>) -> Facts<Field>
    ) -> Revision {
        var revision = Revision()
        for version in believed where version.validUntil.map({ day < $0 }) ?? true {
            revision.closed.append(version.id)
            guard version.validFrom < day else { continue }
            revision.added.append(Piece(from: version.validFrom, until: day, facts: leaving(version.facts)))
        }
        return revision
    }

    private static func earlier(_ a: CalendarDate?, _ b: CalendarDate?) -> CalendarDate? {
        guard let a else { return b }
        guard let b else { return a }
        return min(a, b)
    }
}
