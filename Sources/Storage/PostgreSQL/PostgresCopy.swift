import CLibPQ

/// Puts rows into a table by COPY in binary form, the fastest way into PostgreSQL, in constant memory.
struct PostgresCopy {
    private let connection: PostgresConnection
    private let table: String
    private let columns: [String]
    private let types: [UInt32]

    /// Asks the server what types the columns have: binary values must have exactly these.
    init(_ connection: PostgresConnection, table: String, columns: [String]) throws {
        self.connection = connection
        self.table = table
        self.columns = columns
        let list = columns.joined(separator: ", ")
        types = try connection.run("SELECT \(list) FROM \(table) WHERE FALSE", PostgresParameters([]), remembered: true).shape.types
    }

    func run(_ rows: some Sequence<[Value]>, ending: [Value]) throws -> Int {
        let open = try connection.open()
        try connection.command("COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN (FORMAT binary)")
        let count: Int
        do {
            count = try send(rows, ending: ending, over: open)
        } catch {
            // The server must be told to leave COPY; what it says then is our own complaint again.
            try? finish(open, complaint: "stopped")
            throw error
        }
        try finish(open, complaint: nil)
        return count
    }

    private func send(_ rows: some Sequence<[Value]>, ending: [Value], over open: OpaquePointer) throws -> Int {
        let wanted = types.count - ending.count
        var tail: [UInt8] = []
        for (index, value) in ending.enumerated() { try append(value, wanted + index, to: &tail) }
        var buffer: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + [UInt8](repeating: 0, count: 8)
        var count = 0
        for row in rows {
            guard row.count == wanted else {
                throw StorageProblem.misuse("a row of \(row.count) values for the \(wanted) columns of \(table)")
            }
            buffer.append(bigEndian: Int16(truncatingIfNeeded: types.count))
            for (column, value) in row.enumerated() { try append(value, column, to: &buffer) }
            buffer += tail
            count += 1
            if buffer.count >= 1 << 16 { try put(&buffer, over: open) }
        }
        buffer.append(bigEndian: Int16(-1))
        try put(&buffer, over: open)
        return count
    }

    private func put(_ buffer: inout [UInt8], over open: OpaquePointer) throws {
        let sent = buffer.withUnsafeBytes { bytes in
            PQputCopyData(open, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(truncatingIfNeeded: bytes.count))
        }
        guard sent == 1 else { throw StorageProblem.disconnected("the connection to PostgreSQL broke during COPY") }
        buffer.removeAll(keepingCapacity: true)
    }

    private func append(_ value: Value, _ column: Int, to buffer: inout [UInt8]) throws {
        switch (value, types[column]) {
        case (.null, _): buffer.append(bigEndian: Int32(-1))
        case (.integer(let number), PostgresType.int8):
            buffer.append(bigEndian: Int32(8))
            buffer.append(bigEndian: number)
        case (.integer(let number), PostgresType.int4):
            guard let number = Int32(exactly: number) else { throw tooLarge(column) }
            buffer.append(bigEndian: Int32(4))
            buffer.append(bigEndian: number)
        case (.integer(let number), PostgresType.int2):
            guard let number = Int16(exactly: number) else { throw tooLarge(column) }
            buffer.append(bigEndian: Int32(2))
            buffer.append(bigEndian: number)
        case (.real(let number), PostgresType.float8):
            buffer.append(bigEndian: Int32(8))
            buffer.append(bigEndian: number.bitPattern)
        case (.integer(let number), PostgresType.float8):
            buffer.append(bigEndian: Int32(8))
            buffer.append(bigEndian: Double(number).bitPattern)
        case (.text(let text), PostgresType.text), (.text(let text), PostgresType.varchar):
            buffer.append(bigEndian: Int32(truncatingIfNeeded: text.utf8.count))
            try buffer.append(checked: text)
        case (.blob(let bytes), PostgresType.bytea):
            buffer.append(bigEndian: Int32(truncatingIfNeeded: bytes.count))
            buffer += bytes
        default:
            throw StorageProblem.mismatch(column: columns[column], reason: "PostgreSQL's type \(types[column]) was given \(value.kindName)")
        }
    }

    private func tooLarge(_ column: Int) -> StorageProblem { .mismatch(column: columns[column], reason: "the number does not fit the column") }

    /// Ends COPY and reads what the server has to say about the rows.
    private func finish(_ open: OpaquePointer, complaint: String?) throws {
        guard PQputCopyEnd(open, complaint) == 1 else { throw StorageProblem.disconnected("the connection to PostgreSQL broke during COPY") }
        var failure: (any Error)?
        while let result = PQgetResult(open) {
            do { try connection.answered(result) } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }
}
