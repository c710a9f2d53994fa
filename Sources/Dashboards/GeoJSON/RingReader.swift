/// Reads rings of coordinates and checks each: closed, of some area, not crossing itself, within the earth.
struct RingReader {
    private(set) var outline = MapOutline(polygons: [])
    private var ring = 0
    private var points = 0

    mutating func polygon(_ cursor: inout JSONCursor) throws {
        var rings: [MapOutline.Ring] = []
        try cursor.list { cursor in
            ring += 1
            rings.append(try self.ring(&cursor))
        }
        // A polygon without a ring is nothing, and nothing is lost with it.
        if !rings.isEmpty { outline.polygons.append(rings) }
    }

    private mutating func ring(_ cursor: inout JSONCursor) throws -> MapOutline.Ring {
        var points: [MapPoint] = []
        try cursor.list { cursor in
            self.points += 1
            guard self.points <= MapFeature.mostPoints else { throw FeatureFault(.tooManyPoints, String(MapFeature.mostPoints)) }
            points.append(try Self.point(&cursor))
        }
        guard let first = points.first, let last = points.last, points.count >= 4 else { throw FeatureFault(.flatRing, String(ring)) }
        guard first == last else { throw FeatureFault(.openRing, String(ring)) }
        points.removeLast()
        var plain: [MapPoint] = []
        plain.reserveCapacity(points.count)
        for point in points where point != plain.last { plain.append(point) }
        while plain.count > 1, plain.first == plain.last { plain.removeLast() }
        guard plain.count >= 3 else { throw FeatureFault(.flatRing, String(ring)) }
        switch RingCheck.look(at: plain) {
        case .simple: break
        case .crossed: throw FeatureFault(.crossedRing, String(ring))
        case .tangled: throw FeatureFault(.tangledRing, String(ring))
        }
        guard RingCheck.area(of: plain) != 0 else { throw FeatureFault(.flatRing, String(ring)) }
        return plain
    }

    /// Longitude, latitude, and whatever stands behind them.
    private static func point(_ cursor: inout JSONCursor) throws -> MapPoint {
        try cursor.require("[")
        let longitude = try coordinate(&cursor, most: 180)
        try cursor.require(",")
        let latitude = try coordinate(&cursor, most: 90)
        while cursor.takes(",") { try cursor.skip() }
        try cursor.require("]")
        return MapPoint(longitude: longitude, latitude: latitude)
    }

    private static func coordinate(_ cursor: inout JSONCursor, most: Int32) throws -> Int32 {
        let letters = try cursor.number()
        guard let value = Coordinate.millionths(letters) else { throw cursor.fault }
        guard value.magnitude <= most.magnitude * 1_000_000 else {
            throw FeatureFault(.outOfRange, String(decoding: letters.prefix(24), as: UTF8.self))
        }
        return Int32(truncatingIfNeeded: value)
    }
}

/// A decimal number of degrees as millionths of a degree.
enum Coordinate {
    /// Rounded; nil when it is no number. What is larger than any coordinate stays larger.
    static func millionths(_ letters: ArraySlice<UInt8>) -> Int64? {
        var rest = letters
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest = rest.dropFirst() }
        let whole = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest.dropFirst(whole.count)
        guard !whole.isEmpty else { return nil }
        var fraction: ArraySlice<UInt8> = []
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard !fraction.isEmpty else { return nil }
            rest = rest.dropFirst(1 + fraction.count)
        }
        // An exponent is rare; the standard library reads it.
        guard rest.isEmpty, whole.count <= 9 else {
            guard let value = Double(String(decoding: letters, as: UTF8.self)), value.isFinite else { return nil }
            return abs(value) > 1e9 ? (value < 0 ? Int64.min + 1 : .max) : Int64((value * 1_000_000).rounded())
        }
        var value: Int64 = 0
        for digit in whole { value = value * 10 + Int64(digit - 0x30) }
        for place in 0..<6 { value = value * 10 + (place < fraction.count ? Int64(fraction[fraction.startIndex + place] - 0x30) : 0) }
        if fraction.count > 6, fraction[fraction.startIndex + 6] >= UInt8(ascii: "5") { value += 1 }
        return isNegative ? -value : value
    }
}
