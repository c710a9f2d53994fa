import Basics
import Foundation
import Testing

@testable import Dashboards

/// What of a file becomes outlines, and that nothing of it is lost.
@Suite struct MapIntakeTests {
    static let square = "[[[100,30],[101,30],[101,31],[100,31],[100,30]]]"

    static func feature(_ code: String, _ coordinates: String = square, type: String = "Polygon") -> String {
        #"{"type":"Feature","properties":{"adcode":\#(code),"name":"石桥县 \"东\" {[,]}"},"geometry":{"type":"\#(type)","coordinates":\#(coordinates)}}"#
    }

    static func collection(_ features: [String]) -> String {
        #"{"name":"甲]}\"乙","crs":{"type":"name","features":[1,2]},"type":"FeatureCollection","features":[\#(features.joined(separator: " ,\n"))],"bbox":[1,2]}"#
    }

    static func taken(_ text: String, codeName: String? = nil, pieces: Int = 7) throws -> MapIntake {
        var intake = MapIntake(codeName: codeName)
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: pieces) { try intake.feed(Array(bytes[start..<min(start + pieces, bytes.count)])) }
        try intake.finish()
        return intake
    }

    /// The fault of the only feature of a file.
    static func fault(_ feature: String) throws -> FeatureFault? {
        let intake = try taken(collection([feature]))
        #expect(intake.features == 1 && intake.shapes.count + intake.rejects.count == 1)
        return intake.rejects.first?.fault
    }

    @Test(arguments: [1, 3, 100_000]) func featuresComeOutWhateverThePiecesTheFileComesIn(pieces: Int) throws {
        let text = Self.collection([
            Self.feature("990121"), Self.feature("\"990122\""), Self.feature("990123", "[\(Self.square)]", type: "MultiPolygon"),
        ])
        let intake = try Self.taken(text, pieces: pieces)
        #expect(intake.rejects.isEmpty)
        #expect(intake.shapes.map(\.region.digits) == ["990121000000", "990122000000", "990123000000"])
        #expect(intake.shapes[0].outline == intake.shapes[2].outline)
        #expect(intake.shapes[0].outline.points == 4)
    }

    @Test func coordinatesAreReadToTheMillionthOfADegree() throws {
        let ring = "[[[-100.1234565,30],[1.01E2,30.5,880],[101,31.0000004],[-100.1234565,30]]]"
        let outline = try #require(try Self.taken(Self.collection([Self.feature("99", ring)])).shapes.first?.outline)
        #expect(outline.polygons[0][0].map(\.longitude) == [-100_123_457, 101_000_000, 101_000_000])
        #expect(outline.polygons[0][0].map(\.latitude) == [30_000_000, 30_500_000, 31_000_000])
    }

    @Test func whatIsKeptComesBackAsItWas() throws {
        let hole = "[[[100,30],[110,30],[110,-40],[100,30]],[[101,29],[102,29],[102,28],[101,29]]]"
        let outline = try #require(try Self.taken(Self.collection([Self.feature("99", hole)])).shapes.first?.outline)
        #expect(MapOutline(bytes: outline.bytes) == outline)
        #expect(MapOutline(bytes: Array(outline.bytes.dropLast())) == nil)
        #expect(MapOutline(bytes: outline.bytes + [0]) == nil)
        #expect(MapOutline(bytes: [1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1]) == nil)
        #expect(MapOutline(bytes: []) == nil)
    }

    @Test(arguments: [
        ("\"100000_JD\"", FeatureFault.Kind.badCode), ("null", .noCode), ("\"\"", .noCode), ("[1]", .noCode), ("12345", .badCode), ("-1", .badCode),
    ]) func aFeatureWithoutAUsableCodeIsRejected(code: String, kind: FeatureFault.Kind) throws {
        #expect(try Self.fault(Self.feature(code))?.kind == kind)
    }

    @Test(arguments: [
        ("[[[100,30],[101,30],[101,31],[100,31]]]", FeatureFault.Kind.openRing),
        ("[[[100,30],[101,30],[100,30]]]", .flatRing), ("[[[100,30],[101,30],[102,30],[100,30]]]", .flatRing), ("[[]]", .flatRing),
        ("[]", .noGeometry),
        ("[[[100,30],[101,31],[101,30],[100,31],[100,30]]]", .crossedRing),
        ("[[[100,30],[101,30],[101,31],[100,30],[101,30],[101,31],[100,30]]]", .crossedRing),
        ("[[[100,30],[181,30],[101,31],[100,30]]]", .outOfRange), ("[[[100,30],[101,-90.0000011],[101,31],[100,30]]]", .outOfRange),
        ("[[[450123.5,3300123.2],[450200,3300123],[450200,3300200],[450123.5,3300123.2]]]", .outOfRange),
        ("[[[1e300,30],[1,1],[2,2],[1e300,30]]]", .outOfRange),
        ("[[[100],[101,30],[101,31],[100]]]", .malformed), ("[[[\"100\",30]]]", .malformed), ("[[100,30]]", .malformed), ("5", .malformed),
    ]) func aRingThatIsNoneIsRejected(coordinates: String, kind: FeatureFault.Kind) throws {
        #expect(try Self.fault(Self.feature("990121", coordinates))?.kind == kind)
    }

    @Test func otherThingsThanAreasAreRejectedByTheirName() throws {
        #expect(try Self.fault(Self.feature("990121", "[100,30]", type: "Point")) == FeatureFault(.wrongGeometry, "Point"))
        #expect(try Self.fault(#"{"type":"Polygon","coordinates":[]}"#) == FeatureFault(.notAFeature, "Polygon"))
        #expect(try Self.fault(#"{"type":"Feature","properties":{"adcode":990121},"geometry":null}"#) == FeatureFault(.noGeometry))
        #expect(try Self.fault(#"{"type":"Feature","properties":{"adcode":990121},}"#)?.kind == .malformed)
        #expect(try Self.fault("null")?.kind == .malformed)
    }

    @Test func ringsMayTouchThemselvesAndTheirHoles() throws {
        let pinched = "[[[100,30],[102,30],[102,32],[101,31],[100,32],[101,31],[100,30]]]"
        #expect(try Self.fault(Self.feature("990121", pinched)) == nil)
    }

    @Test func aRegionStandsOnceAndTheSecondIsListed() throws {
        let intake = try Self.taken(Self.collection([Self.feature("990121"), Self.feature("\"990121000000\"")]))
        #expect(intake.shapes.count == 1)
        #expect(intake.rejects == [.init(feature: 2, code: "990121000000", fault: FeatureFault(.twice, "1"))])
    }

    @Test func thePropertyWithTheCodeMayBeNamed() throws {
        let feature =
            #"{"id":"990122","type":"Feature","properties":{"adcode":990121,"XZQDM":"990123"},"geometry":{"coordinates":\#(Self.square),"type":"Polygon"}}"#
        #expect(try Self.taken(Self.collection([feature])).shapes.first?.region.digits == "990121000000")
        #expect(try Self.taken(Self.collection([feature]), codeName: "XZQDM").shapes.first?.region.digits == "990123000000")
        #expect(try Self.taken(Self.collection([feature]), codeName: "none").shapes.first?.region.digits == "990122000000")
    }

    @Test(arguments: [
        ("", MapFileFault.Kind.notJSON), ("区划代码,名称", .notJSON), ("[1,2]", .notJSON), ("{}", .notACollection),
        (#"{"type":"Feature"}"#, .notACollection),
        (#"{"type":"Topology","objects":{}}"#, .topology), (#"{"type":"FeatureCollection"}"#, .noFeatures),
        (#"{"type":"FeatureCollection","features":[ ]}"#, .noFeatures), (#"{"type":"FeatureCollection","features":[{"type":"#, .breaksOff),
        (#"{"type":"FeatureCollection","features":{}}"#, .noFeatures), (#"{"type":"FeatureCollection","features":[1}"#, .notJSON),
    ]) func aFileThatIsNoMapIsRefusedAsAWhole(text: String, kind: MapFileFault.Kind) {
        #expect(throws: MapFileFault.self) { try Self.taken(text) }
        do { _ = try Self.taken(text) } catch { #expect((error as? MapFileFault)?.kind == kind) }
    }

    @Test func aDeepFileIsRefusedAndDoesNotOverflow() throws {
        let deep = String(repeating: "[", count: 100_000)
        #expect(try Self.fault(Self.feature("990121", deep + String(repeating: "]", count: 100_000)))?.kind == .malformed)
    }

    @Test func aBrokenFileNeverTraps() throws {
        let whole = Array(Self.collection([Self.feature("990121"), Self.feature("\"\\u9752\\ud83d\\ude00\"")]).utf8)
        var random = SystemRandomNumberGenerator()
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<3 { bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
            var intake = MapIntake()
            do {
                try intake.feed(Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random))))
                try intake.finish()
            } catch {}
            #expect(intake.shapes.count + intake.rejects.count == intake.features)
        }
    }

    @Test func manyPointsAreLookedOverInTime() throws {
        // A rugged coast: no two sides cross.
        let points = (0..<20_000).map { number -> MapPoint in
            let (angle, reach) = (Double(number) / 20_000 * 2 * .pi, number % 2 == 0 ? 40e6 : 39.97e6)
            return MapPoint(longitude: Int32(reach * cos(angle)), latitude: Int32(reach * sin(angle)))
        }
        #expect(RingCheck.look(at: points) == .simple)
        var crossed = points
        crossed.swapAt(100, 12_000)
        #expect(RingCheck.look(at: crossed) == .crossed)
    }
}
