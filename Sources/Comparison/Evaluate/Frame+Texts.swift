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
            for i in 0..<a.count where a.valid?[i] != 0 { out[i] = spelled(PackedID.text(numbers[i], unpacked) ?? "") }
        }
        return Vector(count: a.count, texts: out, valid: a.valid)
    }

    /// A text made for this partition, in the arena.
    private func spelled(_ text: String) -> TextRef {
        var text = text
        return text.withUTF8 { utf8 in
            let memory = bytes(utf8.count + 16)
            if let base = utf8.baseAddress { memory.update(from: base, count: utf8.count) }
            return TextRef(bytes: UnsafePointer(memory), count: utf8.count)
        }
    }

    // MARK: IDs

    func identity(_ function: Step.IdentityFunction, _ a: Vector, _ shape: Shape) -> Vector {
        if case .id(let column) = shape, let ids = a.numbers { return identityOfIDs(function, a, ids, column) }
        let text = asText(a, shape)
        guard let texts = text.texts else { return Vector() }
        if function == .size {
            let out = numbers(a.count)
            for i in 0..<a.count { out[i] = text.valid?[i] == 0 ? 0 : Int64(texts[i].scalarCount) }
            return Vector(count: a.count, numbers: out, valid: text.valid)
        }
        return identityOfTexts(function, text, a.count) { texts[$0].string }
    }

    private func identityOfIDs(_ function: Step.IdentityFunction, _ a: Vector, _ ids: UnsafeMutablePointer<Int64>, _ column: Shape.Column) -> Vector {
        switch function {
        case .validResidentID:
            let out = bytes(a.count)
            for i in 0..<a.count { out[i] = ids[i] > 0 && IdentityKey.checkCharacterIsRight(key: UInt64(ids[i])) ? 1 : 0 }
            return Vector(count: a.count, truths: out, valid: a.valid)
        case .sexDigit:
            // A number that could not be packed has no 17 digits to take one from.
            return changed(a) { $0 >= 0 ? ($0 >> 4) % 10 : nil }
        default:
            let unpacked = bindings.tables.table(column.table)?.columns[column.index]?.unpackedIDs ?? []
            if function == .size {
                return changed(a) { $0 >= 0 ? 18 : Int64(PackedID.text($0, unpacked)?.unicodeScalars.count ?? 0) }
            }
            if function == .birthDate {
                return changed(a) { IdentityKey(value: UInt64(bitPattern: $0)).flatMap(ResidentID.birthDate).map { Int64($0.daysSinceEpoch) } }
            }
            return identityOfTexts(function, a, a.count) { PackedID.text(ids[$0], unpacked) ?? "" }
        }
    }

    private func identityOfTexts(_ function: Step.IdentityFunction, _ a: Vector, _ count: Int, _ text: (Int) -> String) -> Vector {
        switch function {
        case .size:
            let out = numbers(count)
            for i in 0..<count { out[i] = a.valid?[i] == 0 ? 0 : Int64(text(i).unicodeScalars.count) }
            return Vector(count: count, numbers: out, valid: a.valid)
        case .birthDate, .sexDigit:
            let rows = numbers(count)
            for i in 0..<count { rows[i] = Int64(i) }
            return changed(Vector(count: count, numbers: rows, valid: a.valid)) { row in
                guard let key = IdentityKey(normalised: text(Int(row))) else { return nil }
                if function == .sexDigit { return Int64(key.value >> 4) % 10 }
                return ResidentID.birthDate(of: key).map { Int64($0.daysSinceEpoch) }
            }
        case .normalised:
            let out = arena.take(count, of: TextRef.self)
            for i in 0..<count { out[i] = a.valid?[i] == 0 ? .none : spelled(ResidentID.normalise(text(i))) }
            return Vector(count: count, texts: out, valid: a.valid)
        default:
            let out = bytes(count)
            for i in 0..<count { out[i] = a.valid?[i] != 0 && Frame.isValid(function, text(i)) ? 1 : 0 }
            return Vector(count: count, truths: out, valid: a.valid)
        }
    }

    private static func isValid(_ function: Step.IdentityFunction, _ text: String) -> Bool {
        switch function {
        case .validResidentID: IdentityKey(normalised: text)?.checkCharacterIsRight ?? false
        case .validDisabilityCard: (try? DisabilityCard(text)) != nil
        case .validCreditCode: (try? CreditCode(text)) != nil
        default: (try? BankCard(text)) != nil
        }
    }
}
