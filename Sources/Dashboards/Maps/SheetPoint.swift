/// A place on a drawn sheet, in sixteenths of its unit.
struct SheetPoint: Hashable, Sendable, Comparable {
    static let fine: Int32 = 16

    var x: Int32
    var y: Int32

    static func < (a: SheetPoint, b: SheetPoint) -> Bool { (a.x, a.y) < (b.x, b.y) }
}

/// From degrees to a sheet: as far north as south of the middle every degree is as long as it is there (equirectangular, with the cosine of the middle
/// latitude). A province is small enough for that to look right.
struct SheetProjection: Sendable {
    /// The sheet's largest size in units; its own proportions are kept within it.
    static let (width, height) = (700.0, 560.0)
    private static let margin = 4.0

    private let west: Double
    private let north: Double
    private let scaleX: Double
    private let scaleY: Double
    /// The sheet's own size in units.
    let size: (width: Int, height: Int)

    /// Nil without a point.
    init?(of outlines: some Sequence<MapOutline>) {
        var (west, east, south, north) = (Int32.max, Int32.min, Int32.max, Int32.min)
        for outline in outlines {
            for polygon in outline.polygons {
                for point in polygon.first ?? [] {
                    (west, east) = (min(west, point.longitude), max(east, point.longitude))
                    (south, north) = (min(south, point.latitude), max(north, point.latitude))
                }
            }
        }
        guard west <= east else { return nil }
        let middle = (Double(south) + Double(north)) / 2_000_000
        let narrowing = max(0.05, Cosine.of(degrees: middle))
        let (across, along) = (max(1, Double(east) - Double(west)) * narrowing, max(1, Double(north) - Double(south)))
        let scale = min((Self.width - 2 * Self.margin) / across, (Self.height - 2 * Self.margin) / along)
        (self.west, self.north) = (Double(west), Double(north))
        (scaleX, scaleY) = (scale * narrowing, scale)
        size = (Int((across * scale + 2 * Self.margin).rounded(.up)), Int((along * scale + 2 * Self.margin).rounded(.up)))
    }

    func point(_ point: MapPoint) -> SheetPoint {
        let x = ((Double(point.longitude) - west) * scaleX + Self.margin) * Double(SheetPoint.fine)
        let y = ((north - Double(point.latitude)) * scaleY + Self.margin) * Double(SheetPoint.fine)
        return SheetPoint(x: Int32(x.rounded()), y: Int32(y.rounded()))
    }
}
