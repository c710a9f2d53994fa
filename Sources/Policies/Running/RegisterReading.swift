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

    /// A few households with their people, their rows found by the indexes of the deliveries. Sources whose rows belong to no person and no household
    /// are left out: rules that ask them are not asked again.
    func read(households: [Int64], asOf: CalendarDate, _ needs: DataNeeds, _ rows: OwnedRows) async throws -> Found {
        let region = actor.scope.region
        let (persons, homes) = try declarations
        let part = ReadRegister(
            homes: ReadRegisterPart(table: .households, region: region, schema: homes, wanted: needs.columns(of: homes), only: households),
            people: ReadRegisterPart(table: .persons, region: region, schema: persons, wanted: needs.columns(of: persons), only: households))
        let both = try await desk.ask(part, as: actor)
        let deliveries = try await desk.ask(DeliveriesForComparison(region: region, day: asOf), as: actor)
        let (keys, numbers) = (both.people.keys, both.homes.households.numbers)
        var departments: [SuppliedSource] = []
        var villages: Delivery?
        for schema in schemas {
            guard let wholes = deliveries[schema.name] else { continue }
            let supply = DepartmentSupply(schema: schema, blobs: blobs)
            switch (schema.role, schema.anchor) {
            case (.department, .person), (.department, .household):
                guard needs.uses(schema.name) else { continue }
                if let source = try supply.source(wholes, of: keys, households: numbers, rows) { departments.append(source) }
            case (.villages, _): villages = try supply.whole(wholes, wanted: needs.columns(of: schema))
            default: continue
            }
        }
        let register = SuppliedRegister(persons: both.people.delivery, households: both.homes.delivery, villages: villages)
        return Found(
            data: SuppliedData(register: register, departments: departments, lacking: both.homes.lacking + both.people.lacking),
            households: both.homes.households)
    }

    private var declarations: (persons: SourceSchema, households: SourceSchema) {
        get throws {
            guard let persons = schemas.first(where: { $0.role == .persons }), let households = schemas.first(where: { $0.role == .households })
            else { throw DeliveryProblem.registerMissing(role: "persons or households (their declarations)") }
            return (persons, households)
        }
    }

    /// Both tables at once, by two connections. They must have seen the same register: if something was written between their beginnings, they are
    /// read again, at last one after the other's end.
    private func register(
        _ region: RegionCode, _ persons: SourceSchema, _ households: SourceSchema, _ needs: DataNeeds
    ) async throws -> (RegisterPart, RegisterPart) {
        let homes = ReadRegisterPart(table: .households, region: region, schema: households, wanted: needs.columns(of: households))
        let people = ReadRegisterPart(table: .persons, region: region, schema: persons, wanted: needs.columns(of: persons))
        for _ in 0..<3 {
            async let first = desk.ask(homes, as: actor)
            async let second = desk.ask(people, as: actor)
            let parts = try await (first, second)
            if parts.0.ledger == parts.1.ledger { return parts }
        }
        let both = try await desk.ask(ReadRegister(homes: homes, people: people), as: actor)
        return (both.homes, both.people)
    }
}

/// Whether the register has households outside a region.
private struct IsPart: Query {
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
private struct ReadRegister: Query {
    static let permission = Permission.policyRun
    let homes: ReadRegisterPart
    let people: ReadRegisterPart

    struct Answer: Sendable {
        var homes: RegisterPart
        var people: RegisterPart
    }

    func answer(in reading: Reading) throws -> Answer {
        Answer(homes: try homes.answer(in: reading), people: try people.answer(in: reading))
    }
}
