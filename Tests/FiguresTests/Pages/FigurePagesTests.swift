import Actions
import Basics
import Foundation
import Register
import Storage
import Tabular
import Testing
import Web
import WebTestSupport

@testable import Figures

@Suite struct FigurePagesTests {
    @Test func everyPageIsDrawnInBothLanguages() async throws {
        try await FiguresWorld.withFigures { site, _ in
            for page in try EveryPage.draw(site) { #expect(!page.html.contains("[["), "\(page.template)") }
        }
    }

    /// Follows every number of a table to its list and counts there.
    @Test func everyNumberOfEveryTableIsTheLengthOfItsList() async throws {
        try await FiguresWorld.withFigures { site, _ in
            var followed = 0
            for table in StatisticsTable.shipped where table.name != "clues" {
                let page = try await site.get("/api/v1/tables/\(table.name)", as: FiguresWorld.actor()).json["data"]
                for index in 0..<(page["lines"].count ?? 0) {
                    for column in 0..<(page["columns"].count ?? 0) {
                        let value = page["lines"][index]["values"][column]
                        guard let link = value["link"].text else { continue }
                        let list = try await site.get("/api/v1" + link, as: FiguresWorld.actor()).json["data"]
                        #expect(list["count"].number == value["count"].number, "\(table.name): \(link)")
                        followed += 1
                    }
                }
            }
            #expect(followed > 20)
        }
    }

    @Test func nobodySeesTheNumbersOfAnotherPlace() async throws {
        try await FiguresWorld.withFigures { site, _ in
            let county = try await site.get("/api/v1/tables/distribution", as: FiguresWorld.actor()).json["data"]
            #expect(county["total"]["values"][0]["count"].number == 4)
            let other = try await site.get("/api/v1/tables/distribution", as: FiguresWorld.actor(FiguresWorld.neighbour)).json["data"]
            #expect(other["total"]["values"][0]["count"].number == 1)
            let foreign = "/tables/distribution?region=\(FiguresWorld.neighbour)"
            #expect(try await site.get(foreign, as: FiguresWorld.actor()).status == 404)
            #expect(try await site.get("/figures?other=\(FiguresWorld.neighbour)", as: FiguresWorld.actor()).status == 404)
            #expect(try await site.get("/tables/nothing", as: FiguresWorld.actor()).status == 404)
            let blind = FiguresWorld.actor(without: .figureRead)
            #expect(try await site.get("/tables/distribution", as: blind).status == 403)
        }
    }

    /// A leader reads numbers, and no list.
    @Test func whoMayNotSeeListsGetsNoLinks() async throws {
        try await FiguresWorld.withFigures { site, _ in
            let page = try await site.get("/tables/distribution", as: FiguresWorld.actor(without: .householdRead))
            #expect(page.status == 200 && !page.text.contains("/households?"))
        }
    }

    @Test func aChangeIsCountedAtOnce() async throws {
        try await FiguresWorld.withFigures { site, _ in
            func poor() async throws -> Int64? {
                try await site.get("/api/v1/tables/distribution", as: FiguresWorld.actor()).json["data"]["total"]["values"][4]["count"].number
            }
            #expect(try await poor() == 2)
            let household = try await site.desk.database.read {
                try $0.count("SELECT h.id FROM households h WHERE h.number = 9900000001")
            }
            let exit = ChangeStatus(
                household: household, to: "exited", on: FiguresWorld.day("2026-11-20"), reason: "评议通过")
            _ = try await site.desk.perform(exit, as: FiguresWorld.actor(), request: .init(id: "exit"))
            #expect(try await poor() == 1)
            // As it stood before.
            let before = try await site.get("/api/v1/tables/distribution?as_of=2026-11-10", as: FiguresWorld.actor()).json["data"]
            #expect(before["total"]["values"][4]["count"].number == 2)
            let list = try await site.get("/api/v1/households?status=poor&as_of=2026-11-10", as: FiguresWorld.actor()).json["data"]
            #expect(list["count"].number == 2)
        }
    }

    @Test func aClosedYearCanBeComparedWith() async throws {
        try await FiguresWorld.withFigures { site, _ in
            let closed = try await site.post(
                "/tables/years", form: [("year", "2026"), ("region", String(FiguresWorld.county))], as: FiguresWorld.actor())
            #expect(closed.status == 303, "\(closed.text)")
            let index = try await site.get("/tables", as: FiguresWorld.actor())
            #expect(index.text.contains("2026-11-22"))
            let page = try await site.get("/figures?against_snapshot=1", as: FiguresWorld.actor())
            #expect(page.status == 200 && page.text.contains("结账时所知道的"))
            #expect(try await site.get("/figures?snapshot=1", as: FiguresWorld.actor(FiguresWorld.neighbour)).status == 404)
            let again = try await site.post(
                "/tables/years", form: [("year", "2026"), ("region", String(FiguresWorld.county))], as: FiguresWorld.actor())
            #expect(again.status == 422)
        }
    }

    @Test func theWorkbookHasTheTablesNumbers() async throws {
        try await FiguresWorld.withFigures { site, _ in
            let answer = try await site.get("/tables/distribution/workbook?below=village", as: FiguresWorld.actor())
            try #require(answer.status == 200)
            let path = FileManager.default.temporaryDirectory.appending(path: "table-\(UUID().uuidString).xlsx").path
            try Data(answer.bytes).write(to: URL(filePath: path))
            defer { try? FileManager.default.removeItem(atPath: path) }
            let rows = try Self.rows(of: path)
            #expect(rows.map { $0[1] } == ["柳树村", "岔口村", "合计"])
            #expect(rows.map { $0[2] } == ["3", "1", "4"])
        }
    }

    /// The cells of the first sheet, below its header.
    private static func rows(of path: String) throws -> [[String]] {
        let source = try TableFile.open(path: path)
        var rows: [[String]] = []
        let (stretch, block) = (Stretch(), RecordBlock())
        while try source.take(stretch, waiting: true) != .end {
            while stretch.next(block) {
                for row in 0..<block.rows {
                    rows.append(
                        (0..<block.columns).map { column in
                            let place = row * block.columns + column
                            let (start, end) = (Int(block.starts[place]), Int(block.ends[place]))
                            return String(decoding: UnsafeBufferPointer(start: block.bytes + start, count: end - start), as: UTF8.self)
                        })
                }
            }
        }
        return rows
    }

    /// Counting a whole province takes longer than somebody waits: they are told, and their browser looks again.
    @Test func whoeverComesBeforeAllIsCountedIsToldToWait() async throws {
        let office = FigureOffice(book: FigureBook(), patience: .zero)
        try await withSite([RegisterFeature.feature(), FiguresFeature.feature(office)], migrations: FiguresWorld.rooms) { site in
            try await FiguresWorld.fill(site.desk)
            let first = try await site.get("/tables/distribution", as: FiguresWorld.actor())
            #expect(first.status == 503 || first.status == 200)
            if first.status == 503 { #expect(first.header("Refresh") == "2" && first.text.contains("正在数")) }
            try await FigureWatch(book: office.book, desk: site.desk).look()
            let again = try await site.get("/tables/distribution", as: FiguresWorld.actor())
            #expect(again.status == 200)
        }
    }

    @Test func aDayThatHasNotComeIsRefused() async throws {
        try await FiguresWorld.withFigures { site, _ in
            for day in ["2031-01-01", "yesterday"] {
                let answer = try await site.get("/figures?as_of=\(day)", as: FiguresWorld.actor())
                #expect(answer.status == 422)
            }
        }
    }
}
