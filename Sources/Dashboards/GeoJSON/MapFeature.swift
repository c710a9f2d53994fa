/// One feature of a GeoJSON file (RFC 7946): which region it says it is, and its shape.
struct MapFeature: Sendable {
    let code: String
    let outline: MapOutline

    /// Where codes stand in the files that offices and map services hand out, in the order in which they are believed.
    static let codeNames = ["region", "adcode", "code", "adcode12", "区划代码", "统计用区划代码", "行政区划代码", "gb"]
    /// Points of one feature: the outline of a province at survey scale has fewer.
    static let mostPoints = 400_000

    /// Reads a feature. `codeName`: the property that holds the code, where the file calls it otherwise.
    init(_ bytes: [UInt8], codeName: String? = nil) throws(FeatureFault) {
        var cursor = JSONCursor(bytes)
        var found = Found(names: codeName.map { [$0] } ?? Self.codeNames)
        do {
            try cursor.object { cursor, name in try found.take(name, &cursor) }
            guard cursor.peek() == nil else { throw cursor.fault }
        } catch let fault as FeatureFault {
            throw fault
        } catch {
            throw FeatureFault(.malformed, String(cursor.place))
        }
        guard found.type == "Feature" else { throw FeatureFault(.notAFeature, String((found.type ?? "—").prefix(40))) }
        guard let code = found.code else { throw FeatureFault(.noCode, found.names.joined(separator: ", ")) }
        self.code = code
        guard let geometry = found.geometry else { throw FeatureFault(.noGeometry) }
        outline = try geometry.outline()
    }

    /// What was seen of a feature so far.
    private struct Found {
        let names: [String]
        var type: String?
        var codes: [String: String] = [:]
        var geometry: FeatureGeometry?

        init(names: [String]) { self.names = names }

        var code: String? { names.lazy.compactMap { codes[$0] }.first ?? codes["/id"] }

        mutating func take(_ name: String, _ cursor: inout JSONCursor) throws {
            switch name {
            case "type": type = try cursor.text()
            case "id": codes["/id"] = try Self.codeText(&cursor)
            case "properties":
                guard cursor.peek() == UInt8(ascii: "{") else { return try cursor.skip() }
                try cursor.object { cursor, name in
                    guard names.contains(name) else { return try cursor.skip() }
                    codes[name] = try Self.codeText(&cursor)
                }
            case "geometry":
                guard cursor.peek() == UInt8(ascii: "{") else { return try cursor.skip() }
                geometry = try FeatureGeometry(&cursor)
            default: try cursor.skip()
            }
        }

        /// A code as text or as a number; nil for anything else, or nothing.
        private static func codeText(_ cursor: inout JSONCursor) throws -> String? {
            switch cursor.peek() {
            case UInt8(ascii: "\""):
                let text = try cursor.text()
                return text.isEmpty ? nil : text
            case .some(0x30...0x39), UInt8(ascii: "-"): return String(decoding: try cursor.number(), as: UTF8.self)
            default:
                try cursor.skip()
                return nil
            }
        }
    }
}

/// A geometry as it stands in the file: the type and the numbers, which may come in either order.
struct FeatureGeometry {
    private var type: String?
    /// Where the coordinates stand in the feature, to be read when the type is known.
    private var coordinates: JSONCursor?

    init(_ cursor: inout JSONCursor) throws {
        var (type, coordinates): (String?, JSONCursor?) = (nil, nil)
        try cursor.object { cursor, name in
            switch name {
            case "type": type = try cursor.text()
            case "coordinates":
                coordinates = cursor
                try cursor.skip()
            default: try cursor.skip()
            }
        }
        (self.type, self.coordinates) = (type, coordinates)
    }

    func outline() throws(FeatureFault) -> MapOutline {
        guard type == "Polygon" || type == "MultiPolygon" else { throw FeatureFault(.wrongGeometry, String((type ?? "—").prefix(40))) }
        guard var cursor = coordinates else { throw FeatureFault(.noGeometry) }
        var reader = RingReader()
        do {
            if type == "Polygon" {
                try reader.polygon(&cursor)
            } else {
                try cursor.list { try reader.polygon(&$0) }
            }
        } catch let fault as FeatureFault {
            throw fault
        } catch {
            throw FeatureFault(.malformed, String(cursor.place))
        }
        guard !reader.outline.polygons.isEmpty else { throw FeatureFault(.noGeometry) }
        return reader.outline
    }
}
