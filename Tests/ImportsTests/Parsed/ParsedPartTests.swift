import Datasets
import Tabular
import Testing

@testable import Imports

@Suite struct ParsedPartTests {
    private static func segments(_ heard: HeardReading) throws -> [Segment] {
        let schema = try #require(TestFile.schema)
        return try heard.parts.compactMap {
            if case .rows(let segment) = try ParsedPart.decoded($0, schema: schema, file: 3) { segment } else { nil }
        }
    }

    @Test func acceptedRowsComeBackAsColumns() async throws {
        var rows = (0..<100).map(TestFile.row)
        rows[5][5] = "never"
        rows[6][0] = "no number"
        let heard = try await HeardReading(TestFile.text([TestFile.header] + rows))
        let schema = try #require(TestFile.schema)
        let segment = try #require(try Self.segments(heard).first)
        #expect(segment.count == 99)
        #expect(segment.lines?[5] == 8)
        let key = try #require(schema.key)
        let id = try #require(segment.columns[key])
        #expect(id.unpackedIDs == ["no number"])
        let name = try #require(schema.columns.firstIndex { $0.name == "name" })
        let views = try #require(segment.columns[name]).values.assumingMemoryBound(to: TextView.self)
        let long = views[0]
        #expect(!long.isInline && long.heap == Segment.heapNumber(file: 3, sequence: 0))
        #expect(String(decoding: segment.heap[long.offset..<long.offset + long.length], as: UTF8.self) == "买买提·阿不都热合曼")
    }

    @Test func everyByteThatIsChangedIsFoundOrHarmless() async throws {
        let heard = try await HeardReading(TestFile.text([TestFile.header] + (0..<20).map(TestFile.row)))
        let schema = try #require(TestFile.schema)
        let part = try #require(heard.parts.first)
        // Whatever a broken worker writes: reading it throws or gives a segment, and never reads outside.
        for place in part.indices {
            var bytes = part
            bytes[place] ^= 0xFF
            _ = try? ParsedPart.decoded(bytes, schema: schema, file: 0)
        }
        for length in stride(from: 0, to: part.count, by: 37) {
            #expect(throws: DamagedParts.self) { try ParsedPart.decoded(Array(part[..<length]), schema: schema, file: 0) }
        }
    }
}
