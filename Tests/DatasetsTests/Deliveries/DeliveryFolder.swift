import Basics
import Foundation
import Tabular

@testable import Datasets

/// Files of one make-believe source, written and read by a test; gone when the test is.
final class DeliveryFolder {
    let path = FileManager.default.temporaryDirectory.appending(path: "delivery-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    static let header = ["id_number", "name", "status", "brand", "price", "bought_on", "seats", "insured", "village"]

    static let schema = SourceSchema(
        name: "vehicles", title: .init(zh: "机动车", en: "Vehicles"), publisher: .init(zh: "", en: ""), department: "tests", number: nil,
        legalBasis: .init(zh: "", en: ""), frequency: "monthly", role: .department, files: ["vehicles"], anchor: .person, key: 0,
        columns: [
            column("id_number", .personID), column("name", .text), column("status", .code, codes: ["在用", "报废"], lookups: ["正常": "在用"]),
            column("brand", .word), column("price", .money, required: true), column("bought_on", .date), column("seats", .int),
            column("insured", .bool), column("village", .region),
        ], assertions: .init(), folder: "tests/vehicles")

    private static func column(
        _ name: String, _ kind: SourceSchema.Column.Kind, required: Bool = false, codes: [String] = [], lookups: [String: String] = [:]
    ) -> SourceSchema.Column {
        .init(name: name, kind: kind, title: .init(zh: name, en: name), headers: [name], required: required, codes: codes, lookups: lookups)
    }

    /// A valid ID of nobody: area 99xxxx.
    static func residentID(_ serial: Int) -> String {
        let digits: UInt64 = 99_010_119_900_101_000 + UInt64(serial % 1000)
        let check = IdentityKey.check(ofDigits: digits)
        return "\(digits)" + (check == 10 ? "X" : "\(check)")
    }

    @discardableResult func write(_ name: String, _ rows: [[String]], _ options: CSVOptions = CSVOptions()) throws -> String {
        let writer = try CSVWriter(path: "\(path)/\(name)", options: options)
        for row in [Self.header] + rows { try writer.row(row) }
        try writer.close()
        return "\(path)/\(name)"
    }

    @discardableResult func writeWorkbook(_ name: String, _ rows: [[String]]) throws -> String {
        let writer = try WorkbookWriter(path: "\(path)/\(name)")
        try writer.beginSheet("机动车", columns: Self.header.map { .init($0) })
        for row in rows {
            for cell in row { if cell.isEmpty { writer.empty() } else { writer.text(cell) } }
            try writer.endRow()
        }
        try writer.close()
        return "\(path)/\(name)"
    }

    static func read(_ paths: [String], threads: Int = 1, stretchBytes: Int = 1 << 20) throws -> Delivery {
        var options = TableOptions(stretchBytes: stretchBytes, blockBytes: stretchBytes)
        options.sheet = nil
        let plan = ReadingPlan(schema: schema, paths: paths, wanted: schema.columns.map { _ in true }, matcher: EveryRow(), withLines: true)
        guard let delivery = try DeliveryReader(threads: threads, tableOptions: options).read([plan]).first else { throw DeliveryProblem.outOfMemory }
        return delivery
    }

    /// All rows kept, as they would be written down: words by their numbers' texts, cells that are empty as nothing.
    static func rows(_ delivery: Delivery) -> [[String]] {
        delivery.segments.flatMap { segment in
            (0..<segment.count).map { row in delivery.schema.columns.indices.map { cell(delivery, segment, $0, row) } }
        }
    }

    private static func cell(_ delivery: Delivery, _ segment: Segment, _ index: Int, _ row: Int) -> String {
        guard let column = segment.columns[index] else { return "not kept" }
        if column.storage == .texts {
            let view = column.values.assumingMemoryBound(to: TextView.self)[row]
            if view.isAbsent { return "" }
            let inside = column.values.assumingMemoryBound(to: UInt8.self) + row * 16 + 4
            return view.isInline
                ? String(decoding: UnsafeBufferPointer(start: inside, count: view.length), as: UTF8.self)
                : String(decoding: segment.heap[view.offset..<view.offset + view.length], as: UTF8.self)
        }
        var value: Int64 = 0
        NarrowNumbers.read(column.values + row * column.width, 1, width: column.width, to: &value)
        if value == absent { return "" }
        if column.storage == .ids {
            return value >= 0 ? IdentityKey(value: UInt64(value))?.text ?? "?" : column.unpackedIDs[Int(-2 - value)]
        }
        if [.code, .word].contains(delivery.schema.columns[index].kind) { return delivery.books[index]?.words[Int(value)] ?? "?" }
        return "\(value)"
    }
}
