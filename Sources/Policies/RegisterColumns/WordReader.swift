import Basics
import Datasets
import Register
import Storage

/// Reads the cells of one column of an answer into a segment. A word is looked up once and remembered by its bytes: there are few of them and
/// a million cells.
final class CellReader {
    let column: Int
    private let place: Int
    private let form: HeldColumn.Form
    private let way: Way
    private let book: WordBook?
    private let vault: Vault
    private let known = WordCache()
    /// A short text with room behind it, as the memory of words wants it.
    private let scratch = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 8)

    /// What is done with a cell, told apart without looking into the form's texts: forty million times for a province's people.
    private enum Way { case number, day, sealedID, sealedText, word, text }

    /// `place` is the column's in the SELECT.
    init(_ held: HeldColumn, column: Int, place: Int, of schema: SourceSchema, book: WordBook?, _ vault: Vault) {
        (self.column, self.place, form, self.book, self.vault) = (column, place, held.form, book, vault)
        way =
            switch held.form {
            case .number: .number
            case .day: .day
            case .sealed: schema.columns[column].kind == .personID ? .sealedID : .sealedText
            case .text, .code, .codes: book == nil ? .text : .word
            }
    }

    deinit { scratch.deallocate() }

    func read(_ cells: any Cells, into writer: SegmentWriter) throws {
        switch way {
        case .number:
            guard let number = try cells.integer(place) else { return writer.leaveEmpty(column) }
            writer.write(number, to: column)
        case .day:
            guard let bytes = try cells.bytes(place) else { return writer.leaveEmpty(column) }
            guard let day = Self.day(bytes) else { throw StorageProblem.damaged("the register holds a day that is none") }
            writer.write(day, to: column)
        case .sealedID:
            guard let text = try opened(cells) else { return writer.leaveEmpty(column) }
            writer.write(id: text, to: column)
        case .sealedText:
            guard let text = try opened(cells) else { return writer.leaveEmpty(column) }
            writer.write(text, to: column)
        case .word:
            guard let bytes = try cells.bytes(place), !bytes.isEmpty, let book else { return writer.leaveEmpty(column) }
            try write(word: bytes, book, writer)
        case .text:
            guard let bytes = try cells.bytes(place), !bytes.isEmpty else { return writer.leaveEmpty(column) }
            writer.write(bytes, to: column)
        }
    }

    private func opened(_ cells: any Cells) throws -> String? {
        guard case .sealed(let table, let name, let row) = form, let bytes = try cells.bytes(place), let id = try cells.integer(row) else {
            return nil
        }
        return try vault.open(Array(bytes), table: table, column: name, row: id)
    }

    private func write(word bytes: UnsafeRawBufferPointer, _ book: WordBook, _ writer: SegmentWriter) throws {
        let number: Int64
        if bytes.count <= 32 {
            UnsafeMutableRawBufferPointer(start: scratch, count: 64).copyMemory(from: bytes)
            number = try self.number(UnsafePointer(scratch.assumingMemoryBound(to: UInt8.self)), bytes.count, book)
        } else {
            number = try self.number(of: String(decoding: bytes, as: UTF8.self), book)
        }
        writer.write(number, to: column)
    }

    private func number(_ bytes: UnsafePointer<UInt8>, _ length: Int, _ book: WordBook) throws -> Int64 {
        let found = known.find(bytes, length)
        if found != WordCache.unknown { return found }
        let number = try number(of: String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self), book)
        known.remember(bytes, length, as: number)
        return number
    }

    /// The declaration's word for what the register holds.
    private func number(of stored: String, _ book: WordBook) throws -> Int64 {
        let label: String
        switch form {
        case .code(let list): label = CodeLists.shipped.label(list, stored, chinese: true)
        case .codes(let list):
            label = stored.split(separator: ",").map { CodeLists.shipped.label(list, String($0), chinese: true) }.joined(separator: ",")
        default: label = stored
        }
        guard let number = book.number(of: label) else { throw StorageProblem.damaged("the declaration has no word for \(label)") }
        return number
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
    func write(_ text: String, to column: Int) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0), to: column) }
    }
}
