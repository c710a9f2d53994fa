import Basics
import CMemory
import Glibc

extension Frame {
    private func words(_ shape: Shape) -> WordTexts? {
        guard case .word(let column) = shape else { return nil }
        return bindings.tables.words[column]
    }

    /// Whether a coded text is one of these constants: their numbers are looked up once, then numbers are compared.
    func wordAmong(_ word: Vector, _ shape: Shape, _ texts: [Vector]) -> Vector {
        let known = words(shape)?.words ?? []
        let wanted = Set(texts.compactMap { $0.texts?[0].string })
        return wordsWhere(word, known.map { wanted.contains($0) })
    }

    func wordTest(_ test: Step.TextTest, _ word: Vector, _ shape: Shape, _ probe: Vector) -> Vector {
        let wanted = probe.texts?[0] ?? .none
        return wordsWhere(word, (words(shape)?.refs ?? []).map { Frame.holds(test, $0, wanted) })
    }

    private func wordsWhere(_ word: Vector, _ isWanted: [Bool]) -> Vector {
        guard let numbers = word.numbers else { return Vector() }
        let out = bytes(word.count)
        isWanted.withUnsafeBufferPointer { isWanted in
            for i in 0..<word.count { out[i] = numbers[i] >= 0 && numbers[i] < isWanted.count && isWanted[Int(numbers[i])] ? 1 : 0 }
        }
        return Vector(count: word.count, truths: out, valid: word.valid)
    }

    func textTest(_ test: Step.TextTest, _ a: Vector, _ b: Vector, _ count: Int) -> Vector {
        texts(a, b, count) { Frame.holds(test, $0, $1) }
    }

    func compareTexts(_ op: Step.Comparator, _ a: Vector, _ b: Vector, _ count: Int) -> Vector {
        switch op {
        case .equal: texts(a, b, count) { Frame.isEqual($0, $1) }
        case .notEqual: texts(a, b, count) { !Frame.isEqual($0, $1) }
        case .less: texts(a, b, count) { Frame.order($0, $1) < 0 }
        case .lessOrEqual: texts(a, b, count) { Frame.order($0, $1) <= 0 }
        case .greater: texts(a, b, count) { Frame.order($0, $1) > 0 }
        case .greaterOrEqual: texts(a, b, count) { Frame.order($0, $1) >= 0 }
        }
    }

    @inline(__always) private func texts(_ a: Vector, _ b: Vector, _ count: Int, _ test: (TextRef, TextRef) -> Bool) -> Vector {
        guard let x = a.texts, let y = b.texts else { return Vector() }
        let out = bytes(count)
        let (stepX, stepY) = (a.count == count ? 1 : 0, b.count == count ? 1 : 0)
        for i in 0..<count { out[i] = test(x[i &* stepX], y[i &* stepY]) ? 1 : 0 }
        return Vector(count: count, truths: out, valid: bothValid(a, b, count))
    }

    @inline(__always) private static func isEqual(_ a: TextRef, _ b: TextRef) -> Bool {
        guard a.count == b.count else { return false }
        guard let x = a.bytes, let y = b.bytes else { return a.count == 0 }
        return memcmp(x, y, a.count) == 0
    }

    /// By code points, which is the order of UTF-8 bytes.
    private static func order(_ a: TextRef, _ b: TextRef) -> Int {
        guard let x = a.bytes, let y = b.bytes else { return a.count - b.count }
        let first = Int(memcmp(x, y, min(a.count, b.count)))
        return first != 0 ? first : a.count - b.count
    }

    private static func holds(_ test: Step.TextTest, _ text: TextRef, _ probe: TextRef) -> Bool {
        if test == .sameName { return isEqual(text, probe) || PersonName.sameName(text.string, probe.string) }
        guard probe.count <= text.count, let bytes = text.bytes else { return probe.count == 0 }
        guard let wanted = probe.bytes, probe.count > 0 else { return true }
        switch test {
        case .starts: return memcmp(bytes, wanted, probe.count) == 0
        case .ends: return memcmp(bytes + text.count - probe.count, wanted, probe.count) == 0
        default: return memory_contains(bytes, text.count, wanted, probe.count) != 0
        }
    }

    /// Words and IDs as texts.
    func asText(_ a: Vector, _ shape: Shape) -> Vector {
        guard let numbers = a.numbers else { return a }
        let out = arena.take(a.count, of: TextRef.self)
        out.update(repeating: .none, count: a.count)
        if let refs = words(shape)?.refs {
            for i in 0..<a.count where a.valid?[i] != 0 && numbers[i] >= 0 && numbers[i] < refs.count { out[i] = refs[Int(numbers[i])] }
        } else if case .id(let column) = shape {
            let unpacked = bindings.tables.table(column.table)?.columns[column.index]?.unpackedIDs ?? []
            for i in 0..<a.count where a.valid?[i] != 0 { out[i] = spelled(id: numbers[i], unpacked) }
        }
        return Vector(count: a.count, texts: out, valid: a.valid)
    }

    /// An ID's characters, in the arena. Nearly all are packed, and are written there without a text in between.
    func spelled(id value: Int64, _ unpacked: [String]) -> TextRef {
        guard value >= 0, let key = IdentityKey(value: UInt64(value)) else { return spelled(PackedID.text(value, unpacked) ?? "") }
        let memory = bytes(18 + 16)
        key.write(to: memory)
        return TextRef(bytes: UnsafePointer(memory), count: 18)
    }

    /// A text made for this partition, in the arena.
    func spelled(_ text: String) -> TextRef {
        var text = text
        return text.withUTF8 { utf8 in
            let memory = bytes(utf8.count + 16)
            if let base = utf8.baseAddress { memory.update(from: base, count: utf8.count) }
            return TextRef(bytes: UnsafePointer(memory), count: utf8.count)
        }
    }
}
