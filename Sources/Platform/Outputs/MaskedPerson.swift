import Basics

/// A name or an ID number as outputs show them: masked unless somebody asked for them in clear.
struct MaskedPerson {
    let revealed: Bool

    /// `王*`, `欧*英`: the first character and, from three on, the last. Each character between is one star, at most three.
    func name(_ text: String) -> String {
        if revealed { return text }
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else { return "" }
        let count = scalars.prefix(6).count
        var shown = String.UnicodeScalarView([first])
        shown.append(contentsOf: repeatElement("*", count: max(1, min(3, count - 2))))
        if count > 2 { shown.append(last) }
        return String(shown)
    }

    /// First 6, eight stars, last 4. Whatever else stands in the column is hidden whole.
    func idNumber(_ text: String) -> String {
        revealed ? text : text.isEmpty ? "" : Masking.residentID(text)
    }

    /// What a row or group is called by, its parts side by side: the personal ones masked like an ID, whole numbers of up to seven digits apart,
    /// which are years and counts and no accounts.
    func key(_ parts: [String], personal: [Bool]) -> String {
        parts.enumerated().map { place, part in
            let isPersonal = place >= personal.count || personal[place]
            return isPersonal && !(part.utf8.count < 8 && Int(part) != nil) ? idNumber(part) : part
        }.joined(separator: " / ")
    }
}

extension MaskedPerson {
    /// Appends a name of two or three Han characters, as most are, without making a `String`; false for any other.
    func appendPlain(name text: String, to bytes: inout [UInt8]) -> Bool {
        guard !revealed else { return false }
        var text = text
        return text.withUTF8 { utf8 in
            guard utf8.count == 6 || utf8.count == 9, stride(from: 0, to: utf8.count, by: 3).allSatisfy({ utf8[$0] & 0xF0 == 0xE0 }) else {
                return false
            }
            bytes += UnsafeBufferPointer(rebasing: utf8[0..<3])
            bytes.append(0x2A)
            if utf8.count == 9 { bytes += UnsafeBufferPointer(rebasing: utf8[6..<9]) }
            return true
        }
    }

    /// Appends an ID number of eighteen digits and letters without making a `String`; false for any other text.
    func appendPlain(idNumber text: String, to bytes: inout [UInt8]) -> Bool {
        guard !revealed else { return false }
        var text = text
        return text.withUTF8 { utf8 in
            guard utf8.count == 18, utf8.allSatisfy({ $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 }) else { return false }
            bytes += UnsafeBufferPointer(rebasing: utf8[0..<6])
            bytes += Self.stars
            bytes += UnsafeBufferPointer(rebasing: utf8[14..<18])
            return true
        }
    }

    private static let stars = Array("********".utf8)
}
