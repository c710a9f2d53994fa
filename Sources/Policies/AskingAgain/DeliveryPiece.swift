import Basics
import Imports
import Storage

/// One file in use: a whole delivery or one that completes it, with the places where it is.
struct DeliveryPiece: Hashable, Sendable {
    var id: Int64
    var parsed: BlobName
    var owners: BlobName?
    var rows: Int
    var region: RegionCode
    var notIn: [RegionCode]

    static func of(_ wholes: [DeliveriesForComparison.Whole]) -> [DeliveryPiece] {
        wholes.flatMap { whole in
            [DeliveryPiece(id: whole.id, parsed: whole.parsed, owners: whole.owners, rows: whole.rows, region: whole.region, notIn: whole.notIn)]
                + whole.supplements.map {
                    DeliveryPiece(id: $0.id, parsed: $0.parsed, owners: $0.owners, rows: $0.rows, region: whole.region, notIn: whole.notIn)
                }
        }
    }
}
