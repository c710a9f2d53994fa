import Datasets
import PolicyLanguage

/// The departments' deliveries, each the cheapest way: as it was kept; kept, but matched to another register; or read from its files.
extension DataReading {
    /// Tables so far, with what is told of them.
    private struct Received {
        var tables: [String: Table] = [:]
        var accounts: [String: DeliveryAccount] = [:]

        mutating func add(_ table: Table, _ account: DeliveryAccount) {
            tables[table.schema.name] = table
            accounts[table.schema.name] = account
        }
    }

    func departments(
        _ found: [Found], _ register: Register, _ registerStamp: UInt64, _ reader: DeliveryReader, _ store: KeptStore?
    ) throws -> (tables: [String: Table], accounts: [DeliveryAccount]) {
        var received = Received()
        if let store { clock.measure("read kept deliveries") { readKept(found, register, registerStamp, store, &received) } }
        let missing = found.filter { received.tables[$0.schema.name] == nil }
        if !missing.isEmpty {
            let keys = try clock.measure("index register") { try RegisterKeys(register, threads: options.threads) }
            var entries: [KeptStore.Entry] = []
            if let store {
                for source in missing {
                    guard let stamp = stamp(source, register: registerStamp),
                        let delivery = clock.measure(
                            "match kept deliveries", { store.redelivery(source.schema, stamp, matcher(source.schema, keys)) })
                    else { continue }
                    try receive(delivery, register, stamp, &received, &entries)
                }
            }
            let toRead = missing.filter { received.tables[$0.schema.name] == nil }
            if !toRead.isEmpty {
                let deliveries = try clock.measure("read departments") { try reader.read(toRead.map { departmentPlan($0.schema, $0.paths, keys) }) }
                for (source, delivery) in zip(toRead, deliveries) {
                    try receive(delivery, register, stamp(source, register: registerStamp), &received, &entries)
                }
            }
            if let store { clock.measure("keep") { store.keep(entries) } }
        }
        return (received.tables, found.compactMap { received.accounts[$0.schema.name] })
    }

    private func readKept(_ found: [Found], _ register: Register, _ registerStamp: UInt64, _ store: KeptStore, _ received: inout Received) {
        let requests = found.compactMap { source -> KeptStore.Request? in
            stamp(source, register: registerStamp).map {
                let wanted = ArrivingTable.Wanted(
                    columns: wanted(source.schema), ownerCount: register.count(of: source.schema.anchor), withLines: withLines)
                return KeptStore.Request(schema: source.schema, stamp: $0, wanted: wanted)
            }
        }
        for case let (table, account)? in store.tables(requests) { received.add(table, account) }
    }

    private func receive(
        _ delivery: Delivery, _ register: Register, _ stamp: DeliveryStamp?, _ received: inout Received, _ entries: inout [KeptStore.Entry]
    ) throws {
        let segments = options.keep == nil ? nil : KeptSegment.list(delivery)
        let table = try clock.measure("arrange rows") { try arrange(delivery, register) }
        let account = DeliveryAccount(delivery, segments: segments)
        received.add(table, account)
        if let stamp, options.keep != nil { entries.append(KeptStore.Entry(table: table, account: account, stamp: stamp)) }
    }

    private func departmentPlan(_ schema: SourceSchema, _ paths: [String], _ keys: RegisterKeys) -> ReadingPlan {
        ReadingPlan(
            schema: schema, paths: paths, wanted: wantedToRead(schema), matcher: matcher(schema, keys), withLines: withLines || options.keep != nil)
    }

    /// What is kept has the rows of strangers too: the next register may know them.
    func matcher(_ schema: SourceSchema, _ keys: RegisterKeys) -> any RowMatcher {
        let keeps = options.keep != nil || mixesStrangers(schema)
        return switch schema.anchor {
        case .person: KeyIndex.Matcher(index: keys.persons, keepsUnmatched: keeps)
        case .household: KeyIndex.NumberMatcher(index: keys.households, shift: RegisterKeys.householdShift, keepsUnmatched: keeps)
        case .village: KeyIndex.NumberMatcher(index: keys.villages, shift: 0, keepsUnmatched: keeps)
        case .none: EveryRow()
        }
    }

    /// Whether a rule asks the source's rows themselves, whoever they belong to. Rows that belong to nobody by their nature are never strangers.
    private func mixesStrangers(_ schema: SourceSchema) -> Bool { schema.anchor == .none || compiled.rowSubjects.contains(schema.name) }

    private func stamp(_ found: Found, register: UInt64) -> DeliveryStamp? {
        DeliveryStamp(found.schema, found.paths, register: register, mixesStrangers: mixesStrangers(found.schema))
    }

    func arrange(_ delivery: Delivery, _ register: Register) throws(DeliveryProblem) -> Table {
        let partitions = register.partitions
        let starts: [Int32] =
            switch delivery.schema.anchor {
            case .person, .none: partitions.persons
            case .household: partitions.households
            case .village: partitions.villages
            }
        return try RelationBuilder(
            delivery: delivery, ownerStarts: starts, threads: options.threads, mixesStrangers: mixesStrangers(delivery.schema)
        ).build()
    }
}
