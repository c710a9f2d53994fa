/// Why a file is no map at all. Each has texts in the catalogue: `map.file.<name>.why` and `.todo`.
struct MapFileFault: Error, Hashable, Sendable {
    enum Kind: String, Sendable, CaseIterable {
        /// It does not begin as JSON does.
        case notJSON = "not-json"
        /// It is JSON, but no FeatureCollection; the detail is what it is.
        case notACollection = "not-a-collection"
        /// TopoJSON, which draws the same maps in another way.
        case topology
        case noFeatures = "no-features"
        case breaksOff = "breaks-off"
        case tooManyFeatures = "too-many-features"
    }

    let kind: Kind
    let detail: String

    init(_ kind: Kind, _ detail: String = "") { (self.kind, self.detail) = (kind, detail) }
}

/// Cuts a FeatureCollection (RFC 7946) into its features while it comes in, so that no more than one of them is ever held as text.
struct MapFile {
    /// One item of `features`, counted from 1; nil bytes for one that is larger than any outline.
    struct Item: Sendable {
        let number: Int
        let bytes: [UInt8]?
    }

    static let largestFeature = 24 << 20
    static let mostFeatures = 200_000

    private enum Place { case begin, top, features, end }

    private var place = Place.begin
    private var depth = 0
    private var isInText = false
    private var isEscaped = false
    private var text: [UInt8] = []
    /// The last name or text at the top, and the name whose value comes next.
    private var name: String?
    private var type: String?
    private var item: [UInt8] = []
    private var isTooLarge = false
    private var hasItem = false
    private(set) var features = 0
    private var hasList = false

    /// The next bytes of the file; gives every feature that ends in them.
    mutating func feed(_ bytes: [UInt8], _ take: (Item) throws -> Void) throws {
        for byte in bytes {
            switch place {
            case .begin: try begin(byte)
            case .top: try top(byte)
            case .features: try feature(byte, take)
            case .end: break
            }
        }
    }

    /// Throws when the file is no map: nothing of it was one.
    func finish() throws(MapFileFault) {
        if place == .begin { throw MapFileFault(.notJSON) }
        if place != .end { throw MapFileFault(.breaksOff) }
        if type == "Topology" { throw MapFileFault(.topology) }
        guard type == "FeatureCollection" else { throw MapFileFault(.notACollection, String((type ?? "—").prefix(40))) }
        guard hasList, features > 0 else { throw MapFileFault(.noFeatures) }
    }

    private mutating func begin(_ byte: UInt8) throws {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF: break
        case UInt8(ascii: "{"): (place, depth) = (.top, 1)
        default: throw MapFileFault(.notJSON)
        }
    }

    /// What stands beside the features: names, and values that are passed over.
    private mutating func top(_ byte: UInt8) throws {
        if isInText { return inText(byte, keeps: depth == 1) }
        switch byte {
        case UInt8(ascii: "\""): (isInText, text) = (true, [])
        case UInt8(ascii: ":") where depth == 1: name = String(decoding: text, as: UTF8.self)
        case UInt8(ascii: ",") where depth == 1: endMember()
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            if depth == 1, byte == UInt8(ascii: "["), name == "features", !hasList { (place, hasList) = (.features, true) }
            depth += 1
            guard depth <= 64 else { throw MapFileFault(.notJSON) }
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
            if depth == 1 { endMember() }
            depth -= 1
            if depth == 0 { place = .end }
        default: break
        }
    }

    private mutating func endMember() {
        if name == "type" { type = String(decoding: text, as: UTF8.self) }
        name = nil
    }

    private mutating func inText(_ byte: UInt8, keeps: Bool) {
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isInText = false
            return
        }
        if keeps, text.count < 200 { text.append(byte) }
    }

    /// Within the list: depth 2 is between its items.
    private mutating func feature(_ byte: UInt8, _ take: (Item) throws -> Void) throws {
        if isInText {
            inText(byte, keeps: false)
            return keep(byte)
        }
        switch byte {
        case UInt8(ascii: ",") where depth == 2: try endItem(take)
        case UInt8(ascii: "]") where depth == 2:
            try endItem(take)
            (place, depth, name) = (.top, 1, nil)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            depth += 1
            keep(byte)
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            guard depth > 2 else { throw MapFileFault(.notJSON) }
            depth -= 1
            keep(byte)
        case UInt8(ascii: "\""):
            isInText = true
            keep(byte)
        case 0x20, 0x09, 0x0A, 0x0D: if hasItem { keep(byte) }
        default: keep(byte)
        }
    }

    private mutating func keep(_ byte: UInt8) {
        hasItem = true
        if item.count < Self.largestFeature { item.append(byte) } else { isTooLarge = true }
    }

    private mutating func endItem(_ take: (Item) throws -> Void) throws {
        defer { (item, isTooLarge, hasItem) = ([], false, false) }
        guard hasItem else { return }
        features += 1
        guard features <= Self.mostFeatures else { throw MapFileFault(.tooManyFeatures, String(Self.mostFeatures)) }
        try take(Item(number: features, bytes: isTooLarge ? nil : item))
    }
}
