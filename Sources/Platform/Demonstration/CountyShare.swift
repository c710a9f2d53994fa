import Foundation

/// A county's part of a text file that a department made for the whole province: the lines before the data, and those that speak of the county.
///
/// Told by the six digits of the county's code at the beginning of an ID number or a region code, on raw bytes, so that whatever is broken in a line
/// stays broken. A line without any such code stays with the one before it.
enum CountyShare {
    /// Nil when the file is no text, or holds nothing of the county.
    static func bytes(of file: [UInt8], county: Int) -> [UInt8]? {
        guard !file.starts(with: [0x50, 0x4B]), !file.starts(with: [0xFF, 0xFE]), !file.starts(with: [0xFE, 0xFF]) else { return nil }
        let wanted = Array(String(county).utf8)
        var share: [UInt8] = []
        var rows = 0
        var isHead = true
        var isWanted = true
        for line in file.split(separator: 0x0A) {
            if let code = countyCode(in: line) { (isWanted, isHead) = (code.elementsEqual(wanted), false) }
            guard isWanted else { continue }
            share += line
            share.append(0x0A)
            if !isHead { rows += 1 }
        }
        return rows == 0 ? nil : share
    }

    /// The first `99dddd` that begins a run of at least twelve digits.
    private static func countyCode(in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var start = line.startIndex
        while start < line.endIndex {
            guard isDigit(line[start]) else {
                start += 1
                continue
            }
            var end = start
            while end < line.endIndex, isDigit(line[end]) { end += 1 }
            if end - start >= 12, end - start <= 20, line[start] == 0x39, line[start + 1] == 0x39 { return line[start..<start + 6] }
            start = end
        }
        return nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
