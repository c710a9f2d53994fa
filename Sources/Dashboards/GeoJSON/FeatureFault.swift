/// Why a feature of a map cannot be taken. Each has texts in the catalogue: `map.fault.<name>.why` and `.todo`; `detail` fills `{{detail}}` in them.
struct FeatureFault: Error, Hashable, Sendable {
    enum Kind: String, Sendable, CaseIterable, Codable {
        /// It is no JSON that can be read; the detail is the byte within the feature.
        case malformed
        /// It is no feature of GeoJSON.
        case notAFeature = "not-a-feature"
        /// None of the properties that hold codes is there.
        case noCode = "no-code"
        /// The code is none; the detail is what stands there.
        case badCode = "bad-code"
        /// No list of regions has the code.
        case unknownRegion = "unknown-region"
        /// The region lies outside of what the importer may change.
        case outside
        /// A feature before it has the same region; the detail is its number.
        case twice
        case noGeometry = "no-geometry"
        /// Neither Polygon nor MultiPolygon; the detail is what it is.
        case wrongGeometry = "wrong-geometry"
        /// The detail is the ring's number from 1, here and below.
        case openRing = "open-ring"
        /// Fewer than three points that differ, or no area.
        case flatRing = "flat-ring"
        /// It crosses itself or goes round twice.
        case crossedRing = "crossed-ring"
        /// It winds so closely that it cannot be looked over in reasonable time.
        case tangledRing = "tangled-ring"
        /// A number that is no longitude or latitude; the detail is the number.
        case outOfRange = "out-of-range"
        /// The detail is how many there may be.
        case tooManyPoints = "too-many-points"
        case tooLarge = "too-large"
    }

    let kind: Kind
    let detail: String

    init(_ kind: Kind, _ detail: String = "") { (self.kind, self.detail) = (kind, detail) }
}
