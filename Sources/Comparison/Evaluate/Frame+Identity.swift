import Basics

/// What the language asks of numbers that identify somebody or something, over ID columns and over texts.
extension Frame {
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

    /// Over an ID column. Nearly all IDs are packed and answered from their digits; of the others there is only the text.
    private func identityOfIDs(_ function: Step.IdentityFunction, _ a: Vector, _ ids: UnsafeMutablePointer<Int64>, _ column: Shape.Column) -> Vector {
        let unpacked = bindings.tables.table(column.table)?.columns[column.index]?.unpackedIDs ?? []
        switch function {
        case .validResidentID:
            let out = bytes(a.count)
            for i in 0..<a.count { out[i] = ids[i] > 0 && IdentityKey.checkCharacterIsRight(key: UInt64(ids[i])) ? 1 : 0 }
            return Vector(count: a.count, truths: out, valid: a.valid)
        case .validDisabilityCard:
            // A packed number has 18 characters, a card 20 or 22.
            let out = bytes(a.count)
            for i in 0..<a.count {
                out[i] = a.valid?[i] != 0 && ids[i] < 0 && Frame.isValid(function, PackedID.text(ids[i], unpacked) ?? "") ? 1 : 0
            }
            return Vector(count: a.count, truths: out, valid: a.valid)
        case .size:
            return changed(a) { $0 >= 0 ? 18 : Int64(PackedID.text($0, unpacked)?.unicodeScalars.count ?? 0) }
        case .sexDigit:
            return changed(a) { $0 >= 0 ? ($0 >> 4) % 10 : nil }
        case .birthDate:
            return changed(a) { IdentityKey(value: UInt64(bitPattern: $0)).flatMap(ResidentID.birthDate).map { Int64($0.daysSinceEpoch) } }
        case .normalised:
            return normalisedIDs(a, ids, unpacked)
        case .validCreditCode, .validBankCard:
            return identityOfTexts(function, a, a.count) { PackedID.text(ids[$0], unpacked) ?? "" }
        }
    }

    /// What normalising makes of IDs; a packed one is that already.
    private func normalisedIDs(_ a: Vector, _ ids: UnsafeMutablePointer<Int64>, _ unpacked: [String]) -> Vector {
        let out = arena.take(a.count, of: TextRef.self)
        out.update(repeating: .none, count: a.count)
        for i in 0..<a.count where a.valid?[i] != 0 {
            out[i] = ids[i] >= 0 ? spelled(id: ids[i], unpacked) : spelled(ResidentID.normalise(PackedID.text(ids[i], unpacked) ?? ""))
        }
        return Vector(count: a.count, texts: out, valid: a.valid)
    }

    /// Over texts; how long they are is counted without making any (`identity`).
    private func identityOfTexts(_ function: Step.IdentityFunction, _ a: Vector, _ count: Int, _ text: (Int) -> String) -> Vector {
        switch function {
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
