import Datasets
import Register
import Storage

/// The numbers of the words of one column. A word is looked up once and remembered by its bytes: there are few of them and a million cells.
final class WordReader {
    private let form: HeldColumn.Form
    private let book: WordBook
    private let known = WordCache()
    /// A short text with room behind it, as the memory of words wants it.
    private let scratch = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 8)

    init(_ form: HeldColumn.Form, book: WordBook) { (self.form, self.book) = (form, book) }

    deinit { scratch.deallocate() }

    func number(_ bytes: UnsafeRawBufferPointer) throws -> Int64 {
        guard bytes.count <= 32 else { return try number(of: String(decoding: bytes, as: UTF8.self)) }
        UnsafeMutableRawBufferPointer(start: scratch, count: 64).copyMemory(from: bytes)
        let short = UnsafePointer(scratch.assumingMemoryBound(to: UInt8.self))
        let found = known.find(short, bytes.count)
        if found != WordCache.unknown { return found }
        let number = try number(of: String(decoding: bytes, as: UTF8.self))
        known.remember(short, bytes.count, as: number)
        return number
    }

    /// The declaration's word for what the register holds.
    private func number(of stored: String) throws -> Int64 {
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
}
