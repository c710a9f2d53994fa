/// The values of one statement in PostgreSQL's binary form, in one stretch of memory.
struct PostgresParameters {
    private(set) var bytes: [UInt8] = []
    /// Where each value lies; nil for null.
    private(set) var places: [Range<Int>?] = []
    private(set) var types: [UInt32] = []

    init(_ bindings: [SQL.Binding]) throws {
        places.reserveCapacity(bindings.count)
        for binding in bindings { try append(binding.value, kind: binding.kind) }
    }

    mutating func append(_ value: Value, kind: ValueKind?) throws {
        types.append(PostgresType.declared(value.kind ?? kind))
        let start = bytes.count
        switch value {
        case .null:
            places.append(nil)
            return
        case .integer(let number): bytes.append(bigEndian: number)
        case .real(let number): bytes.append(bigEndian: Int64(bitPattern: number.bitPattern))
        case .text(let text): try bytes.append(checked: text)
        case .blob(let blob): bytes += blob
        }
        places.append(start..<bytes.count)
    }

    /// Calls with what libpq's functions take.
    func withPointers<R>(
        _ body: (_ values: [UnsafePointer<CChar>?], _ lengths: [Int32], _ formats: [Int32]) throws -> R
    ) throws -> R {
        guard let total = Int32(exactly: bytes.count), total < 1 << 30, places.count <= 65_535 else {
            throw StorageProblem.misuse("a statement with more than a gigabyte or 65,535 values")
        }
        // One byte more, so that an empty value has an address: none would mean null.
        return try (bytes + [0]).withUnsafeBytes { memory in
            let base = memory.baseAddress?.assumingMemoryBound(to: CChar.self)
            return try body(
                places.map { place in place.flatMap { place in base.map { $0 + place.lowerBound } } },
                places.map { Int32($0?.count ?? 0) }, [Int32](repeating: 1, count: places.count))
        }
    }
}

extension [UInt8] {
    mutating func append(bigEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }

    /// Appends a text's bytes; refuses what PostgreSQL cannot keep.
    mutating func append(checked text: String) throws {
        var text = text
        try text.withUTF8 { bytes in
            try TextRule.check(bytes)
            append(contentsOf: bytes)
        }
    }
}
