import Datasets
import Tabular

/// A file opened against its source: which column stands where, or why its rows cannot be read.
struct FileOpening {
    let schema: SourceSchema
    let records: any RecordSource
    let headers: HeaderMap
    let correction: (delivery: Int64, line: Int, places: Set<Int>)?

    init(path: String, schema declared: SourceSchema, order: ReadingOrder) throws(FileRefusal) {
        let schema = order.mapping.map { FileOpening.mapped(declared, $0, required: order.required) } ?? declared
        var options = TableOptions(unpackedLimit: order.limits.unpacked)
        options.knownHeaders = schema.columns.flatMap(\.headers)
        do throws(TableProblem) { records = try TableFile.open(path: path, options: options) } catch {
            throw FileRefusal(.unreadable, "\(error.what): \(error.why). \(error.advice)")
        }
        headers = HeaderMap.match(schema: schema, header: records.description.header)
        correction = CorrectionColumns.find(in: records.description.header)
        self.schema = schema
    }

    /// The schema as somebody matched it to a file's headers: a column that was matched goes by that header alone, the others by none.
    private static func mapped(_ schema: SourceSchema, _ mapping: [String: String], required: [String]) -> SourceSchema {
        var schema = schema
        for i in schema.columns.indices {
            schema.columns[i].headers = mapping[schema.columns[i].name].map { [$0] } ?? []
            schema.columns[i].required = required.contains(schema.columns[i].name)
        }
        return schema
    }

    /// Throws what keeps all rows from being read: a required column that is missing, or one whose meaning is in doubt.
    func checkHeader() throws(FileRefusal) {
        let names = schema.columns
        if !headers.missing.isEmpty {
            throw FileRefusal(.columnsMissing, headers.missing.map { names[$0].title.zh }.joined(separator: "、"))
        }
        if let doubled = headers.doubled.first { throw FileRefusal(.columnsDoubled, names[doubled.column].title.zh) }
        if let other = headers.otherUnit.first { throw FileRefusal(.otherUnit, "\(names[other.column].title.zh)（\(other.unit)）") }
    }

    /// What the delivery's page says of the file.
    func described(preview: [[String]]) -> OpenedFile {
        let file = records.description
        let header = file.header
        var mapped: [String: String] = [:]
        for (column, place) in headers.places.enumerated() {
            if let place, header.indices.contains(place) { mapped[schema.columns[column].name] = header[place] }
        }
        let unknown = headers.unknown.filter { correction?.places.contains($0) != true }
        return OpenedFile(
            format: file.format.rawValue, encoding: file.encoding.rawValue, delimiter: FileOpening.name(ofDelimiter: file.delimiter),
            byteOrderMark: file.byteOrderMark, sheet: file.sheet, header: header, headerLine: file.headerLine, mapped: mapped,
            unknownHeaders: unknown.compactMap { header.indices.contains($0) ? header[$0] : nil },
            missingColumns: schema.columns.indices.filter { headers.places[$0] == nil && schema.columns[$0].kind != .ignored }
                .map { schema.columns[$0].name },
            corrects: correction?.delivery, preview: preview)
    }

    private static func name(ofDelimiter byte: UInt8?) -> String {
        guard let byte else { return "" }
        return byte == 0x09 ? "TAB" : String(UnicodeScalar(byte))
    }
}
