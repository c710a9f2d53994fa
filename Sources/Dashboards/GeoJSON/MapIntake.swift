import Basics

/// Sorts the features of a file as they come: those whose shape and code can be read, and those that cannot, with the reason. Whether the codes are
/// in use and the importer's to change is asked afterwards, of the database.
struct MapIntake: Sendable {
    struct Shape: Sendable {
        let feature: Int
        let region: RegionCode
        let outline: MapOutline
    }

    struct Reject: Sendable, Hashable {
        let feature: Int
        /// The code as it stands in the file, as far as it was read.
        let code: String
        let fault: FeatureFault
    }

    /// The property that holds the code, where the file calls it otherwise than usual.
    let codeName: String?
    private var file = MapFile()
    private(set) var shapes: [Shape] = []
    private(set) var rejects: [Reject] = []
    private var seen: [RegionCode: Int] = [:]
    private var points = 0

    /// Points of all shapes together: some hundred megabytes while they are taken in.
    private static let mostPoints = 12_000_000

    init(codeName: String? = nil) { self.codeName = codeName }

    /// Features so far: each is a shape or a reject.
    var features: Int { file.features }

    mutating func feed(_ bytes: [UInt8]) throws {
        var items: [MapFile.Item] = []
        // Also those before the place where the file turns out to be none.
        defer { for item in items { take(item) } }
        try file.feed(bytes) { items.append($0) }
    }

    func finish() throws(MapFileFault) { try file.finish() }

    private mutating func take(_ item: MapFile.Item) {
        var code = ""
        do {
            guard let bytes = item.bytes else { throw FeatureFault(.tooLarge, String(MapFile.largestFeature >> 20)) }
            let feature = try MapFeature(bytes, codeName: codeName)
            code = String(feature.code.prefix(32))
            guard let region = try? RegionCode(feature.code) else { throw FeatureFault(.badCode, code) }
            if let earlier = seen[region] { throw FeatureFault(.twice, String(earlier)) }
            points += feature.outline.points
            guard points <= Self.mostPoints else { throw FeatureFault(.tooManyPoints, String(Self.mostPoints)) }
            seen[region] = item.number
            shapes.append(Shape(feature: item.number, region: region, outline: feature.outline))
        } catch let fault as FeatureFault {
            rejects.append(Reject(feature: item.number, code: code, fault: fault))
        } catch {
            rejects.append(Reject(feature: item.number, code: code, fault: FeatureFault(.malformed)))
        }
    }
}
