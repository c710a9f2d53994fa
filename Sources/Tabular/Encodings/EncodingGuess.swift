/// A mark at the beginning of a text that says its encoding.
struct ByteOrderMark {
    let encoding: TextEncoding
    let length: Int

    init?(_ head: [UInt8]) {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) {
            (encoding, length) = (.utf8, 3)
        } else if head.starts(with: [0xFF, 0xFE]) {
            (encoding, length) = (.utf16LittleEndian, 2)
        } else if head.starts(with: [0xFE, 0xFF]) {
            (encoding, length) = (.utf16BigEndian, 2)
        } else if head.starts(with: [0x84, 0x31, 0x95, 0x33]) {
            (encoding, length) = (.gb18030, 4)
        } else {
            return nil
        }
    }
}

/// Finds the encoding of a text without a mark. Counts what speaks for UTF-8 and for GB18030 over windows of the file, so that a
/// few damaged bytes do not turn one into the other.
struct EncodingGuess {
    let file: InputFile
    let head: [UInt8]

    private static let window = 64 << 10
    private static let windows = 12
    /// How far a file that shows ASCII everywhere is searched for its first other byte.
    private static let farthest = 256 << 20

    func encoding() throws(TableProblem) -> TextEncoding {
        if let wide = byZeros() { return wide }
        var evidence = Evidence()
        evidence.add(head, from: 0)
        let step = max(file.size / Self.windows, Self.window)
        var offset = head.count
        while offset < file.size {
            try addWindow(to: &evidence, at: offset)
            offset += step
        }
        if file.size > head.count + Self.window { try addWindow(to: &evidence, at: file.size - Self.window) }
        if evidence.isASCII { try addFirstOther(to: &evidence) }
        return evidence.isUTF8 ? .utf8 : .gb18030
    }

    /// UTF-16 by where its zero bytes stand: blanks, digits and separators have one each, on the same side.
    private func byZeros() -> TextEncoding? {
        let sample = head.prefix(4096)
        var even = 0
        var odd = 0
        for (place, byte) in sample.enumerated() where byte == 0 {
            if place & 1 == 0 { even += 1 } else { odd += 1 }
        }
        let enough = max(sample.count / 20, 2)
        if odd >= enough, even * 8 <= odd { return .utf16LittleEndian }
        if even >= enough, odd * 8 <= even { return .utf16BigEndian }
        return nil
    }

    private func addWindow(to evidence: inout Evidence, at offset: Int) throws(TableProblem) {
        let bytes = try file.bytes(count: Self.window, at: offset)
        // A window begins anywhere; a line begins with a character.
        guard let newline = bytes.firstIndex(of: Byte.newline) else { return }
        evidence.add(bytes, from: newline + 1)
    }

    private func addFirstOther(to evidence: inout Evidence) throws(TableProblem) {
        var offset = head.count
        let end = min(file.size, Self.farthest)
        while offset < end {
            let bytes = try file.bytes(count: 1 << 20, at: offset)
            if let place = bytes.firstIndex(where: { $0 >= 0x80 }) {
                evidence.add(try file.bytes(count: Self.window, at: offset + place), from: 0)
                return
            }
            offset += max(bytes.count, 1)
        }
    }
}

/// How much of a text looks like UTF-8 and how much like GB18030.
struct Evidence {
    /// Whole characters of two bytes, and of three and four: Chinese text in UTF-8 has the latter.
    private var utf8Pairs = 0, utf8Longer = 0, utf8Errors = 0
    private var gbCharacters = 0, gbCommon = 0, gbErrors = 0
    private(set) var isASCII = true

    /// GB18030 must explain the text clearly better than UTF-8 does, because a few flipped bytes make errors in the latter.
    var isUTF8: Bool {
        if isASCII { return true }
        // 联通 and its like: pairs that are Latin or Greek letters in UTF-8, and common characters in GB18030.
        if utf8Longer == 0, gbErrors == 0, gbCommon * 2 > gbCharacters { return false }
        if utf8Errors == 0 { return true }
        if utf8Longer * 4 >= utf8Errors * 5 { return true }
        return gbErrors * 4 > gbCharacters
    }

    mutating func add(_ bytes: [UInt8], from start: Int) {
        bytes.withUnsafeBufferPointer { buffer in
            addUTF8(buffer, from: start)
            if !isASCII { addGB18030(buffer, from: start) }
        }
    }

    private mutating func addUTF8(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
        var at = start
        while at < bytes.count {
            let lead = bytes[at]
            guard lead >= 0x80 else {
                at += 1
                continue
            }
            isASCII = false
            let size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
            guard lead >= 0xC2, lead <= 0xF4 else {
                utf8Errors += 1
                at += 1
                continue
            }
            // Cut off by the end of the window.
            guard at + size <= bytes.count else { return }
            guard (at + 1..<at + size).allSatisfy({ bytes[$0] & 0xC0 == 0x80 }) else {
                utf8Errors += 1
                at += 1
                continue
            }
            if size == 2 { utf8Pairs += 1 } else { utf8Longer += 1 }
            at += size
        }
    }

    private mutating func addGB18030(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
        var at = start
        while at < bytes.count {
            let lead = bytes[at]
            guard lead >= 0x80 else {
                at += 1
                continue
            }
            guard at + 4 <= bytes.count else { return }
            let second = bytes[at + 1]
            if lead == 0x80 || lead == 0xFF || second < 0x30 || second == 0x7F || second == 0xFF || (0x3A..<0x40).contains(second) {
                gbErrors += 1
                at += 1
            } else if second >= 0x40 {
                gbCharacters += 1
                // The 3,755 characters of GB 2312's first level, and its punctuation.
                if second >= 0xA1, (0xB0...0xD7).contains(lead) || lead == 0xA1 || lead == 0xA3 { gbCommon += 1 }
                at += 2
            } else {
                gbCharacters += 1
                at += 4
            }
        }
    }
}
