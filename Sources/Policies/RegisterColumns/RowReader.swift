import Basics
import Datasets
import Storage

/// Reads the rows of an answer into the columns of a segment.
final class RowReader {
    /// What is done with a cell. Plain data, so that a walk along a row counts no references: a province's people have forty million cells.
    private struct Cell: BitwiseCopyable {
        enum Way { case number, day, word, text, sealedID, sealedText }
        let way: Way
        /// In the SELECT.
        let place: Int
        /// In the schema.
        let column: Int
        /// Of a word's or a sealed column's own reader.
        var reader = 0
        /// Of a sealed column: the place in the SELECT of the id that is bound to its value.
        var row = 0

        var isSealed: Bool { way == .sealedID || way == .sealedText }
    }

    private let cells: UnsafeMutableBufferPointer<Cell>
    private let words: [WordReader]
    private let openers: [ColumnOpener]

    /// The columns as they stand in the SELECT, the first at `place`.
    init(_ held: [(column: Int, held: HeldColumn)], from place: Int, of schema: SourceSchema, books: [WordBook?], _ vault: Vault) {
        var cells: [Cell] = []
        var (words, openers): ([WordReader], [ColumnOpener]) = ([], [])
        for (index, (column, held)) in held.enumerated() {
            let place = place + index
            switch held.form {
            case .number: cells.append(Cell(way: .number, place: place, column: column))
            case .day: cells.append(Cell(way: .day, place: place, column: column))
            case .sealed(let table, let name, let row):
                let way: Cell.Way = schema.columns[column].kind == .personID ? .sealedID : .sealedText
                cells.append(Cell(way: way, place: place, column: column, reader: openers.count, row: row))
                openers.append(ColumnOpener(vault, table: table, column: name))
            case .text, .code, .codes:
                guard let book = books[column] else {
                    cells.append(Cell(way: .text, place: place, column: column))
                    continue
                }
                cells.append(Cell(way: .word, place: place, column: column, reader: words.count))
                words.append(WordReader(held.form, book: book))
            }
        }
        (self.words, self.openers) = (words, openers)
        self.cells = .allocate(capacity: cells.count)
        _ = self.cells.initialize(from: cells)
    }

    deinit { cells.deallocate() }

    func read(_ row: any Cells, into writer: SegmentWriter) throws {
        for cell in cells {
            if cell.way == .number {
                if let number = try row.integer(cell.place) { writer.write(number, to: cell.column) } else { writer.leaveEmpty(cell.column) }
            } else if let bytes = try row.bytes(cell.place), cell.isSealed || !bytes.isEmpty {
                try read(bytes, of: cell, row, into: writer)
            } else {
                writer.leaveEmpty(cell.column)
            }
        }
    }

    private func read(_ bytes: UnsafeRawBufferPointer, of cell: Cell, _ row: any Cells, into writer: SegmentWriter) throws {
        switch cell.way {
        case .number, .text: writer.write(bytes, to: cell.column)
        case .word: writer.write(try words[cell.reader].number(bytes), to: cell.column)
        case .day:
            guard let day = Self.day(bytes) else { throw StorageProblem.damaged("the register holds a day that is none") }
            writer.write(day, to: cell.column)
        case .sealedID:
            guard let id = try row.integer(cell.row) else { return writer.leaveEmpty(cell.column) }
            let plain = try openers[cell.reader].open(bytes, row: id)
            if let key = IdentityKey(normalised: plain.assumingMemoryBound(to: UInt8.self)) {
                writer.write(key, to: cell.column)
            } else {
                writer.write(id: try Self.text(plain), to: cell.column)
            }
        case .sealedText:
            guard let id = try row.integer(cell.row) else { return writer.leaveEmpty(cell.column) }
            writer.write(try Self.text(openers[cell.reader].open(bytes, row: id)), to: cell.column)
        }
    }

    private static func text(_ plain: UnsafeRawBufferPointer) throws -> String {
        guard let text = String(validating: plain, as: UTF8.self) else { throw StorageProblem.damaged("a sealed text is not UTF-8") }
        return text
    }

    /// Days since 1970 of `yyyy-MM-dd`.
    private static func day(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
        func number(_ range: Range<Int>) -> Int {
            var number = 0
            for i in range { number = number * 10 + Int(bytes[i]) - 0x30 }
            return number
        }
        return CalendarDate(year: number(0..<4), month: number(5..<7), day: number(8..<10)).map { Int64($0.daysSinceEpoch) }
    }
}

extension SegmentWriter {
    fileprivate func write(_ text: String, to column: Int) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0), to: column) }
    }
}
