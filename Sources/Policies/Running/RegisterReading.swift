import Actions
import Basics
import Comparison
import Datasets
import Imports
import PolicyLanguage
import Register
import Storage

/// Everything a comparison reads of the database, put together for the engine.
struct RegisterReading: Sendable {
    let desk: Desk
    let blobs: BlobStore
    let schemas: [SourceSchema]
    let actor: Actor
    /// Connections that a reading of everything uses at once: not all there are, so that pages keep theirs.
    private static let connections = 2

    struct Found: Sendable {
        var data: SuppliedData
        var households: HouseholdIDs
    }

    func read(_ region: RegionCode, asOf: CalendarDate, _ needs: DataNeeds) async throws -> Found {
        let (persons, households) = try declarations
        let (homes, people) = try await register(region, persons, households, needs)
        let deliveries = try await desk.ask(DeliveriesForComparison(region: region, day: asOf), as: actor)
        var departments: [SuppliedSource] = []
        var villages: Delivery?
        var unusable: [String: String] = [:]
        for schema in schemas {
            guard let wholes = deliveries[schema.name] else { continue }
            let supply = DepartmentSupply(schema: schema, blobs: blobs)
            do {
                switch schema.role {
                case .department: if needs.uses(schema.name) { departments.append(try supply.source(wholes)) }
                case .villages: villages = try supply.whole(wholes, wanted: needs.columns(of: schema))
                case .persons, .households: continue
                }
            } catch let damage as DamagedParts {
                unusable[schema.name] = damage.description
            }
        }
        let register = SuppliedRegister(persons: people.delivery, households: homes.delivery, villages: villages)
        let isPart = try await desk.ask(IsPart(region: region), as: actor)
        let data = SuppliedData(
            register: register, departments: departments, lacking: homes.lacking + people.lacking, unusable: unusable,
            part: isPart ? region.codes : nil)
        return Found(data: data, households: homes.households)
    }

    var declarations: (persons: SourceSchema, households: SourceSchema) {
        get throws {
            guard let persons = schemas.first(where: { $0.role == .persons }), let households = schemas.first(where: { $0.role == .households })
            else { throw DeliveryProblem.registerMissing(role: "persons or households (their declarations)") }
            return (persons, households)
        }
    }

    /// Both tables at once, stretch by stretch, by more than one connection. All must have seen the same register: if something was
    /// written between their beginnings, they are read again, at last in one transaction.
    private func register(
        _ region: RegionCode, _ persons: SourceSchema, _ households: SourceSchema, _ needs: DataNeeds
    ) async throws -> (RegisterPart, RegisterPart) {
        let homes = ReadRegisterPart(table: .households, region: region, schema: households, wanted: needs.columns(of: households))
        let people = ReadRegisterPart(table: .persons, region: region, schema: persons, wanted: needs.columns(of: persons))
        for _ in 0..<3 {
            let stretches = try await desk.ask(RegisterStretches(region: region), as: actor)
            let parts = try await read([people, homes], stretches)
            if Set(parts.joined().map(\.ledger)).count == 1 { return (RegisterPart(parts[1], of: homes), RegisterPart(parts[0], of: people)) }
        }
        let both = try await desk.ask(ReadRegister(homes: homes, people: people), as: actor)
        return (both.homes, both.people)
    }

    /// The stretches of some tables, by table and in order.
    private func read(_ tables: [ReadRegisterPart], _ stretches: [ClosedRange<Int64>]) async throws -> [[RegisterStretch]] {
        var waiting = stretches.indices.flatMap { stretch in tables.indices.map { (table: $0, stretch: stretch) } }[...]
        var found = tables.map { _ in [RegisterStretch?](repeating: nil, count: stretches.count) }
        try await withThrowingTaskGroup(of: (Int, Int, RegisterStretch).self) { group in
            func next() {
                guard let (table, stretch) = waiting.popFirst() else { return }
                var query = tables[table]
                // A stretch of villages has never so many rows that it would be a thousand segments.
                query.stretch = (stretches[stretch], stretch << 10)
                group.addTask { [desk, actor, query] in (table, stretch, try await desk.ask(query, as: actor)) }
            }
            for _ in 0..<Self.connections { next() }
            while let (table, stretch, part) = try await group.next() {
                found[table][stretch] = part
                next()
            }
        }
        return found.map { $0.compactMap { $0 } }
    }
}

/// The villages of a region as stretches of codes with about as many households each.
private struct RegisterStretches: Query {
    static let permission = Permission.policyRun
    let region: RegionCode
    /// Households of one stretch at least.
    private static let size: Int64 = 20_000

    func answer(in reading: Reading) throws -> [ClosedRange<Int64>] {
        let villages = try reading.rows(
            """
            SELECT v.region, COUNT(*) AS n FROM household_versions v
            WHERE v.valid_until IS NULL AND v.known_until_ms IS NULL AND \(within: Scope(region: region), "v.region")
            GROUP BY v.region ORDER BY v.region
            """)
        var ends: [Int64] = []
        var count: Int64 = 0
        for village in villages {
            count += try village.integer("n")
            guard count >= Self.size else { continue }
            ends.append(try village.integer("region"))
            count = 0
        }
        // What comes after the last end, also a village in which nobody lived a moment ago.
        let starts = [region.codes.lowerBound] + ends.map { $0 + 1 }
        return zip(starts, ends + [region.codes.upperBound]).filter { $0 <= $1 }.map { $0...$1 }
    }
}

/// Whether the register has households outside a region.
struct IsPart: Query {
    static let permission = Permission.policyRun
    let region: RegionCode

    func answer(in reading: Reading) throws -> Bool {
        try reading.row(
            """
            SELECT v.id FROM household_versions v WHERE v.valid_until IS NULL AND v.known_until_ms IS NULL
            AND (v.region < \(region.codes.lowerBound) OR v.region > \(region.codes.upperBound)) LIMIT 1
            """) != nil
    }
}

/// Both parts in one transaction, for a register that does not hold still.
struct ReadRegister: Query {
    static let permission = Permission.policyRun
    let homes: ReadRegisterPart
    let people: ReadRegisterPart

    struct Answer: Sendable {
        var homes: RegisterPart
        var people: RegisterPart
    }

    func answer(in reading: Reading) throws -> Answer {
        Answer(homes: RegisterPart([try homes.answer(in: reading)], of: homes), people: RegisterPart([try people.answer(in: reading)], of: people))
    }
}
