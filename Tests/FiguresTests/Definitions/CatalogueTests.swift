import Basics
import Declarations
import Foundation
import Testing

@testable import Figures

@Suite struct CatalogueTests {
    @Test func theShippedFiguresAndTablesAreReadWithoutAComplaint() throws {
        let day = try #require(CalendarDate(iso: "2026-11-22"))
        #expect(FigureCatalogue.shipped.all.count > 100)
        #expect(StatisticsTable.shipped.count >= 14)
        #expect(StatisticsTable.shipped.allSatisfy { !$0.columns.isEmpty })
        let figures = FigureCatalogue.shipped.figures(on: day, line: 7_800)
        #expect(figures.count == FigureCatalogue.shipped.all.count)
        let near = try #require(figures.first { $0.name == "income-near" })
        #expect(near.title.zh == "7800 至 11700 元")
        #expect(near.address(of: nil) == "/households?income_from=7800&income_to=11700")
        let month = try #require(figures.first { $0.name == "taken-in-11" })
        #expect(month.conditions.contains(.init(name: "taken_in", value: "2025-12")))
    }

    @Test func withoutAnIncomeLineNothingIsDrawnByIt() throws {
        let day = try #require(CalendarDate(iso: "2013-01-01"))
        let names = Set(FigureCatalogue.shipped.figures(on: day, line: nil).map(\.name))
        #expect(!names.contains("income-near") && names.contains("income-unknown"))
    }

    @Test(arguments: [
        ("- {name: a, unit: households, zh: 甲, en: A, where: {statsu: poor}}", "did you mean 'status'"),
        ("- {name: a, unit: households, zh: 甲, en: A, of: nothing}", "which is no figure"),
        ("- {name: a, unit: houses, zh: 甲, en: A}", "houses"),
        ("- {name: a, unit: people, zh: 甲, en: A}\n- {name: a, unit: people, zh: 甲, en: A}", "stands twice"),
        ("- {name: a, unit: people, zh: 甲, en: A, each: {criterion: sex, list: nonsense}}", "no code list"),
    ])
    func aWrongDeclarationIsNamed(_ text: String, _ said: String) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "figures-\(UUID().uuidString).yaml").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let log = DiagnosticLog()
        _ = FigureCatalogue(path: path, log)
        let told = log.diagnostics.map(\.description).joined(separator: "\n")
        #expect(told.contains(said), "\(told)")
    }
}
