import Basics
import Figures
import Web

/// A sheet with what its regions are worth: areas to press, shades with their bounds in words, and the regions that have no outline.
struct MapPicture: Codable, Sendable {
    struct Area: Codable, Sendable {
        var link: String
        /// What is spoken: the name and its number.
        var spoken: String
        var path: String
        /// `c1` to `c5`; `c0` where there is no number.
        var shade: String
        /// `on` where the text must be light, `dark` where the wall's must be dark.
        var ink: String
        var x: Int
        var y: Int
        var valueY: Int
        /// Nil where there is no room for it.
        var name: String?
        var value: String?
        /// Enough room for its name where letters are large, as on a phone.
        var isRoomy: Bool
    }

    struct Shade: Codable, Sendable {
        var shade: String
        var text: String
    }

    var viewBox: String
    var label: String
    /// Coverage: more is better, so its colours are others than those of problems.
    var isGood: Bool
    var areas: [Area]
    var shades: [Shade]
    /// Places without an outline: they stand in the table only.
    var missing: String?

    static let specimen = MapPicture(
        viewBox: "0 0 700 560", label: "云岭省各市州风险未消除率地图", isGood: false,
        areas: [
            Area(
                link: "/picture?region=990100000000", spoken: "清江市，2,679 户，29.6%", path: "M4 4l300 0 0 300-300 0z", shade: "c3", ink: "", x: 150,
                y: 150,
                valueY: 172, name: "清江市", value: "29.6%", isRoomy: true)
        ],
        shades: [Shade(shade: "c1", text: "20% 以下"), Shade(shade: "c5", text: "40% 及以上")], missing: "新安村")
}

/// One region as it is drawn: its name, its number, where pressing it leads.
struct MapValue: Sendable {
    let region: RegionCode
    let name: String
    /// What decides the shade; nil where there is none.
    let value: Double?
    /// The number as it is written into the map.
    let text: String
    /// What is said of it aloud, without its name.
    let spoken: String
    let link: String
}

extension MapPicture {
    /// `classes`: made of the same values, so that the map and whatever stands beside it have the same bounds.
    init(
        _ sheet: MapSheet, _ values: [MapValue], _ classes: ValueClasses, isGood: Bool, label: String, missing: (String) -> String,
        _ language: Language
    ) {
        let byRegion = Dictionary(values.map { ($0.region, $0) }, uniquingKeysWith: { first, _ in first })
        viewBox = "0 0 \(sheet.width) \(sheet.height)"
        self.label = label
        self.isGood = isGood
        areas = sheet.areas.compactMap { area in byRegion[area.region].map { Area(area, $0, classes, language) } }
        let names = classes.names(language)
        shades = names.indices.map { Shade(shade: "c\(classes.shade(ofClass: $0))", text: names[$0]) }
        let drawn = Set(sheet.areas.map(\.region))
        let without = values.filter { !drawn.contains($0.region) }.map(\.name)
        self.missing =
            without.isEmpty ? nil : missing(without.prefix(12).joined(separator: language == .zh ? "、" : ", ") + (without.count > 12 ? "…" : ""))
    }
}

extension MapPicture.Area {
    /// Height of a line of text in units of the sheet, and how wide a Chinese and a Latin letter are.
    private static let (line, wide, narrow) = (22, 18, 10)

    init(_ area: MapSheet.Area, _ value: MapValue, _ classes: ValueClasses, _ language: Language) {
        let tone = value.value.map { classes.shade(of: $0) }
        link = value.link
        spoken = value.name + (language == .zh ? "，" : ", ") + value.spoken
        path = area.path
        shade = "c\(tone ?? 0)"
        ink = tone == 5 ? "on dark" : tone == 4 ? "dark" : ""
        let width = value.name.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? Self.narrow : Self.wide) }
        // Of a name three quarters may reach over the nearest border: regions are rarely as narrow everywhere.
        let isNamed = area.room * 8 >= width * 3 && area.room >= 20
        let isValued = isNamed && area.room >= 24
        (x, y) = (area.x, isValued ? area.y - 4 : area.y + 6)
        valueY = y + Self.line
        name = isNamed ? value.name : nil
        self.value = isValued ? value.text : nil
        isRoomy = area.room * 4 >= width * 3 && area.room >= 48
    }
}
