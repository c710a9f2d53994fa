/// A place on the earth in millionths of a degree, some ten centimetres: as fine as any map of regions is drawn.
struct MapPoint: Hashable, Sendable {
    /// East, −180,000,000 to 180,000,000.
    var longitude: Int32
    /// North, −90,000,000 to 90,000,000.
    var latitude: Int32
}

/// The shape of a region: polygons, each an outer ring with the rings of its holes. A ring is not repeated at its end and has three points or more.
struct MapOutline: Hashable, Sendable {
    typealias Ring = [MapPoint]
    var polygons: [[Ring]]

    var points: Int { polygons.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } } }
}

extension MapOutline {
    /// As it is kept: a version, then counts and the differences from point to point, each as a number of as few bytes as it takes.
    var bytes: [UInt8] {
        var out: [UInt8] = [1]
        out.appendCount(polygons.count)
        for polygon in polygons {
            out.appendCount(polygon.count)
            for ring in polygon {
                out.appendCount(ring.count)
                var last = MapPoint(longitude: 0, latitude: 0)
                for point in ring {
                    out.appendDifference(Int64(point.longitude) - Int64(last.longitude))
                    out.appendDifference(Int64(point.latitude) - Int64(last.latitude))
                    last = point
                }
            }
        }
        return out
    }

    /// Nil when the bytes are none of ours.
    init?(bytes: [UInt8]) {
        var reader = OutlineReader(bytes: bytes)
        guard reader.byte() == 1, let count = reader.count() else { return nil }
        var polygons: [[Ring]] = []
        for _ in 0..<count {
            guard let rings = reader.count() else { return nil }
            var polygon: [Ring] = []
            for _ in 0..<rings {
                guard let ring = reader.ring() else { return nil }
                polygon.append(ring)
            }
            polygons.append(polygon)
        }
        guard reader.isAtEnd else { return nil }
        self.polygons = polygons
    }
}

extension [UInt8] {
    fileprivate mutating func appendCount(_ count: Int) {
        var rest = UInt64(count)
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    /// Small numbers of either sign become small numbers.
    fileprivate mutating func appendDifference(_ number: Int64) { appendCount(Int(truncatingIfNeeded: (number << 1) ^ (number >> 63))) }
}

private struct OutlineReader {
    let bytes: [UInt8]
    var place = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    mutating func byte() -> UInt8? {
        guard place < bytes.count else { return nil }
        defer { place += 1 }
        return bytes[place]
    }

    private mutating func number() -> UInt64? {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        while let next = byte(), shift < 63 {
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
            shift += 7
        }
        return nil
    }

    /// A count of things that take a byte at least each, so no more than there are bytes left.
    mutating func count() -> Int? { number().flatMap { $0 <= UInt64(bytes.count - place) ? Int($0) : nil } }

    private mutating func difference() -> Int64? {
        number().map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
    }

    mutating func ring() -> MapOutline.Ring? {
        guard let count = count() else { return nil }
        var ring: MapOutline.Ring = []
        ring.reserveCapacity(count)
        var (x, y): (Int64, Int64) = (0, 0)
        for _ in 0..<count {
            guard let dx = difference(), let dy = difference() else { return nil }
            (x, y) = (x &+ dx, y &+ dy)
            guard let longitude = Int32(exactly: x), let latitude = Int32(exactly: y) else { return nil }
            ring.append(MapPoint(longitude: longitude, latitude: latitude))
        }
        return ring
    }
}
