import Actions
import Basics
import Regions
import Register
import Storage
import Web

/// What figures are of a region and, if wanted, of the places below it.
package struct ShownFigures: Sendable {
    package struct Value: Sendable, Hashable {
        package let count: Int64
        /// What it is a share of; nil for a plain count.
        package let of: Int64?

        /// Nil when there is nothing to be a share of.
        package var rate: Double? { of.flatMap { $0 > 0 ? Double(count) / Double($0) : nil } }
    }

    package struct Place: Sendable {
        package let region: RegionCode
        package let name: String
        /// In the order of the figures. Nil for what cannot be said of the moment: clues of the past.
        package let values: [Value?]
    }

    package let figures: [Figure]
    package let day: CalendarDate
    package let asOf: AsOf?
    package let counted: Moment
    package let total: Place
    package let places: [Place]

    /// What lies in the region and in none of the places shown: clues of the region itself, households of a village that was dissolved. Nil when
    /// there is nothing of the kind.
    package var rest: [Value?]? {
        guard !places.isEmpty else { return nil }
        let rest = total.values.indices.map { index -> Value? in
            guard let whole = total.values[index] else { return nil }
            let counted = places.compactMap { $0.values[index] }
            return Value(
                count: whole.count - counted.reduce(0) { $0 + $1.count }, of: whole.of.map { of in of - counted.reduce(0) { $0 + ($1.of ?? 0) } })
        }
        return rest.contains { ($0?.count ?? 0) != 0 } ? rest : nil
    }

    package subscript(_ name: String) -> Value? { figures.firstIndex { $0.name == name }.flatMap { total.values[$0] } }
}

/// Answers from the book within the reader's scope, which may be a part of what they may see (`whole`). Nil when everything must be counted first;
/// pages go through `FigureOffice.show`.
struct ShowFigures: Query {
    static let permission = Permission.figureRead
    let book: FigureBook
    let whole: Scope
    let names: [String]
    let region: RegionCode?
    let below: Below
    let asOf: AsOf?

    func answer(in reading: Reading) throws -> ShownFigures? {
        guard let scope = reading.scope.narrowed(to: region) else { throw Refusal.notFound }
        guard let page = try book.page(asOf, whole, in: reading) else { return nil }
        let places = names.compactMap(page.place)
        func values(_ region: RegionCode) -> [ShownFigures.Value?] {
            places.map { (place) -> ShownFigures.Value? in
                let figure = page.figures[place]
                guard figure.unit != .clues || asOf == nil else { return nil }
                return ShownFigures.Value(
                    count: page.counts.count(place, in: region.codes),
                    of: figure.of.flatMap(page.place).map { page.counts.count($0, in: region.codes) })
            }
        }
        let region = scope.region
        let name = try RegionNames.path(to: region, on: page.day, in: reading).last?.name ?? region.prefix
        return ShownFigures(
            figures: places.map { page.figures[$0] }, day: page.day, asOf: asOf, counted: page.counted,
            total: .init(region: region, name: name, values: values(region)),
            places: try self.below.regions(of: region, on: page.day, in: reading).map {
                .init(region: $0.code, name: $0.name, values: values($0.code))
            })
    }
}

/// Which places below a region are shown beside it.
package enum Below: String, Sendable, CaseIterable {
    case none, children, village

    func regions(of region: RegionCode, on day: CalendarDate, in reading: Reading) throws -> [(code: RegionCode, name: String)] {
        let found: [Region] =
            switch self {
            case .none: []
            case .children: try RegionChildren(of: region, on: day).answer(in: reading)
            case .village: try RegionNames.villages(of: region, on: day, in: reading)
            }
        return found.compactMap { place in RegionCode(number: place.code).map { ($0, place.name) } }
    }
}

/// Where pages ask for figures.
package struct FigureOffice: Sendable {
    package let book: FigureBook
    /// How long whoever asks waits with an empty page before being told that it takes a moment.
    private let patience: Duration

    package init(book: FigureBook, patience: Duration = .milliseconds(1500)) { (self.book, self.patience) = (book, patience) }

    /// Figures by their names; unknown names, and figures that need an income line where none is in force, are left out. `region`: a place within
    /// the visitor's; nil for what they look at.
    package func show(
        _ names: [String], of region: RegionCode? = nil, below: Below = .none, at moment: ListMoment = ListMoment(), _ visit: Visit
    ) async throws -> ShownFigures {
        guard let whole = visit.signedIn?.actor else { throw Refusal.signedOut }
        return try await show(names, of: region, below: below, as: visit.moment(moment), at: visit.desk, actor: visit.actor, whole: whole)
    }

    /// The same for whoever has no visit: a stream, a job. `whole`: the account as it is when it does not look at a part of its region. Throws
    /// `Preparing` when everything must be counted first and that takes longer than a moment.
    package func show(
        _ names: [String], of region: RegionCode?, below: Below, as asOf: AsOf?, at desk: Desk, actor: Actor, whole: Actor? = nil
    ) async throws -> ShownFigures {
        let whole = whole ?? actor
        let query = ShowFigures(book: book, whole: whole.scope, names: names, region: region, below: below, asOf: asOf)
        for _ in 0..<3 {
            if let shown = try await desk.ask(query, as: actor) { return shown }
            guard try await isDone(book.count(asOf, at: desk, as: whole)) else { break }
        }
        throw Preparing(seconds: 2)
    }

    private func isDone(_ counting: Task<Void, any Error>) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { [patience] group in
            group.addTask {
                // A sleep that is cancelled ends at once; the counting itself is nobody's to cancel.
                try? await Task.sleep(for: patience)
                return false
            }
            let (done, told) = AsyncThrowingStream<Void, any Error>.makeStream()
            Task {
                do {
                    try await counting.value
                    told.finish()
                } catch { told.finish(throwing: error) }
            }
            group.addTask {
                for try await _ in done {}
                return !Task.isCancelled
            }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
    }
}
