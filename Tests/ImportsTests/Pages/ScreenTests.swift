import Actions
import Basics
import Foundation
import Tabular
import Testing
import Web
import WebTestSupport

@testable import Imports

/// Writes the room's pages as files for looking at: `YOUSHU_SCREENS=folder swift test --filter ScreenTests`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["YOUSHU_SCREENS"] != nil)) struct ScreenTests {
    @Test func pagesAreWritten() async throws {
        let folder = ProcessInfo.processInfo.environment["YOUSHU_SCREENS"] ?? ""
        try await DeliveryPagesTests.site { site, work in
            let officer = DeliveryPagesTests.officer
            var rows = (0..<4_837).map(TestFile.row)
            for i in 0..<18 { rows[i * 97][5] = "2025-02-30" }
            for i in 0..<9 { rows[i * 61 + 5][0] = "" }
            for i in 0..<5 { rows[i * 83 + 7][6] = "1,284.50圆整" }
            for i in 0..<4 { rows[i * 71 + 11] = Array(rows[i * 71 + 11].dropLast()) }
            for i in 0..<3 { rows[i * 41 + 13] = rows[i * 41 + 12] }
            rows[2000][2] = "体检"
            let earlier = try await site.upload(
                "/deliveries", file: TestFile.text([TestFile.header] + rows.dropLast(120).map { $0 }, .gb18030), named: "石桥县_医保结算_202508.csv",
                fields: [("source", "medical_settlement"), ("period", "2025-08")], as: officer)
            try await work()
            _ = try await site.post((earlier.location ?? "") + "/accept", form: [], as: officer)
            let sent = try await site.upload(
                "/deliveries", file: TestFile.text([TestFile.header] + rows, .gb18030, lineEnd: "\r\n"), named: "石桥县_医保结算_202509_v2.csv",
                fields: [("source", "medical_settlement"), ("period", "2025-09")], as: officer)
            let refused = try await site.upload(
                "/deliveries", file: Array("%PDF-1.7".utf8), named: "扫描件.pdf", fields: [("source", "vehicles"), ("period", "2025-09")], as: officer)
            try await work()
            let sheet = try await site.upload(
                "/register-imports", file: RegisterSheets.households(20), named: "户.csv", fields: [("kind", "households"), ("day", "2025-10-01")],
                as: officer)
            let number = String((sheet.location ?? "").split(separator: "/").last ?? "")
            _ = try await site.upload(
                "/register-imports", file: RegisterSheets.persons(20), named: "人.csv", fields: [("kind", "persons"), ("import", number)], as: officer)
            let pages = [
                ("delivery", sent.location ?? ""), ("refused", refused.location ?? ""), ("departments", "/departments"),
                ("source", "/departments/medical-insurance/medical-settlement"), ("rejects", (sent.location ?? "") + "/rejects"),
                ("submit", "/deliveries/new?source=medical_settlement"), ("imports", "/register-imports"), ("import", sheet.location ?? ""),
            ]
            for (name, path) in pages {
                for language in ["zh-Hans", "en"] {
                    let page = try await site.get(path, as: officer, headers: ["Accept-Language": language])
                    #expect(page.status == 200 && !page.text.contains("⟦"), "\(name)")
                    try page.text.write(toFile: "\(folder)/\(name)-\(language.prefix(2)).html", atomically: true, encoding: .utf8)
                }
            }
        }
    }
}
