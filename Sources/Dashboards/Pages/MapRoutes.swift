import Actions
import Basics
import Foundation
import Web

/// Taking over outlines of regions: the page with the form, the upload, and what became of a file.
struct MapRoutes: Sendable {
    static let largestFile = 128 << 20

    var all: [Route] { [page, upload, imported] }

    private var page: Route {
        .page("/map", MapPage.self, needs: .mapChange, summary: "route.map") { visit in try await Self.page(visit, []) }
    }

    private static func page(_ visit: Visit, _ problems: [FormProblem]) async throws -> MapPage {
        MapPage(try await visit.ask(MapCoverage()), try await visit.ask(MapImports()), problems, visit)
    }

    private var upload: Route {
        .upload(
            "/map/imports", needs: .mapChange, summary: "route.map-import", limit: Self.largestFile,
            outcome: try? SchemaRecorder.schema(of: ImportMap.Outcome.self), redo: { visit, problems in try await Self.page(visit, problems) },
            receive: { visit, upload in
                let outcome = try await Self.receive(visit, upload)
                guard visit.format == .html else { return try Answer.data(outcome) }
                return .seeOther("/map/imports/\(outcome.number)")
            })
    }

    private static func receive(_ visit: Visit, _ upload: Upload) async throws -> ImportMap.Outcome {
        var intake = MapIntake()
        do {
            try await upload.receive(
                begin: { upload in
                    let name = upload.fields["property"]?.trimmingCharacters(in: .whitespaces) ?? ""
                    if !name.isEmpty { intake = MapIntake(codeName: String(name.prefix(60))) }
                }, take: { try intake.feed($0) })
            try intake.finish()
        } catch let fault as MapFileFault {
            throw Refusal.invalid("file", fault.problem)
        }
        return try await visit.perform(ImportMap(fileName: upload.fileName, intake: intake)).outcome
    }

    private var imported: Route {
        .page("/map/imports/{map_import}", MapImportPage.self, needs: .mapChange, summary: "route.map-imported") { visit in
            MapImportPage(try await visit.ask(MapImportFacts(number: visit.id("map_import"))), visit)
        }
    }
}

extension MapFileFault {
    static func unreadable(_ path: String) -> Problem {
        Problem(
            "map-file", what: .init(zh: "地图没有导入", en: "the map was not imported"), why: .init(zh: "读不了 \(path)", en: "\(path) cannot be read"),
            remedy: .init(zh: "请核对路径和权限", en: "look at its path and who may read it"))
    }

    /// What, why and what to do.
    var problem: Problem {
        let (why, remedy): (Problem.Text, Problem.Text) =
            switch kind {
            case .notJSON:
                (
                    .init(zh: "文件不是 JSON", en: "it is no JSON"),
                    .init(zh: "请选 GeoJSON 文件（.geojson 或 .json）", en: "choose a GeoJSON file (.geojson or .json)")
                )
            case .notACollection:
                (
                    .init(zh: "文件的类型是 \(detail)，不是 FeatureCollection", en: "its type is \(detail), not FeatureCollection"),
                    .init(zh: "请导出为 FeatureCollection，每个区划一个 Feature", en: "export it as a FeatureCollection with a Feature for each region")
                )
            case .topology:
                (.init(zh: "这是 TopoJSON", en: "it is TopoJSON"), .init(zh: "请转成 GeoJSON 再送", en: "convert it to GeoJSON first"))
            case .noFeatures:
                (.init(zh: "里面没有一个区划", en: "there is no feature in it"), .init(zh: "请检查导出的范围", en: "check what was exported"))
            case .breaksOff:
                (.init(zh: "文件没有完，后面缺了", en: "it breaks off before its end"), .init(zh: "请重新导出或重新上传", en: "export or send it again"))
            case .tooManyFeatures:
                (
                    .init(zh: "超过 \(detail) 个区划", en: "it has more than \(detail) features"),
                    .init(zh: "请按市州分开导入", en: "import it city by city")
                )
            }
        return Problem("map-file", what: .init(zh: "地图没有导入", en: "the map was not imported"), why: why, remedy: remedy)
    }
}
