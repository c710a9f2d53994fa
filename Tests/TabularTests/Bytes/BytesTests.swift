import CBytes
import Testing

@testable import Tabular

@Suite struct BytesTests {
    private struct Found: Equatable {
        var places: [UInt32]
        var newlines: UInt32
        var flags: UInt32
    }

    private func found(_ bytes: [UInt8], _ index: (UnsafePointer<UInt8>?, Int, UInt8, UnsafeMutablePointer<UInt32>?) -> BytesIndex) -> Found {
        var places = [UInt32](repeating: 0, count: bytes.count + 64)
        let result = index(bytes, bytes.count, UInt8(ascii: ","), &places)
        return Found(places: Array(places[..<Int(result.count)]), newlines: result.newlines, flags: result.flags)
    }

    /// Text with what matters in it, sound or damaged.
    private func sample(_ random: inout SeededRandom, count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        let pieces = [",", "\n", "a", "\"", "é", "中", "𠮷", "\u{E81E}", "longer ascii text without anything in it, or nearly"]
        while bytes.count < count { bytes.append(contentsOf: (pieces.randomElement(using: &random) ?? "").utf8) }
        if Bool.random(using: &random), !bytes.isEmpty {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        return bytes
    }

    @Test func theVectorFormsFindWhatThePlainOnesFind() {
        var random = SeededRandom(seed: 3)
        for round in 0..<2000 {
            let bytes = sample(&random, count: round % 300)
            #expect(found(bytes, bytes_index) == found(bytes, bytes_index_plain))
            #expect(bytes_check(bytes, bytes.count) == bytes_check_plain(bytes, bytes.count))
            var quote: Int32 = 0
            var plainQuote: Int32 = 0
            #expect(bytes_survey(bytes, bytes.count, &quote) == bytes_survey_plain(bytes, bytes.count, &plainQuote))
            #expect((quote != 0) == (plainQuote != 0))
        }
    }

    @Test func everySequenceOfThreeBytesIsJudgedAsSwiftDoes() {
        var wrong = 0
        for lead in stride(from: 0x70, through: 0xFF, by: 1) {
            for second in 0x7E...0xC1 {
                for third in [0x20, 0x7F, 0x80, 0xBF, 0xC0, 0xE4] {
                    // At the seam between two vectors.
                    var bytes = [UInt8](repeating: 0x20, count: 30) + [UInt8(lead), UInt8(second), UInt8(third), 0x80, 0x20]
                    for _ in 0..<2 {
                        let isSound = String(validating: bytes, as: UTF8.self) != nil
                        if (bytes_check(bytes, bytes.count) & UInt32(BYTES_INVALID_UTF8) == 0) != isSound { wrong += 1 }
                        if (bytes_first_invalid_utf8(bytes, bytes.count) < 0) != isSound { wrong += 1 }
                        bytes.remove(at: 33)
                    }
                }
            }
        }
        #expect(wrong == 0)
    }

    @Test func aCharacterCutOffByTheEndIsFound() {
        for count in [1, 31, 62, 63, 64, 126, 127, 128] {
            let bytes = [UInt8](repeating: 0x61, count: count) + Array("中".utf8).dropLast()
            #expect(bytes_check(bytes, bytes.count) & UInt32(BYTES_INVALID_UTF8) != 0)
        }
    }

    @Test func gb18030IsSoundExactlyWhenItDecodes() {
        var random = SeededRandom(seed: 11)
        for _ in 0..<20_000 {
            let bytes =
                (0..<Int.random(in: 1...6, using: &random)).map { _ in
                    [0x30, 0x39, 0x3A, 0x40, 0x7E, 0x7F, 0x80, 0x81, 0x82, 0x84, 0x90, 0xE3, 0xFE, 0xFF, 0x61].randomElement(using: &random) ?? 0x61
                } as [UInt8]
            #expect((bytes_first_invalid_gb18030(bytes, bytes.count) < 0) == (GB18030.text(bytes) != nil))
        }
    }

    @Test func manyNewlinesAreCounted() {
        let bytes = [UInt8](repeating: UInt8(ascii: "\n"), count: 100_001)
        var quote: Int32 = 0
        #expect(bytes_survey(bytes, bytes.count, &quote) == 100_001)
        #expect(quote == 0)
    }

    @Test func quickReadingOfQuotesAgreesWithTheScanner() {
        var random = SeededRandom(seed: 21)
        let long = "longer text without any of it, sixty-four bytes or nearly so"
        let pieces = ["\"", "\"\"", ",", "\n", "\r\n", "a", "\"x\",", "\"中,\"\"\"\n", "\r", long]
        var quick = 0
        for round in 0..<4000 {
            var bytes: [UInt8] = []
            let kinds = round % 2 == 0 ? pieces.count : 8
            let some = pieces[(round % 4 < 2 ? 2 : 0)..<kinds]
            while bytes.count < round % 300 { bytes.append(contentsOf: (some.randomElement(using: &random) ?? "").utf8) }
            bytes.append(Byte.newline)
            // Places of separators and the last end of a record, as the scanner has them.
            let scanner = RecordScanner(delimiter: Byte.comma, columns: 400)
            var starts = [UInt32](repeating: 0, count: 400)
            var ends = starts
            var at = 0
            var fields = 0
            var isSound = true
            reading: while at < bytes.count {
                switch scanner.scan(bytes, from: at, limit: bytes.count, isLast: true, starts: &starts, ends: &ends) {
                case .record(let next, let count, _): (at, fields) = (next, fields + count)
                default:
                    isSound = false
                    break reading
                }
            }
            let result = found(bytes, bytes_index_quoted)
            let cut = bytes_cut_quoted(bytes, bytes.count, Byte.comma)
            if result.flags & UInt32(BYTES_IRREGULAR) == 0 {
                quick += 1
                // An open quote at the end is not irregular: more bytes may close it, and the last newline lies before it.
                #expect(isSound ? result.places.count == fields && cut == bytes.count : cut < bytes.count)
            }
        }
        #expect(quick > 300)
    }
}
