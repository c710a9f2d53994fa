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
        let store = options.keep.flatMap { KeptStore($0, threads: options.threads) }
        let (register, registerStamp, registerAccounts) = try register(files.found.filter { $0.schema.role != .department }, reader, store)
        let received = try departmentTables(departments, register, registerStamp, reader, store)
        let accounts = registerAccounts + received.accounts
        try check(accounts)
        return ReadData(
            tables: Tables(register: register, datasets: received.tables), files: accounts.flatMap(\.files), rejects: accounts.flatMap(\.rejects),
            missingSources: options.schemas.filter { schema in !files.found.contains { $0.schema.name == schema.name } }.map(\.name))
    }

    private typealias Found = (schema: SourceSchema, paths: [String])

    /// What is to be said of one source's files.
    private struct Account {
        var schema: SourceSchema
        var files: [FileReport]
        var rejects: [[Reject]]
    }

    // MARK: The register

    private func register(_ found: [Found], _ reader: DeliveryReader, _ store: KeptStore?) throws -> (Register, UInt64, [Account]) {
        var hash = StableHash()
        let stamps = found.map { DeliveryStamp($0.schema, $0.paths, register: 0, keepsUnmatched: false) }
        for stamp in stamps { hash.add(stamp?.fingerprint ?? 0) }
        let stamp = hash.value
        if let kept = store.flatMap({ store in clock.measure("read register") { keptRegister(found, stamps, stamp, store) } }) {
            return (kept.0, stamp, kept.1)
        }
        let deliveries = try clock.measure("read register") { try reader.read(found.map(registerPlan)) }
        func delivery(_ role: SourceSchema.Role) -> Delivery? { deliveries.first { $0.schema.role == role } }
        guard let persons = delivery(.persons), let households = delivery(.households) else {
            throw DeliveryProblem.registerMissing(role: delivery(.persons) == nil ? "persons" : "households")
        }
        let register = try clock.measure("build register") {
            try RegisterBuilder(
                persons: persons, households: households, villages: delivery(.villages), threads: options.threads,
                personsInPartition: options.personsInPartition
            ).build()
        }
        if let store {
            clock.measure("keep") {
                for (delivery, stamp) in zip(deliveries, stamps) {
                    guard let stamp, let table = register.table(delivery.schema.role) else { continue }
                    store.keep(table, delivery, stamp)
                }
                store.keep(register, stamp: stamp)
            }
        }
        return (register, stamp, deliveries.map { Account(schema: $0.schema, files: $0.files, rejects: $0.rejects) })
    }

    private func keptRegister(_ found: [Found], _ stamps: [DeliveryStamp?], _ stamp: UInt64, _ store: KeptStore) -> (Register, [Account])? {
        var tables: [SourceSchema.Role: Table] = [:]
        var accounts: [Account] = []
        for (source, sourceStamp) in zip(found, stamps) {
            guard let sourceStamp,
                let kept = store.table(source.schema, sourceStamp, wanted: wanted(source.schema), ownerCount: 0)
            else { return nil }
            tables[source.schema.role] = kept.table
            accounts.append(Account(schema: source.schema, files: kept.files, rejects: kept.rejects))
        }
        guard let persons = tables[.persons], let households = tables[.households],
            let register = store.register(stamp: stamp, persons: persons, households: households, villages: tables[.villages])
        else { return nil }
        return (register, accounts)
    }

    // MARK: Departments

    private func departmentTables(
        _ departments: [Found], _ register: Register, _ registerStamp: UInt64, _ reader: DeliveryReader, _ store: KeptStore?
    ) throws -> (tables: [String: Table], accounts: [Account]) {
        var tables: [String: Table] = [:]
        var accounts: [String: Account] = [:]
        var stamps: [String: DeliveryStamp] = [:]
        if let store {
            clock.measure("read kept deliveries") {
                for found in departments {
                    let keeps = compiled.rowSubjects.contains(found.schema.name)
                    stamps[found.schema.name] = DeliveryStamp(found.schema, found.paths, register: registerStamp, keepsUnmatched: keeps)
                    guard let stamp = stamps[found.schema.name],
                        let kept = store.table(found.schema, stamp, wanted: wanted(found.schema), ownerCount: register.count(of: found.schema.anchor))
                    else { continue }
                    tables[found.schema.name] = kept.table
                    accounts[found.schema.name] = Account(schema: found.schema, files: kept.files, rejects: kept.rejects)
                }
            }
        }
        let toRead = departments.filter { tables[$0.schema.name] == nil }
        if !toRead.isEmpty {
            let keys = try clock.measure("index register") { try RegisterKeys(register, threads: options.threads) }
            let deliveries = try clock.measure("read departments") { try reader.read(toRead.map { departmentPlan($0.schema, $0.paths, keys) }) }
            for delivery in deliveries {
                let table = try clock.measure("arrange rows") { try arrange(delivery, register) }
                tables[delivery.schema.name] = table
                accounts[delivery.schema.name] = Account(schema: delivery.schema, files: delivery.files, rejects: delivery.rejects)
                if let store, let stamp = stamps[delivery.schema.name] { clock.measure("keep") { store.keep(table, delivery, stamp) } }
            }
        }
        return (tables, departments.compactMap { accounts[$0.schema.name] })
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
        // A clue about a row is known by the row's key, or by all it says.
        let isSubject = schema.role == .department && compiled.rowSubjects.contains(schema.name)
        // A clue about a group of rows that belong to nobody goes to the county the rows name.
        let isGrouped = schema.anchor == .none && compiled.groupSubjects.contains(schema.name)
        let forNames: Set<String> = options.withNames && schema.role == .persons ? ["name", "relation"] : []
        return schema.columns.enumerated().map { index, column in
            column.kind != .ignored
                && (compiled.needsEveryColumn || (isSubject && (schema.key == nil || schema.key == index))
                    || (isGrouped && schema.regionColumn == index) || always.contains(column.name)
                    || forNames.contains(column.name) || read.contains(Shape.Column(table: table, index: index)))
        }
    }

    /// What is kept is kept whole, so that other packs can use it.
    private func wantedToRead(_ schema: SourceSchema) -> [Bool] {
        options.keep == nil ? wanted(schema) : schema.columns.map { $0.kind != .ignored }
    }

    private func registerPlan(_ found: (schema: SourceSchema, paths: [String])) -> ReadingPlan {
        ReadingPlan(schema: found.schema, paths: found.paths, wanted: wantedToRead(found.schema), matcher: EveryRow(), withLines: true)
    }

    private func departmentPlan(_ schema: SourceSchema, _ paths: [String], _ keys: RegisterKeys) -> ReadingPlan {
        let keeps = compiled.rowSubjects.contains(schema.name)
        let matcher: any RowMatcher =
            switch schema.anchor {
            case .person: KeyIndex.Matcher(index: keys.persons, keepsUnmatched: keeps)
            case .household: KeyIndex.NumberMatcher(index: keys.households, shift: RegisterKeys.householdShift, keepsUnmatched: keeps)
            case .village: KeyIndex.NumberMatcher(index: keys.villages, shift: 0, keepsUnmatched: keeps)
            case .none: EveryRow()
            }
        return ReadingPlan(
            schema: schema, paths: paths, wanted: wantedToRead(schema), matcher: matcher, withLines: withLines || options.keep != nil)
    }

    private func arrange(_ delivery: Delivery, _ register: Register) throws(DeliveryProblem) -> Table {
        let partitions = register.partitions
        let starts: [Int32] =
            switch delivery.schema.anchor {
            case .person, .none: partitions.persons
            case .household: partitions.households
            case .village: partitions.villages
            }
        return try RelationBuilder(delivery: delivery, ownerStarts: starts, threads: options.threads).build()
    }

    // MARK: Assertions

    private func check(_ accounts: [Account]) throws(DeliveryProblem) {
        for account in accounts {
            let assertions = account.schema.assertions
            let rows = account.files.reduce(0) { $0 + $1.rows }
            let rejected = account.files.reduce(0) { $0 + $1.rejected }
            if let minimum = assertions.minimumRows, rows < minimum {
                throw .tooFewRows(source: account.schema.name, rows: rows, minimum: minimum)
            }
            let percent = rows == 0 ? 0 : Double(rejected) * 100 / Double(rows)
            if let maximum = assertions.maximumRejectedPercent, percent > maximum {
                throw .tooManyRejected(source: account.schema.name, percent: (percent * 100).rounded() / 100, maximum: maximum)
            }
        }
    }
}

/// A count that several threads add to.
private final class SharedCounter: Sendable {
    private let value = Atomic(0)
    func add(_ more: Int) -> Int { value.wrappingAdd(more, ordering: .relaxed).newValue }
}
