import Basics
import PolicyLanguage

/// Hashes of a key's values that mean the same in every partition and every run: word numbers and odd IDs are spelled out.
struct KeyReader {
    private let vector: Vector
    private let words: [UInt64]
    private let book: [String]
    private let unpackedIDs: [String]
    private let isWord: Bool
    private let isID: Bool

    init(_ vector: Vector, _ shape: Shape, _ tables: Tables) {
        self.vector = vector
        switch shape {
        case .word(let column):
            book = tables.words[column]?.words ?? []
            words = book.map(KeyReader.hash)
            unpackedIDs = []
            isWord = true
            isID = false
        case .id(let column):
            (words, book) = ([], [])
            unpackedIDs = tables.table(column.table)?.columns[column.index]?.unpackedIDs ?? []
            isWord = false
            isID = true
        default:
            (words, book) = ([], [])
            unpackedIDs = []
            isWord = false
            isID = false
        }
    }

    func hash(_ row: Int) -> UInt64 {
        if let numbers = vector.numbers {
            let number = numbers[row]
            if isWord { return words.indices.contains(Int(number)) ? words[Int(number)] : 0 }
            if number < 0, !unpackedIDs.isEmpty, let text = PackedID.text(number, unpackedIDs) { return KeyReader.hash(text) }
            return UInt64(bitPattern: number) &* 0x9E37_79B9_7F4A_7C15
        }
        if let texts = vector.texts { return KeyReader.hash(texts[row].string) }
        return UInt64(vector.truths?[row] ?? 0)
    }

    /// The value itself, of the key's type.
    func value(_ row: Int, as type: ValueType) -> Value {
        if let texts = vector.texts { return .string(texts[row].string) }
        if let truths = vector.truths { return .bool(truths[row] == 1) }
        guard let number = vector.numbers?[row] else { return .null }
        if isWord { return book.indices.contains(Int(number)) ? .string(book[Int(number)]) : .null }
        if isID { return PackedID.text(number, unpackedIDs).map(Value.string) ?? .null }
        switch type {
        case .money: return .money(number)
        case .decimal(let unit): return .decimal(number, unit: unit)
        case .date: return CalendarDate(exactly: Int(number)).map(Value.date) ?? .null
        default: return .int(number)
        }
    }

    private static func hash(_ text: String) -> UInt64 {
        var hash = StableHash()
        hash.add(text)
        return hash.value
    }
}
