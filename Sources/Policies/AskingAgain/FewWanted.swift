import Actions
import Basics
import Comparison
import Datasets
import Imports
import Storage

/// What is read to ask rules again of a few: some households with their people, and of every source the rows that speak of them or were chosen.
struct FewWanted {
    /// `households.id`.
    var households: Set<Int64>
    /// As the register was known at a moment; nil for now.
    var known: Moment?
    /// Numbers whose rows are read beside those of the households: of people who are gone, and of strangers.
    var people: Set<IdentityKey> = []
    /// Of households by their numbers, likewise.
    var numbers: Set<Int64> = []
    /// The deliveries in use, by source.
    var deliveries: [String: [DeliveriesForComparison.Whole]]
    /// Sources whose rows are not chosen by whom they belong to.
    var chosen: [String: ChosenRows] = [:]

    enum ChosenRows {
        /// Of some deliveries all, of the others none.
        case deliveries(Set<Int64>)
        /// Those of some groups, by the deliveries' indexes.
        case groups(Set<UInt64>, indexes: [Int64: BlobName])
    }
}

extension RegisterReading {
    /// A few households with their people and rows, found by the indexes of the deliveries.
    func read(_ few: FewWanted, _ needs: DataNeeds, _ rows: OwnedRows) async throws -> Found {
        let region = actor.scope.region
        let (persons, homes) = try declarations
        let chosen = few.households.sorted()
        let both = try await desk.ask(
            ReadRegister(
                homes: ReadRegisterPart(
                    table: .households, region: region, schema: homes, wanted: needs.columns(of: homes), only: chosen, known: few.known),
                people: ReadRegisterPart(
                    table: .persons, region: region, schema: persons, wanted: needs.columns(of: persons), only: chosen, known: few.known)),
            as: actor)
        let people = Array(few.people.union(both.people.keys))
        let numbers = Array(few.numbers.union(both.homes.households.numbers))
        var departments: [SuppliedSource] = []
        var villages: Delivery?
        for schema in schemas {
            guard let wholes = few.deliveries[schema.name] else { continue }
            let supply = DepartmentSupply(schema: schema, blobs: blobs)
            switch (schema.role, few.chosen[schema.name]) {
            case (.villages, _): villages = try supply.whole(wholes, wanted: needs.columns(of: schema))
            case (.department, _) where !needs.uses(schema.name), (.persons, _), (.households, _): continue
            case (.department, .deliveries(let all)?):
                departments.append(
                    try supply.source(wholes) {
                        all.contains($0.id) ? try rows.all(in: $0.parsed, blobs, schema: schema) : DeliveryRows(nothingOf: schema)
                    })
            case (.department, .groups(let groups, let indexes)?):
                departments.append(
                    try supply.source(wholes) { piece in
                        guard let index = indexes[piece.id] else { return DeliveryRows(nothingOf: schema) }
                        return try rows.rows(ofGroups: groups, in: piece.parsed, by: index, schema: schema)
                    })
            case (.department, nil):
                switch schema.anchor {
                case .person, .household:
                    // One that was read before there were indexes tells nothing of a few: rules that ask it wait for the next run.
                    guard DeliveryPiece.of(wholes).allSatisfy({ $0.owners != nil }) else { continue }
                    departments.append(
                        try supply.source(wholes) { piece in
                            guard let owners = piece.owners else { return DeliveryRows(nothingOf: schema) }
                            return try rows.rows(of: people, households: numbers, in: piece.parsed, by: owners, schema: schema)
                        })
                case .village: departments.append(try supply.source(wholes))
                case .none: continue
                }
            }
        }
        let register = SuppliedRegister(persons: both.people.delivery, households: both.homes.delivery, villages: villages)
        let isPart = try await desk.ask(IsPart(region: region), as: actor)
        let data = SuppliedData(
            register: register, departments: departments, lacking: both.homes.lacking + both.people.lacking, part: isPart ? region.codes : nil)
        return Found(data: data, households: both.homes.households)
    }
}
