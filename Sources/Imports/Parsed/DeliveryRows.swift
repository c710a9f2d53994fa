import Basics
import Datasets

/// Some rows of one delivery with all their columns, and the words of its coded columns.
package struct DeliveryRows: Sendable {
    package let schema: SourceSchema
    package let segments: [Segment]
    /// By schema column; nil for the others.
    package let words: [[String]?]

    init(schema: SourceSchema, segments: [Segment], words: [[String]?]) { (self.schema, self.segments, self.words) = (schema, segments, words) }

    package init(nothingOf schema: SourceSchema) { self.init(schema: schema, segments: [], words: schema.columns.map { _ in nil }) }

    package var count: Int { segments.reduce(0) { $0 + $1.count } }

    /// Whom they speak of: the numbers of people, or of households; nothing for a source whose rows belong to neither.
    package var owners: (people: Set<IdentityKey>, households: Set<Int64>) {
        guard let column = OwnerColumn(schema) else { return ([], []) }
        var found: Set<UInt64> = []
        for segment in segments { column.forEach(segment) { _, owner in if let owner { found.insert(owner) } } }
        guard column.isOfPeople else { return ([], Set(found.map { Int64(clamping: $0) })) }
        return (Set(found.compactMap { IdentityKey(value: $0) }), [])
    }

    /// The groups they stand in by some columns.
    package func groups(by columns: GroupColumns) -> Set<UInt64> {
        var found: Set<UInt64> = []
        for segment in segments { columns.forEach(segment, words) { _, key in if let key { found.insert(key) } } }
        return found
    }
}

extension DeliveryRows {
    /// The codes of the villages that the rows of a source about villages are about.
    package var villages: Set<Int64> {
        guard let key = schema.key else { return [] }
        var found: Set<Int64> = []
        for segment in segments {
            guard let column = segment.columns[key] else { continue }
            for row in 0..<segment.count {
                var value: Int64 = 0
                NarrowNumbers.read(column.values + row * column.width, 1, width: column.width, to: &value)
                if value != absent { found.insert(value) }
            }
        }
        return found
    }
}
