import Basics
import CMemory
import Tabular

/// One worker's understanding of one file: turns blocks of fields into columns of numbers, a column at a time, and says which
/// rows are acceptable. Every column of the schema is checked, needed or not: acceptance never depends on the packs.
///
/// After `decode`, for each row and schema column `values[column][row]` holds: fen, hundredths, days, whole numbers, the
/// number of a word, 0/1, `absent`; for an ID its packed key, or `unpacked` when its text is not 17 digits and a digit or X. Text
/// stays in the block.
package final class BlockDecoder {
    package let schema: SourceSchema
    /// Field of the file for each column of the schema; -1 where the file has none.
    package let fields: [Int]
    package private(set) var values: [UnsafeMutablePointer<Int64>] = []
    /// The normalised key of each row's ID (packed), `absent` for none, `unpacked` for a malformed one. For anchors other than
    /// `person` simply the key column's values.
    package private(set) var keys: UnsafeMutablePointer<Int64>
    /// 0 for an acceptable row.
    package private(set) var refused: UnsafeMutablePointer<UInt8>
    package private(set) var problems: [CellProblem] = []
    package private(set) var rows = 0
    /// Keys that only became keys by normalising them, and keys that are none: in the block just decoded.
    package private(set) var normalised = 0
    package private(set) var malformed = 0

    /// An ID whose text is kept beside the column because it is no plain 18 characters.
    package static let unpacked: Int64 = -1

    private let books: [WordBook?]
    private let caches: [WordCache?]
    private let calendar = CalendarTable.shared
    private var capacity = 0

    package init(schema: SourceSchema, fields: [Int], books: [WordBook?]) {
        self.schema = schema
        self.fields = fields
        self.books = books
        caches = schema.columns.map { [.code, .word, .bool].contains($0.kind) ? WordCache() : nil }
        // Also for a block without a single row: all its lines may be at fault.
        values = schema.columns.map { _ in .allocate(capacity: 1) }
        keys = .allocate(capacity: 1)
        refused = .allocate(capacity: 1)
    }

    deinit {
        values.forEach { $0.deallocate() }
        keys.deallocate()
        refused.deallocate()
    }

    package func decode(_ block: RecordBlock) {
        rows = block.rows
        reserve(rows)
        problems.removeAll(keepingCapacity: true)
        normalised = 0
        malformed = 0
        refused.update(repeating: 0, count: rows)
        for (column, declared) in schema.columns.enumerated() where declared.kind != .ignored {
            decode(column, declared, block)
        }
        if let key = schema.key, schema.columns[key].kind != .personID { keys.update(from: values[key], count: rows) }
    }

    private func reserve(_ rows: Int) {
        guard rows > capacity else { return }
        capacity = rows + rows / 4
        values.forEach { $0.deallocate() }
        values = schema.columns.map { _ in .allocate(capacity: capacity) }
        keys.deallocate()
        keys = .allocate(capacity: capacity)
        refused.deallocate()
        refused = .allocate(capacity: capacity)
    }

    private func decode(_ column: Int, _ declared: SourceSchema.Column, _ block: RecordBlock) {
        let out = values[column]
        guard fields[column] >= 0 else {
            out.update(repeating: absent, count: rows)
            if declared.required { for row in 0..<rows { refuse(row, column, .empty) } }
            if column == schema.key, declared.kind == .personID { keys.update(repeating: absent, count: rows) }
            return
        }
        switch declared.kind {
        case .personID: decodeIDs(column, block, out)
        case .text: checkTexts(column, block, out)
        case .code, .word, .bool: decodeWords(column, block, out)
        case .int, .year: decodeWhole(column, declared, block, out)
        case .money, .m2, .mu, .km, .percent, .decimal: decodeHundredths(column, declared.scale, block, out)
        case .date: decodeDates(column, block, out, monthOnly: false)
        case .month: decodeDates(column, block, out, monthOnly: true)
        case .region: decodeRegions(column, block, out)
        case .ignored: break
        }
        if declared.required { requireValues(column, out) }
    }

    private func refuse(_ row: Int, _ column: Int, _ reason: CellProblem.Reason) {
        refused[row] = 1
        problems.append(CellProblem(row: row, column: column, reason: reason))
    }

    private func requireValues(_ column: Int, _ out: UnsafeMutablePointer<Int64>) {
        for row in 0..<rows where out[row] == absent && refused[row] == 0 { refuse(row, column, .empty) }
    }

    private func decodeHundredths(_ column: Int, _ scale: Int64, _ block: RecordBlock, _ out: UnsafeMutablePointer<Int64>) {
        let (bytes, starts, ends, stride) = (block.bytes, block.starts, block.ends, block.columns)
        var at = fields[column]
        for row in 0..<rows {
            let start = Int(starts[at])
            let length = Int(ends[at]) &- start
            at &+= stride
            if length == 0 { out[row] = absent; continue }
            if scale == 1, let value = WrittenNumbers.hundredths(bytes + start, length) { out[row] = value; continue }
            out[row] = hundredthsFromText(row, column, scale, bytes + start, length, block.encoding)
        }
    }

    private func hundredthsFromText(
        _ row: Int, _ column: Int, _ scale: Int64, _ p: UnsafePointer<UInt8>, _ length: Int, _ encoding: TextEncoding
    ) -> Int64 {
        guard let text = CellText.string(p, length, encoding) else { refuse(row, column, .undecodable); return absent }
        if CellText.trimmed(text).isEmpty { return absent }
        guard let value = WrittenNumbers.hundredths(text: text, scale: scale) else { refuse(row, column, .notMoney); return absent }
        return value
    }

    private func decodeWhole(_ column: Int, _ declared: SourceSchema.Column, _ block: RecordBlock, _ out: UnsafeMutablePointer<Int64>) {
        let (bytes, starts, ends, stride) = (block.bytes, block.starts, block.ends, block.columns)
        let isYear = declared.kind == .year
        var at = fields[column]
        for row in 0..<rows {
            let start = Int(starts[at])
            let length = Int(ends[at]) &- start
            at &+= stride
            if length == 0 { out[row] = absent; continue }
            let value = WrittenNumbers.whole(bytes + start, length) ?? wholeFromText(row, column, bytes + start, length, block.encoding)
            if isYear, value != absent, value < 1900 || value > 2100 { refuse(row, column, .notANumber) }
            out[row] = value
        }
    }

    private func wholeFromText(_ row: Int, _ column: Int, _ p: UnsafePointer<UInt8>, _ length: Int, _ encoding: TextEncoding) -> Int64 {
        guard let text = CellText.string(p, length, encoding) else { refuse(row, column, .undecodable); return absent }
        let plain = CellText.trimmed(text)
        if plain.isEmpty { return absent }
        guard let value = WrittenNumbers.whole(text: plain) else {
            refuse(row, column, plain.count > 18 ? .tooLarge : .notANumber)
            return absent
        }
        return value
    }

    private func decodeDates(_ column: Int, _ block: RecordBlock, _ out: UnsafeMutablePointer<Int64>, monthOnly: Bool) {
        let (bytes, starts, ends, stride) = (block.bytes, block.starts, block.ends, block.columns)
        let calendar = self.calendar
        var at = fields[column]
        for row in 0..<rows {
            let start = Int(starts[at])
            let length = Int(ends[at]) &- start
            at &+= stride
            if length == 0 { out[row] = absent; continue }
            if let days = WrittenDates.days(bytes + start, length, monthOnly: monthOnly, calendar) { out[row] = days; continue }
            if let days = WrittenDates.shortForm(bytes + start, length, monthOnly: monthOnly, calendar) { out[row] = days; continue }
            out[row] = dateFromText(row, column, monthOnly, bytes + start, length, block.encoding)
        }
    }

    private func dateFromText(
        _ row: Int, _ column: Int, _ monthOnly: Bool, _ p: UnsafePointer<UInt8>, _ length: Int, _ encoding: TextEncoding
    ) -> Int64 {
        guard let text = CellText.string(p, length, encoding).map(CellText.trimmed) else { refuse(row, column, .undecodable); return absent }
        if text.isEmpty { return absent }
        guard let days = WrittenDates.days(text: text, monthOnly: monthOnly, calendar) else { refuse(row, column, .notADate); return absent }
        return days
    }

    private func decodeRegions(_ column: Int, _ block: RecordBlock, _ out: UnsafeMutablePointer<Int64>) {
        let (bytes, starts, ends, stride) = (block.bytes, block.starts, block.ends, block.columns)
        var at = fields[column]
        for row in 0..<rows {
            let start = Int(starts[at])
            let length = Int(ends[at]) &- start
            at &+= stride
            if length == 0 { out[row] = absent; continue }
            if length == 12, let code = Digits.number(bytes + start, length) { out[row] = code; continue }
            out[row] = regionFromText(row, column, bytes + start, length, block.encoding)
        }
    }

    private func regionFromText(_ row: Int, _ column: Int, _ p: UnsafePointer<UInt8>, _ length: Int, _ encoding: TextEncoding) -> Int64 {
        guard let text = CellText.string(p, length, encoding).map(CellText.trimmed) else { refuse(row, column, .undecodable); return absent }
        if text.isEmpty { return absent }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let code = Int64(text) else { refuse(row, column, .notARegion); return absent }
        switch text.utf8.count {
        case 12: return code
        case 9: return code * 1_000
        case 6: return code * 1_000_000
        default:
            refuse(row, column, .notARegion)
            return absent
        }
    }

    private func decodeWords(_ column: Int, _ block: RecordBlock, _ out: UnsafeMutablePointer<Int64>) {
        let (bytes, starts, ends, stride) = (block.bytes, block.starts, block.ends, block.columns)
        guard let cache = caches[column] else { return }
        var at = fields[column]
        for row in 0..<rows {
            let start = Int(starts[at])
            let length = Int(ends[at]) &- start
            at &+= stride
            if length == 0 { out[row] = absent; continue }
            let number = cache.find(bytes + start, length)
            out[row] = number != WordCache.unknown ? number : learn(row, column, cache, bytes + start, length, block.encoding)
        }
    }

    /// The first time a worker meets these bytes. Blanks alone count as an empty cell and are looked at each time.
    private func learn(
        _ row: Int, _ column: Int, _ cache: WordCache, _ p: UnsafePointer<UInt8>, _ length: Int, _ encoding: TextEncoding
    ) -> Int64 {
        guard let text = CellText.string(p, length, encoding).map(CellText.trimmed) else { refuse(row, column, .undecodable); return absent }
        if text.isEmpty { return absent }
        let known = schema.columns[column].kind == .bool ? WordBook.yesNo[text] : books[column]?.number(of: text)
        guard let number = known else {
            let kind = schema.columns[column].kind
            refuse(row, column, kind == .bool ? .notYesOrNo : kind == .code ? .unknownCode : .tooManyWords)
            return absent
        }
        cache.remember(p, length, as: number)
        return number
    }

    private func checkTexts(_ column: Int, _ block: RecordBlock, _ out: UnsafeMutablePointer<Int64>) {
        let (bytes, starts, ends, stride) = (block.bytes, block.starts, block.ends, block.columns)
        var at = fields[column]
        for row in 0..<rows {
            let start = Int(starts[at])
            let length = Int(ends[at]) &- start
            at &+= stride
            out[row] = CellText.isBlank(bytes + start, length, block.encoding) ? absent : 0
            if length > 4096 { refuse(row, column, .tooLong) }
        }
    }

    private func decodeIDs(_ column: Int, _ block: RecordBlock, _ out: UnsafeMutablePointer<Int64>) {
        let (bytes, starts, ends, stride) = (block.bytes, block.starts, block.ends, block.columns)
        let isKey = column == schema.key
        var at = fields[column]
        for row in 0..<rows {
            let start = Int(starts[at])
            let length = Int(ends[at]) &- start
            at &+= stride
            if length == 18, let key = Digits.key18(bytes + start) {
                out[row] = key
                if isKey { keys[row] = key }
                continue
            }
            let isBlank = CellText.isBlank(bytes + start, length, block.encoding)
            out[row] = isBlank ? absent : BlockDecoder.unpacked
            guard isKey else { continue }
            keys[row] = isBlank ? absent : keyFromText(bytes + start, length, block.encoding)
        }
    }

    private func keyFromText(_ p: UnsafePointer<UInt8>, _ length: Int, _ encoding: TextEncoding) -> Int64 {
        guard length <= 256, let text = CellText.string(p, length, encoding) else { malformed += 1; return BlockDecoder.unpacked }
        let plain = ResidentID.normalise(text)
        guard let key = IdentityKey(normalised: plain) else { malformed += 1; return BlockDecoder.unpacked }
        normalised += 1
        return Int64(bitPattern: key.value)
    }
}
