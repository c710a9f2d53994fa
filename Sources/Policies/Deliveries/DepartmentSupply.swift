import Actions
import Basics
import Comparison
import Datasets
import Imports
import Storage

/// The accepted deliveries of one source as the engine takes them: their parts where they lie, their words in one numbering.
struct DepartmentSupply {
    let schema: SourceSchema
    let blobs: BlobStore

    /// Reads nothing but the words of each delivery.
    func source(_ wholes: [DeliveriesForComparison.Whole]) throws -> SuppliedSource {
        var joined = JoinedWords(schema)
        var deliveries: [SuppliedDelivery] = []
        for whole in wholes {
            let territory = Territory(whole.region.codes, except: whole.notIn.map(\.codes))
            for (id, blob) in [(whole.id, whole.parsed)] + whole.supplements.map({ ($0.id, $0.parsed) }) {
                let parts = try ParsedStretches(blob, from: blobs, schema: schema)
                let renumbering = try joined.add(parts.words)
                deliveries.append(
                    SuppliedDelivery(name: "delivery/\(id)", territory: territory, stretches: parts.count) { stretch, wanted, file in
                        try renumbering.applied(to: try parts.segment(stretch, wanted: wanted, file: file))
                    })
            }
        }
        return SuppliedSource(schema: schema, books: joined.books, deliveries: deliveries)
    }

    /// The same with the rows of a few people and households only; nil when one of the deliveries has no index.
    func source(_ wholes: [DeliveriesForComparison.Whole], of people: [IdentityKey], households: [Int64], _ rows: OwnedRows) throws -> SuppliedSource?
    {
        var joined = JoinedWords(schema)
        var deliveries: [SuppliedDelivery] = []
        for whole in wholes {
            let territory = Territory(whole.region.codes, except: whole.notIn.map(\.codes))
            for (id, parsed, owners) in [(whole.id, whole.parsed, whole.owners)] + whole.supplements.map({ ($0.id, $0.parsed, $0.owners) }) {
                guard let owners else { return nil }
                let found = try rows.rows(of: people, households: households, in: parsed, by: owners, schema: schema)
                let renumbering = try joined.add(found.words)
                let segments = try found.segments.map(renumbering.applied)
                deliveries.append(
                    SuppliedDelivery(name: "delivery/\(id)", territory: territory, stretches: segments.count) { stretch, _, _ in segments[stretch] })
            }
        }
        return SuppliedSource(schema: schema, books: joined.books, deliveries: deliveries)
    }

    /// All rows as one delivery that nobody is matched to: the register's own file of villages.
    func whole(_ wholes: [DeliveriesForComparison.Whole], wanted: [Bool]) throws -> Delivery {
        let source = try source(wholes)
        var segments: [Segment] = []
        var files: [FileReport] = []
        for (file, delivery) in source.deliveries.enumerated() {
            var report = FileReport(supplied: delivery.name, of: schema)
            for stretch in 0..<delivery.stretches {
                let segment = try delivery.read(stretch, wanted, file)
                report.rows += segment.count
                report.accepted += segment.count
                segments.append(segment)
            }
            files.append(report)
        }
        return Delivery(schema: schema, files: files, segments: segments, books: source.books, rejects: files.map { _ in [] })
    }
}
