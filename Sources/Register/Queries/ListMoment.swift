import Actions
import Basics

/// The moment that a list or a figure is of, as an address says it: now, a day as it is known now (`as_of=2025-12-31`), or a closed year with
/// what was known when it was closed (`snapshot=3`).
package struct ListMoment: Sendable, Hashable, Codable {
    package var day: CalendarDate?
    package var snapshot: Int64?

    enum CodingKeys: String, CodingKey {
        case day = "as_of"
        case snapshot
    }

    package init(day: CalendarDate? = nil, snapshot: Int64? = nil) { (self.day, self.snapshot) = (day, snapshot) }

    /// Nil for now. A closed year that the reader does not see is not found.
    package func asOf(in reading: Reading) throws -> AsOf? {
        if let snapshot { return try FindClosedYear(id: snapshot).answer(in: reading).asOf }
        guard let day else { return nil }
        guard day <= reading.today else { throw Refusal.invalid("as_of", RegisterProblems.inTheFuture(day)) }
        return day == reading.today ? nil : AsOf(day: day)
    }

    /// The part of an address that says it.
    package var pairs: [(name: String, value: String)] {
        snapshot.map { [("snapshot", String($0))] } ?? day.map { [("as_of", $0.description)] } ?? []
    }
}

/// What a moment of an address means.
package struct FindMoment: Query {
    package static let permission = Permission.figureRead
    package let moment: ListMoment

    package init(_ moment: ListMoment) { self.moment = moment }
    package func answer(in reading: Reading) throws -> AsOf? { try moment.asOf(in: reading) }
}
