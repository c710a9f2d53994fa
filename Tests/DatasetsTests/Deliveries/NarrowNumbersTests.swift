import Testing

@testable import Datasets

@Suite struct NarrowNumbersTests {
    private func roundTrip(_ values: [Int64]) -> (width: Int, values: [Int64]) {
        values.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return (1, []) }
            let width = NarrowNumbers.width(base, values.count)
            let memory = UnsafeMutableRawPointer.allocate(byteCount: values.count * 8, alignment: 8)
            defer { memory.deallocate() }
            NarrowNumbers.write(base, values.count, width: width, to: memory)
            let back = [Int64](unsafeUninitializedCapacity: values.count) { out, filled in
                if let base = out.baseAddress { NarrowNumbers.read(memory, values.count, width: width, to: base) }
                filled = values.count
            }
            return (width, back)
        }
    }

    @Test(
        arguments: [
            (1, [0, 127, -127]), (2, [128]), (2, [-128]), (2, [32_767, -32_767]), (4, [32_768]), (4, [-32_768]),
            (4, [2_147_483_647, -2_147_483_647]),
            (8, [2_147_483_648]), (8, [-2_147_483_648]), (8, [Int64.max, Int64.min + 1]),
        ] as [(Int, [Int64])])
    func theLeastWidthHoldsTheValuesAndWhatIsAbsent(_ width: Int, _ values: [Int64]) {
        let values = values + [absent, 1]
        let result = roundTrip(values)
        #expect(result.width == width)
        #expect(result.values == values)
    }

    @Test func nothingButAbsentNeedsOneByte() {
        let result = roundTrip([absent, absent])
        #expect(result.width == 1)
        #expect(result.values == [absent, absent])
    }
}
