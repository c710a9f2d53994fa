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

    /// The same with some rows of each file only.
    func source(_ wholes: [DeliveriesForComparison.Whole], _ rows: (DeliveryPiece) throws -> DeliveryRows) throws -> SuppliedSource {
        var joined = JoinedWords(schema)
        var deliveries: [SuppliedDelivery] = []
        for piece in DeliveryPiece.of(wholes) {
            let found = try rows(piece)
            let renumbering = try joined.add(found.words)
            let segments = try found.segments.map(renumbering.applied)
            deliveries.append(
                SuppliedDelivery(
                    name: "delivery/\(piece.id)", territory: Territory(piece.region.codes, except: piece.notIn.map(\.codes)),
                    stretches: segments.count
                ) { stretch, _, _ in segments[stretch] })
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
