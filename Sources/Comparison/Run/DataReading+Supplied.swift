import Datasets
import Dispatch
import Synchronization

/// Data that the caller has put together: the register as it is, then the departments' rows source by source, matched while they are read.
extension DataReading {
    func read(_ supplied: SuppliedData) throws -> ReadData {
        let own = supplied.register
        let register = try clock.measure("build register") {
            try RegisterBuilder(
                persons: own.persons, households: own.households, villages: try villages(own.villages, in: supplied.part), threads: options.threads,
                personsInPartition: options.personsInPartition
            ).build()
        }
        let registerDeliveries = [own.persons, own.households] + [own.villages].compactMap { $0 }
        let used = supplied.departments.filter { compiled.uses($0.schema.name) }
        let total = used.reduce(0) { $0 + $1.deliveries.reduce(0) { $0 + $1.stretches } }
        let keys = try clock.measure("index register") { try RegisterKeys(register, threads: options.threads) }
        var tables: [String: Table] = [:]
        var accounts = registerDeliveries.map { DeliveryAccount($0) }
        let done = SharedCounter()
        for source in used {
            let delivery = try clock.measure("read departments") {
                try matched(source, register, keys) { [progress] in
                    progress(ComparisonProgress(phase: "read", done: done.add(1), total: total))
                }
            }
            accounts.append(DeliveryAccount(delivery))
            tables[source.schema.name] = try clock.measure("arrange rows") { try arrange(delivery, register) }
        }
        let received = Set(registerDeliveries.map(\.schema.name) + supplied.departments.map(\.schema.name))
        return ReadData(
            tables: Tables(register: register, datasets: tables), files: accounts.flatMap(\.files), rejects: accounts.flatMap(\.rejects),
            missingSources: options.schemas.map(\.name).filter { !received.contains($0) }, lacking: supplied.lacking,
            unusable: supplied.unusable, part: supplied.part)
    }

    /// The village file's rows of a part: a village elsewhere has people elsewhere.
    private func villages(_ delivery: Delivery?, in part: ClosedRange<Int64>?) throws -> Delivery? {
        guard let delivery, let part else { return delivery }
        let chosen = ChosenRows()
        let picked = delivery.schema.columns.map { _ in true }
        delivery.segments = try delivery.segments.map { segment in
            let rows = (0..<Int32(segment.count)).map { $0 }
            let kept = rows.withUnsafeBufferPointer {
                StockedRows(segment, delivery.schema, picking: picked).matched(
                    $0, by: RowsOfPart(codes: part), file: segment.file, sequence: segment.sequence, withLines: segment.lines != nil, in: chosen)
            }
            guard let kept else { throw DeliveryProblem.outOfMemory }
            return kept
        }
        return delivery
    }

    private struct Stretch {
        var file: Int
        var number: Int
    }

    /// The rows of all deliveries of a source that belong to the register.
    private func matched(
        _ source: SuppliedSource, _ register: Register, _ keys: RegisterKeys, _ progressed: @escaping @Sendable () -> Void
    ) throws -> Delivery {
        let wanted = wanted(source.schema)
        let matchers = source.deliveries.map { matcher(source.schema, keys, in: $0.territory, register) }
        let stretches = source.deliveries.enumerated().flatMap { file, delivery in (0..<delivery.stretches).map { Stretch(file: file, number: $0) } }
        let shelf = Mutex<[Result<Segment, any Error>?]>(stretches.map { _ in nil })
        let next = TicketCounter()
        let withLines = withLines
        DispatchQueue.concurrentPerform(iterations: options.threads) { _ in
            let chosen = ChosenRows()
            while let i = next.take(below: stretches.count) {
                let stretch = stretches[i]
                let made = Result {
                    try Self.segment(source, stretch, wanted, matchers[stretch.file], withLines, chosen)
                }
                shelf.withLock { $0[i] = made }
                progressed()
            }
        }
        let segments = try shelf.withLock { try $0.compactMap { try $0?.get() } }
        var files = source.deliveries.map { FileReport(supplied: $0.name, of: source.schema) }
        for segment in segments {
            files[segment.file].rows += segment.count
            files[segment.file].accepted += segment.count
            for row in 0..<segment.count where segment.owners[row] >= 0 { files[segment.file].matched += 1 }
        }
        return Delivery(schema: source.schema, files: files, segments: segments, books: source.books, rejects: files.map { _ in [] })
    }

    private static func segment(
        _ source: SuppliedSource, _ stretch: Stretch, _ wanted: [Bool], _ matcher: any RowMatcher, _ withLines: Bool, _ chosen: ChosenRows
    ) throws -> Segment {
        var asked = wanted
        if let key = source.schema.key { asked[key] = true }
        let whole = try source.deliveries[stretch.file].read(stretch.number, asked, stretch.file)
        let rows = [Int32](unsafeUninitializedCapacity: whole.count) { out, filled in
            for i in 0..<whole.count { out[i] = Int32(truncatingIfNeeded: i) }
            filled = whole.count
        }
        let matched = rows.withUnsafeBufferPointer {
            StockedRows(whole, source.schema, picking: wanted).matched(
                $0, by: matcher, file: stretch.file, sequence: stretch.number, withLines: withLines, in: chosen)
        }
        guard let matched else { throw DeliveryProblem.outOfMemory }
        return matched
    }

    private func matcher(_ schema: SourceSchema, _ keys: RegisterKeys, in territory: Territory?, _ register: Register) -> any RowMatcher {
        let base = matcher(schema, keys)
        guard let territory, schema.anchor != .none else { return base }
        let isInUse = register.villageCodes.map(territory.contains)
        guard isInUse.contains(false) else { return base }
        let villageOf: @Sendable (Int32) -> Int32 =
            switch schema.anchor {
            case .person: { register.villageOfHousehold[Int(register.householdOfPerson[Int($0)])] }
            case .household: { register.villageOfHousehold[Int($0)] }
            case .village: { $0 }
            case .none: { _ in -1 }
            }
        return TerritoryMatcher(base: base, isInUse: isInUse, villageOf: villageOf)
    }
}
