import Basics
import Datasets
import Foundation
import Synchronization

/// What was read and arranged: the tables, and the account of every file.
struct ReadData: Sendable {
    var tables: Tables
    var files: [FileReport]
    var rejects: [[Reject]]
    var missingSources: [String]
}

/// Reads a data folder: the register first, since everything else is matched to it, then all departments together.
struct DataReading {
    let options: ComparisonOptions
    let compiled: CompiledPacks
    let clock: PhaseClock
    let progress: @Sendable (ComparisonProgress) -> Void
    /// Keep line numbers of every row, for explanations.
    var withLines = false

    func read() throws -> ReadData {
        let files = try SourceFiles.find(in: options.dataFolder, schemas: options.schemas)
        // An explanation reads only what its rule asks for; a comparison reads everything, since every file is to be accounted for.
        let departments = files.found.filter { $0.schema.role == .department && (!withLines || compiled.uses($0.schema.name)) }
        let reader = DeliveryReader(threads: options.threads, progress: byteCounter(files.found.flatMap(\.paths)))
        let registerFiles = files.found.filter { $0.schema.role != .department }
        let registerDeliveries = try clock.measure("read register") { try reader.read(registerFiles.map(registerPlan)) }
        func delivery(_ role: SourceSchema.Role) -> Delivery? { registerDeliveries.first { $0.schema.role == role } }
        guard let persons = delivery(.persons), let households = delivery(.households) else {
            throw DeliveryProblem.registerMissing(role: delivery(.persons) == nil ? "persons" : "households")
        }
        let register = try clock.measure("build register") {
            try RegisterBuilder(persons: persons, households: households, villages: delivery(.villages), threads: options.threads).build()
        }
        let plans = departments.map { departmentPlan($0.schema, $0.paths, register) }
        let deliveries = try clock.measure("read departments") { try reader.read(plans) }
        let tables = try clock.measure("arrange rows") { try arrange(deliveries, register) }
        let all = registerDeliveries + deliveries
        try check(all)
        return ReadData(
            tables: tables, files: all.flatMap(\.files), rejects: all.flatMap(\.rejects),
            missingSources: options.schemas.filter { schema in !files.found.contains { $0.schema.name == schema.name } }.map(\.name))
    }

    private func byteCounter(_ paths: [String]) -> @Sendable (Int) -> Void {
        let total = paths.reduce(0) { $0 + (((try? FileManager.default.attributesOfItem(atPath: $1))?[.size] as? Int) ?? 0) }
        let progress = progress
        let counter = SharedCounter()
        return { bytes in progress(ComparisonProgress(phase: "read", done: counter.add(bytes), total: total)) }
    }

    // MARK: Plans

    /// Columns every run needs, whatever the rules: numbers, places, and the names clues are handed over with.
    private static let alwaysWanted: [SourceSchema.Role: Set<String>] = [
        .persons: ["person_id", "household_id", "id_number"], .households: ["household_id", "village_code"], .villages: ["village_code"],
        .department: [],
    ]

    private func wanted(_ schema: SourceSchema) -> [Bool] {
        let table: TableName =
            switch schema.role {
            case .persons: .persons
            case .households: .households
            case .villages: .villages
            case .department: .dataset(schema.name)
            }
        let read = compiled.columnsRead
        let always = DataReading.alwaysWanted[schema.role] ?? []
        let forNames: Set<String> = options.withNames && schema.role == .persons ? ["name", "relation"] : []
        return schema.columns.enumerated().map { index, column in
            column.kind != .ignored
                && (compiled.needsEveryColumn || always.contains(column.name) || forNames.contains(column.name) || read.contains(Shape.Column(table: table, index: index)))
        }
    }

    private func registerPlan(_ found: (schema: SourceSchema, paths: [String])) -> ReadingPlan {
        ReadingPlan(schema: found.schema, paths: found.paths, wanted: wanted(found.schema), matcher: EveryRow(), withLines: true)
    }

    private func departmentPlan(_ schema: SourceSchema, _ paths: [String], _ register: Register) -> ReadingPlan {
        let keeps = compiled.rowSubjects.contains(schema.name)
        let matcher: any RowMatcher =
            switch schema.anchor {
            case .person: KeyIndex.Matcher(index: register.keys, keepsUnmatched: keeps)
            case .household: KeyIndex.NumberMatcher(index: register.householdKeys, shift: 1, keepsUnmatched: keeps)
            case .village: KeyIndex.NumberMatcher(index: register.villageKeys, shift: 0, keepsUnmatched: keeps)
            case .none: EveryRow()
            }
        return ReadingPlan(schema: schema, paths: paths, wanted: wanted(schema), matcher: matcher, withLines: withLines)
    }

    private func arrange(_ deliveries: [Delivery], _ register: Register) throws(DeliveryProblem) -> Tables {
        var datasets: [String: Table] = [:]
        let partitions = register.partitions
        for delivery in deliveries {
            let starts: [Int32] =
                switch delivery.schema.anchor {
                case .person, .none: partitions.persons
                case .household: partitions.households
                case .village: partitions.villages
                }
            datasets[delivery.schema.name] = try RelationBuilder(delivery: delivery, ownerStarts: starts, threads: options.threads).build()
        }
        return Tables(register: register, datasets: datasets)
    }

    // MARK: Assertions

    private func check(_ deliveries: [Delivery]) throws(DeliveryProblem) {
        for delivery in deliveries {
            let assertions = delivery.schema.assertions
            if let minimum = assertions.minimumRows, delivery.rows < minimum {
                throw .tooFewRows(source: delivery.schema.name, rows: delivery.rows, minimum: minimum)
            }
            let percent = delivery.rows == 0 ? 0 : Double(delivery.rejected) * 100 / Double(delivery.rows)
            if let maximum = assertions.maximumRejectedPercent, percent > maximum {
                throw .tooManyRejected(source: delivery.schema.name, percent: (percent * 100).rounded() / 100, maximum: maximum)
            }
        }
    }
}

/// A count that several threads add to.
private final class SharedCounter: Sendable {
    private let value = Atomic(0)
    func add(_ more: Int) -> Int { value.wrappingAdd(more, ordering: .relaxed).newValue }
}
