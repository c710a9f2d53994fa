import Basics
import Datasets
import Foundation
import Synchronization

/// What was read and arranged: the tables, and the account of every file.
package struct ReadData: Sendable {
    var tables: Tables
    var files: [FileReport]
    var rejects: [[Reject]]
    var missingSources: [String]
    /// Columns of the register that its keeper does not have; none of files.
    var lacking: [LackingColumn] = []
    /// Why a source that is missing cannot be used although it was received.
    var unusable: [String: String] = [:]
    /// Codes of the region that the register is a part for; nil for the whole.
    var part: ClosedRange<Int64>?

    /// Households and people of each village, by its code.
    package var population: [Int64: (households: Int, people: Int)] {
        let register = tables.register
        var found: [Int64: (households: Int, people: Int)] = [:]
        for household in register.householdIDs.indices {
            let size = Int(register.firstPerson(ofHousehold: household + 1)) - Int(register.firstPerson(ofHousehold: household))
            let code = register.villageCodes[Int(register.villageOfHousehold[household])]
            let (households, people) = found[code] ?? (0, 0)
            found[code] = (households + 1, people + size)
        }
        return found
    }
}

/// Reads the data of a run: the register first, since everything else is matched to it, then the departments. Of a folder all together.
struct DataReading {
    let options: ComparisonOptions
    let compiled: CompiledPacks
    let clock: PhaseClock
    let progress: @Sendable (ComparisonProgress) -> Void
    /// Keep line numbers of every row, for explanations.
    var withLines = false

    var needs: DataNeeds { DataNeeds(compiled, withNames: options.withNames) }

    func read() throws -> ReadData {
        switch options.source {
        case .folder(let folder): try read(folder: folder)
        case .supplied(let data): try read(data)
        }
    }

    private func read(folder: String) throws -> ReadData {
        let files = try SourceFiles.find(in: folder, schemas: options.schemas)
        // An explanation reads only what its rule asks for; a comparison reads everything, since every file is to be accounted for.
        let handedOver = files.found.filter { $0.schema.role == .department && (!withLines || compiled.uses($0.schema.name)) }
        let reader = DeliveryReader(threads: options.threads, progress: byteCounter(files.found.flatMap(\.paths)))
        let store = options.keep.flatMap { KeptStore($0, threads: options.threads) }
        let (register, registerStamp, registerAccounts) = try register(files.found.filter { $0.schema.role != .department }, reader, store)
        let received = try departments(handedOver, register, registerStamp, reader, store)
        let accounts = registerAccounts + received.accounts
        try check(accounts)
        return ReadData(
            tables: Tables(register: register, datasets: received.tables), files: accounts.flatMap(\.files), rejects: accounts.flatMap(\.rejects),
            missingSources: options.schemas.filter { schema in !files.found.contains { $0.schema.name == schema.name } }.map(\.name))
    }

    typealias Found = (schema: SourceSchema, paths: [String])

    // MARK: The register

    private func register(_ found: [Found], _ reader: DeliveryReader, _ store: KeptStore?) throws -> (Register, UInt64, [DeliveryAccount]) {
        var hash = StableHash()
        let stamps = found.map { DeliveryStamp($0.schema, $0.paths, register: 0, mixesStrangers: false) }
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
                store.keep(
                    zip(deliveries, stamps).compactMap { delivery, stamp in
                        guard let stamp, let table = register.table(delivery.schema.role) else { return nil }
                        return KeptStore.Entry(table: table, account: DeliveryAccount(delivery), stamp: stamp)
                    })
                store.keep(register, stamp: stamp)
            }
        }
        return (register, stamp, deliveries.map { DeliveryAccount($0) })
    }

    private func keptRegister(_ found: [Found], _ stamps: [DeliveryStamp?], _ stamp: UInt64, _ store: KeptStore) -> (Register, [DeliveryAccount])? {
        let requests = zip(found, stamps).compactMap { source, stamp in
            stamp.map {
                KeptStore.Request(
                    schema: source.schema, stamp: $0, wanted: .init(columns: wanted(source.schema), ownerCount: 0, withLines: withLines))
            }
        }
        let kept = store.tables(requests).compactMap { $0 }
        guard kept.count == found.count else { return nil }
        func table(_ role: SourceSchema.Role) -> Table? { kept.first { $0.table.schema.role == role }?.table }
        guard let persons = table(.persons), let households = table(.households),
            let register = store.register(stamp: stamp, persons: persons, households: households, villages: table(.villages))
        else { return nil }
        return (register, kept.map(\.account))
    }

    private func byteCounter(_ paths: [String]) -> @Sendable (Int) -> Void {
        let total = paths.reduce(0) { $0 + (((try? FileManager.default.attributesOfItem(atPath: $1))?[.size] as? Int) ?? 0) }
        let progress = progress
        let counter = SharedCounter()
        return { bytes in progress(ComparisonProgress(phase: "read", done: counter.add(bytes), total: total)) }
    }

    // MARK: Assertions

    private func check(_ accounts: [DeliveryAccount]) throws(DeliveryProblem) {
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
final class SharedCounter: Sendable {
    private let value = Atomic(0)
    func add(_ more: Int) -> Int { value.wrappingAdd(more, ordering: .relaxed).newValue }
}
