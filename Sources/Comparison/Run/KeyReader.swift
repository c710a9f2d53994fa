/// Hashes of a key's values that mean the same in every partition and every run: word numbers and odd IDs are spelled out.
struct KeyReader {
    private let vector: Vector
    private let words: [UInt64]
    private let unpackedIDs: [String]
    private let isWord: Bool

    init(_ vector: Vector, _ shape: Shape, _ tables: Tables) {
        self.vector = vector
        switch shape {
        case .word(let column):
            words = (tables.words[column]?.words ?? []).map(KeyReader.hash)
            unpackedIDs = []
            isWord = true
        case .id(let column):
            words = []
            unpackedIDs = tables.table(column.table)?.columns[column.index]?.unpackedIDs ?? []
            isWord = false
        default:
            words = []
            unpackedIDs = []
            isWord = false
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

    private static func hash(_ text: String) -> UInt64 {
        var hash = StableHash()
        hash.add(text)
        return hash.value
    }
}
