import Actions
import Basics
import Foundation
import Regions
import Storage

/// Takes over the outlines of a file of which every feature was looked at. A region that has an outline already gets the new one; those that the file
/// lacks keep theirs.
package struct ImportMap: Action {
    package struct Shape: Codable, Sendable {
        let feature: Int
        let region: Int64
        let points: Int
        /// As `MapOutline` writes it.
        let outline: Data
    }

    package struct Reject: Codable, Sendable {
        let feature: Int
        let code: String
        let reason: FeatureFault.Kind
        let detail: String
    }

    /// `features` = `drawn` + `unchanged` + `rejected`.
    package struct Outcome: Codable, Sendable, Hashable {
        package let number: Int64
        package let features: Int
        package let drawn: Int
        package let unchanged: Int
        package let rejected: Int
    }

    package static let name = "map.import"
    package static let permission = Permission.mapChange

    let fileName: String
    let shapes: [Shape]
    let rejects: [Reject]

    init(fileName: String, intake: MapIntake) {
        self.fileName = fileName.isEmpty ? "map.geojson" : fileName
        shapes = intake.shapes.map {
            .init(feature: $0.feature, region: $0.region.number, points: $0.outline.points, outline: Data($0.outline.bytes))
        }
        rejects = intake.rejects.map { .init(feature: $0.feature, code: $0.code, reason: $0.fault.kind, detail: $0.fault.detail) }
    }

    package func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    package func perform(in writing: Writing) throws -> Outcome {
        let (known, unknown) = try sorted(in: writing)
        let all = rejects + unknown
        let kept = try stored(known.map(\.region), in: writing.reading)
        let changed = known.filter { kept[$0.region] != [UInt8]($0.outline) }
        let number = try writing.insert(
            into: .mapImports,
            [
                "region": writing.actor.scope.region, "file_name": fileName, "features": Int64(shapes.count + rejects.count),
                "drawn": Int64(changed.count), "unchanged": Int64(known.count - changed.count), "imported_ms": writing.now,
                "account": writing.actor.account,
            ])
        for shape in changed where kept[shape.region] != nil {
            try writing.change(
                .mapShapes, id: shape.region, ["points": Int64(shape.points), "outline": [UInt8](shape.outline), "map_import": number])
        }
        try writing.insertChunk(
            into: .mapShapes,
            changed.filter { kept[$0.region] == nil }.map {
                [.integer($0.region), .integer(Int64($0.points)), .blob([UInt8]($0.outline)), .integer(number)]
            })
        let ids = try writing.newIDs(all.count, for: .mapRejects)
        try writing.insertChunk(
            into: .mapRejects,
            zip(ids, all.sorted { $0.feature < $1.feature }).map {
                [.integer($0), .integer(number), .integer(Int64($1.feature)), .text($1.code), .text($1.reason.rawValue), .text($1.detail)]
            })
        writing.subject = "map/\(number)"
        writing.note("features", Int64(shapes.count + rejects.count))
        writing.note("drawn", Int64(changed.count))
        writing.note("rejected", Int64(all.count))
        return Outcome(
            number: number, features: shapes.count + rejects.count, drawn: changed.count, unchanged: known.count - changed.count,
            rejected: all.count)
    }

    /// Shapes of regions that are in use and the importer's, and rejects for the others. Whose they are is asked first, so that nobody learns of codes
    /// elsewhere.
    private func sorted(in writing: Writing) throws -> ([Shape], [Reject]) {
        var inside: [Shape] = []
        var left: [Reject] = []
        func reject(_ shape: Shape, _ reason: FeatureFault.Kind) {
            left.append(Reject(feature: shape.feature, code: String(shape.region), reason: reason, detail: ""))
        }
        for shape in shapes {
            guard let region = RegionCode(number: shape.region), MapOutline(bytes: [UInt8](shape.outline)) != nil else {
                reject(shape, .badCode)
                continue
            }
            if writing.actor.scope.contains(region) { inside.append(shape) } else { reject(shape, .outside) }
        }
        let unknown = try RegionNames.unknown(
            among: inside.compactMap { RegionCode(number: $0.region) }, on: writing.today, in: writing.reading)
        for shape in inside where RegionCode(number: shape.region).map(unknown.contains) ?? true { reject(shape, .unknownRegion) }
        return (inside.filter { shape in RegionCode(number: shape.region).map { !unknown.contains($0) } ?? false }, left)
    }

    private func stored(_ regions: [Int64], in reading: Reading) throws -> [Int64: [UInt8]] {
        var found: [Int64: [UInt8]] = [:]
        for start in stride(from: 0, to: regions.count, by: 500) {
            let some = Array(regions[start..<min(start + 500, regions.count)])
            for row in try reading.rows("SELECT s.id, s.outline FROM map_shapes s WHERE s.id IN \(list: some)") {
                found[try row.integer("id")] = try row.bytes("outline")
            }
        }
        return found
    }
}
