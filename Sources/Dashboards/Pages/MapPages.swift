import Actions
import Basics
import Web

/// The maps that there are, and the form for the next one.
struct MapPage: PageModel {
    static let template = "map"

    struct Level: Codable, Sendable {
        var name: String
        var drawn: String
        var all: String
        var mark: String
        var state: String
    }

    struct Import: Codable, Sendable {
        var link: String
        var file: String
        var at: String
        var features: String
        var drawn: String
        var unchanged: String
        var rejected: String
    }

    var title: String
    var problems: [FormProblem]
    var levels: [Level]
    var imports: [Import]
    var limit: String
    var client: String

    static let specimen = MapPage(
        title: "地图：80 个区划有轮廓，共 81 个", problems: [], levels: [Level(name: "县", drawn: "14", all: "14", mark: "st-good", state: "齐全")],
        imports: [
            Import(
                link: "/map/imports/1", file: "云岭省.geojson", at: "2026-11-23 11:20", features: "81", drawn: "80", unchanged: "0", rejected: "1")
        ],
        limit: "128 MB", client: "00000000-0000-4000-8000-000000000000")
}

/// What became of one file: every feature of it was drawn, was there already, or stands below with the reason.
struct MapImportPage: PageModel {
    static let template = "map-import"

    struct Reject: Codable, Sendable {
        var feature: Int
        var code: String
        var why: String
        var todo: String
    }

    var title: String
    var file: String
    var at: String
    var features: String
    var drawn: String
    var unchanged: String
    var rejected: String
    var rejects: [Reject]
    /// When there are more than are shown.
    var more: String?

    static let specimen = MapImportPage(
        title: "云岭省.geojson：画出 80 个，没收 1 个", file: "云岭省.geojson", at: "2026-11-23 11:20", features: "81", drawn: "80", unchanged: "0", rejected: "1",
        rejects: [Reject(feature: 81, code: "100000_JD", why: "代码不是区划代码", todo: "请改成区划代码")], more: "只列出前 500 个")
}

extension MapPage {
    init(_ coverage: [MapCoverage.Line], _ imports: [MapImports.Import], _ problems: [FormProblem], _ visit: Visit) {
        let (drawn, all) = (coverage.reduce(0) { $0 + $1.drawn }, coverage.reduce(0) { $0 + $1.all })
        title = visit.text(drawn == 0 ? "map.title.none" : "map.title", ["drawn": Figures.count(drawn), "all": Figures.count(all)])
        self.problems = problems
        levels = coverage.map { line in
            let state = line.drawn == line.all ? "all" : line.drawn == 0 ? "none" : "some"
            return Level(
                name: visit.text("map.level.\(line.level)"), drawn: Figures.count(line.drawn), all: Figures.count(line.all),
                mark: ["all": "st-good", "none": "st-off", "some": "st-warn"][state] ?? "", state: visit.text("map.state.\(state)"))
        }
        self.imports = imports.map { entry in
            Import(
                link: "/map/imports/\(entry.number)", file: entry.file, at: entry.at.chinaText, features: Figures.count(entry.features),
                drawn: Figures.count(entry.drawn), unchanged: Figures.count(entry.unchanged), rejected: Figures.count(entry.rejected))
        }
        limit = "\(MapRoutes.largestFile >> 20) MB"
        client = visit.request.client ?? RandomText.uuid()
    }
}

extension MapImportPage {
    init(_ facts: MapImportFacts.Answer, _ visit: Visit) {
        let entry = facts.entry
        (file, at) = (entry.file, entry.at.chinaText)
        (features, drawn) = (Figures.count(entry.features), Figures.count(entry.drawn))
        (unchanged, rejected) = (Figures.count(entry.unchanged), Figures.count(entry.rejected))
        title = visit.text(
            entry.rejected > 0 ? "map.import.title.rejected" : "map.import.title", ["file": entry.file, "drawn": drawn, "rejected": rejected])
        rejects = facts.rejects.map { reject in
            Reject(
                feature: reject.feature, code: reject.code.isEmpty ? "—" : reject.code,
                why: visit.text("map.fault.\(reject.fault.kind.rawValue).why", ["detail": reject.fault.detail]),
                todo: visit.text("map.fault.\(reject.fault.kind.rawValue).todo", ["detail": reject.fault.detail]))
        }
        more = entry.rejected > Int64(MapImportFacts.most) ? visit.text("map.import.more", ["most": String(MapImportFacts.most)]) : nil
    }
}
