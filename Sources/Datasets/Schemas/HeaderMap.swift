/// Which column of a file is which column of its schema, in whatever order the department sent them.
package struct HeaderMap: Sendable, Equatable {
    /// For every column of the schema its place in the file, or nil. Columns of type `ignored` are never placed.
    package var places: [Int?]
    /// Required columns the file does not have, as places in the schema. With one of them no row can be accepted.
    package var missing: [Int]
    /// Headers nobody knows, as places in the file.
    package var unknown: [Int]
    /// Headers that lead to a column another header has already: the column in the schema and the places in the file, the one used first.
    package var doubled: [Doubled]
    /// Headers of a known column in another unit (万元 for 元). Their numbers are not read.
    package var otherUnit: [OtherUnit]

    package struct Doubled: Sendable, Equatable {
        package var column: Int
        package var places: [Int]
    }

    package struct OtherUnit: Sendable, Equatable {
        package var column: Int
        package var place: Int
        package var unit: String
    }

    /// Whether rows can be read: every required column is there and no header is in doubt.
    package var isUsable: Bool { missing.isEmpty && doubled.isEmpty && otherUnit.isEmpty }

    /// Compares headers after trimming, folding full-width forms and blanks; first whole, then without the bracket at the end.
    package static func match(schema: SourceSchema, header: [String]) -> HeaderMap {
        var map = HeaderMap(places: Array(repeating: nil, count: schema.columns.count), missing: [], unknown: [], doubled: [], otherUnit: [])
        let known = KnownHeaders(schema)
        var found: [Int: [Int]] = [:]
        for (place, text) in header.enumerated() {
            let header = HeaderText(text)
            // A nameless column is read past: spreadsheets have them at the right edge.
            if header.whole.isEmpty { continue }
            if let column = known.whole[header.whole] {
                found[column, default: []].append(place)
            } else if let column = known.base[header.base] {
                if let unit = header.note, !HeaderUnits.suit(unit, schema.columns[column]) {
                    map.otherUnit.append(OtherUnit(column: column, place: place, unit: unit))
                } else {
                    found[column, default: []].append(place)
                }
            } else {
                map.unknown.append(place)
            }
        }
        for (column, places) in found.sorted(by: { $0.key < $1.key }) where schema.columns[column].kind != .ignored {
            map.places[column] = places.first
            if places.count > 1 { map.doubled.append(Doubled(column: column, places: places)) }
        }
        map.missing = schema.columns.indices.filter { schema.columns[$0].required && map.places[$0] == nil }
        return map
    }

    /// A schema's headers, whole and without their bracket. Without a bracket two columns may share one: such a header is nobody's.
    private struct KnownHeaders {
        var whole: [String: Int] = [:]
        var base: [String: Int] = [:]

        init(_ schema: SourceSchema) {
            var shared: Set<String> = []
            for (index, column) in schema.columns.enumerated() {
                for text in column.headers {
                    let header = HeaderText(text)
                    if whole[header.whole] == nil { whole[header.whole] = index }
                    if let other = base.updateValue(index, forKey: header.base), other != index { shared.insert(header.base) }
                }
            }
            for name in shared { base[name] = nil }
        }
    }
}
