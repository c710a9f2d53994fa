import Actions
import Basics
import Datasets
import Register
import Storage
import Web

extension ImportsFeature {
    /// What the accepted deliveries say of a household and its people, for the register's page.
    package static func knownOfHouseholds(_ parts: ImportsParts) -> AskElsewhere {
        let deliveries = parts.opened
        return { question, visit in
            let found = try await visit.ask(DeliveriesInUse(place: question.place, day: question.day, known: question.known))
            let scope = try visit.actor.scope
            let sources = parts.schemas.filter {
                $0.role == .department && OwnerColumn($0) != nil && (question.number != nil || $0.anchor == .person)
                    && scope.covers(department: $0.department, dataset: $0.folder)
            }
            return try KnownOfHousehold(question: question, open: deliveries, words: Words(visit)).of(sources, found)
        }
    }
}

/// Reads the rows of one household's people out of the deliveries in use.
struct KnownOfHousehold {
    let question: HouseholdInQuestion
    let open: OpenDeliveries
    let words: Words

    /// Rows shown of a source before the others are folded away, and most that are read of one person.
    private static let shown = 3
    private static let most = 40

    func of(_ schemas: [SourceSchema], _ deliveries: [String: [DeliveriesInUse.Delivery]]) throws -> KnownElsewhere {
        var (sources, silent, unknown): ([KnownElsewhere.Source], [KnownElsewhere.Silent], [KnownElsewhere.Silent]) = ([], [], [])
        for schema in schemas.sorted(by: { ($0.number ?? .max, $0.department) < ($1.number ?? .max, $1.department) }) {
            let titles = (department: words.title(schema.publisher), title: words.title(schema.title))
            // One that was read before indexes were made, or is of another schema, says nothing yet: that is not the same as no record.
            let inUse = deliveries[schema.name] ?? []
            guard let delivery = inUse.first, delivery.owners != nil, let rows = try rows(schema, inUse) else {
                unknown.append(.init(department: titles.department, title: titles.title, data: nil))
                continue
            }
            let data = delivery.period == "once" ? delivery.lastDay?.description ?? "" : words.period(delivery.period)
            guard !rows.isEmpty else {
                silent.append(.init(department: titles.department, title: titles.title, data: data))
                continue
            }
            let more = Array(rows.dropFirst(Self.shown))
            sources.append(
                .init(
                    department: titles.department, title: titles.title, data: data, delivered: delivery.received.chinaDate.description,
                    link: delivery.isVisible ? "/deliveries/\(delivery.id)" : nil, rows: Array(rows.prefix(Self.shown)), more: more,
                    moreTitle: more.isEmpty ? nil : words("known.more", ["rows": String(more.count)])))
        }
        return KnownElsewhere(sources: sources, silent: silent, unknown: unknown)
    }

    /// The rows of the whole delivery and of those that complete it; nil when none of it can be read.
    private func rows(_ schema: SourceSchema, _ deliveries: [DeliveriesInUse.Delivery]) throws -> [KnownElsewhere.Row]? {
        var rows: [KnownElsewhere.Row] = []
        for delivery in deliveries {
            guard let owners = delivery.owners, let parsed = delivery.parsed else { continue }
            do { rows += try self.rows(schema, owners, parsed) } catch is DamagedParts { return nil }
        }
        return rows
    }

    private func rows(_ schema: SourceSchema, _ owners: BlobName, _ parsed: BlobName) throws -> [KnownElsewhere.Row] {
        let index = try open.index(owners)
        let found = try asked(schema).map { person, owner in (person, try index.rows(of: owner, limit: Self.most)) }
        guard found.contains(where: { !$0.1.isEmpty }) else { return [] }
        let text = RowText(schema, words: try open.words(by: index, in: parsed, schema: schema), words)
        var rows = try open.rows(found.flatMap(\.1), by: index, in: parsed, schema: schema)[...]
        var placed: [(place: Int, row: KnownElsewhere.Row)] = []
        for (person, entries) in found {
            let own = rows.prefix(entries.count)
            rows = rows.dropFirst(entries.count)
            // Of each person the newest first.
            let newest = own.map { ($0, text.day($0)) }.enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
            for (place, found) in newest.map(\.element.0).enumerated() { placed.append((place, row(found, of: person, text))) }
        }
        // Everybody's newest row before anybody's second.
        return placed.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(\.element.row)
    }

    private func row(_ found: OpenDeliveries.FoundRow, of person: String?, _ text: RowText) -> KnownElsewhere.Row {
        var (line, others) = text.facts(found)
        if let person, let other = text.otherName(found, than: person) {
            others.insert(.init(name: words("known.other-name"), text: other, lang: words.isChinese ? nil : "zh-Hans"), at: 0)
        }
        if line.isEmpty { line = words("known.there") }
        return KnownElsewhere.Row(person: person, line: words.count(found.segment.lines.map { Int64($0[found.row]) }), text: line, facts: others)
    }

    /// Of whom a source is asked: of each person by the ID number, or of the household by its number.
    private func asked(_ schema: SourceSchema) -> [(person: String?, owner: UInt64)] {
        guard schema.anchor == .person else { return question.number.map { [(nil, UInt64(clamping: $0))] } ?? [] }
        return question.people.map { ($0.name, $0.key.value) }
    }
}
