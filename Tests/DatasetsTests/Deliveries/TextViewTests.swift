import Testing

@testable import Datasets

@Suite struct TextViewTests {
    private func text(_ view: TextView) -> [UInt8] {
        withUnsafeBytes(of: view) { Array($0[4..<4 + view.length]) }
    }

    @Test(arguments: 1...12) func upToTwelveBytesStandInside(_ length: Int) {
        let bytes = (0..<length).map { UInt8(0x41 + $0) }
        let view = padded(bytes, TextView.inline)
        #expect(view.isInline)
        #expect(view.length == length)
        #expect(text(view) == bytes)
    }

    @Test func equalTextsAreEqualInAllTheirBits() {
        for length in 1...12 {
            let bytes = Array(repeating: UInt8(0x62), count: length)
            let first = padded(bytes) { p, n in TextView.inline(p, n) }
            let second = padded(bytes + [0x63, 0x64, 0x65]) { p, _ in TextView.inline(p, length) }
            #expect(first.low == second.low)
            #expect(first.high == second.high)
        }
    }

    @Test func aLongTextKnowsItsHeapItsPlaceAndItsBeginning() {
        let view = padded("一个比十二个字节长的地址") { TextView.long($1, prefix: $0, heap: Segment.heapNumber(file: 3, sequence: 7), offset: 1 << 31) }
        #expect(!view.isInline)
        #expect(!view.isAbsent)
        #expect(view.length == 36)
        #expect(view.heap == 3 << 20 | 7)
        #expect(view.offset == 1 << 31)
        #expect(withUnsafeBytes(of: view.low) { Array($0[4..<8]) } == Array("一个".utf8.prefix(4)))
    }

    @Test func absentIsNoText() {
        #expect(TextView.absent.isAbsent)
        #expect(!TextView.absent.isInline)
    }
}
