import Foundation
import Testing

@testable import Platform

/// Clues about projects: which one, and on whose list.
@Suite struct KeyedCluesTests {
    private static func delivery() throws -> SmallDelivery {
        let delivery = try SmallDelivery()
        try delivery.folder.write(
            """
            name: projects
            title: {zh: 项目, en: Projects}
            publisher: {zh: 测试, en: Test}
            department: register
            legal_basis: {zh: 无, en: None}
            frequency: once
            role: department
            files: [projects]
            anchor: none
            columns:
              - {name: project_id, type: text, title: {zh: 项目编号, en: Number}, required: true}
              - {name: name, type: text, title: {zh: 项目名称, en: Name}, required: true}
              - {name: village_code, type: region, title: {zh: 村代码, en: Village}}
              - {name: budget, type: money, title: {zh: 批复金额, en: Budget}}

            """, to: "DataSources/register/projects/source.yaml")
        try delivery.folder.write(
            "project_id,name,village_code,budget\nXM1,通组路,990102001001,900000\nXM2,饮水工程,,900000\nXM3,\"桥, 两座\",990103,900000\nXM4,小桥,,1\n",
            to: "data/projects.csv")
        try delivery.folder.write(projectRule, to: "PolicyPacks/test/cars/rules/dear-project.yaml")
        try delivery.folder.write(groupRule, to: "PolicyPacks/test/cars/rules/one-car-each.yaml")
        return delivery
    }

    /// About rows that belong to nobody.
    private static let projectRule = """
        id: dear-project
        version: 1
        status: experimental
        title: {zh: 大额项目, en: Dear project}
        subject: {rows: projects}
        outcome: data_error
        severity: 2
        references:
          - {title: 测试文件, section: 第一条}
        in_force: {from: 2018-01-01, until: unknown}
        verified: true
        when: row.budget > yuan(100)
        evidence:
          - {name: budget, zh: 批复金额, en: Budget, value: row.budget}
        message: {zh: "批复 {budget}", en: "{budget}"}
        investigate: {zh: 查项目, en: Look}
        false_positives: [lent_name]
        examples:
          - {title: dear, fires: true, as_of: 2025-06-30, facts: {row: {project_id: X, name: Y, budget: 900}}, evidence: {budget: 90000}}
          - {title: dearer, fires: true, as_of: 2025-06-30, facts: {row: {project_id: X, name: Y, budget: 901}}, evidence: {budget: 90100}}
          - {title: cheap, fires: false, as_of: 2025-06-30, facts: {row: {project_id: X, name: Y, budget: 9}}}
          - {title: unknown, fires: false, as_of: 2025-06-30, facts: {row: {project_id: X, name: Y}}}

        """

    /// About groups, with a clue for each person.
    private static let groupRule = """
        id: one-car-each
        version: 1
        status: experimental
        title: {zh: 按人分组, en: By person}
        subject: {group: vehicles, by: [row.id_number], clue_for: person}
        outcome: warning
        severity: 1
        references:
          - {title: 测试文件, section: 第二条}
        in_force: {from: 2018-01-01, until: unknown}
        verified: true
        when: size(rows) > 0
        evidence:
          - {name: cars, zh: 车辆数, en: Cars, value: size(rows)}
        message: {zh: "{cars} 辆", en: "{cars}"}
        investigate: {zh: 查车, en: Look}
        false_positives: [lent_name]
        examples:
          - {title: one, fires: true, as_of: 2025-06-30, facts: {rows: [{id_number: "990102196001010011"}]}, evidence: {cars: 1}}
          - title: two
            fires: true
            as_of: 2025-06-30
            facts: {rows: [{id_number: "990102196001010011"}, {id_number: "990102196001010011"}]}
            evidence: {cars: 2}
          - {title: none, fires: false, as_of: 2025-06-30, facts: {rows: []}}
          - {title: nothing, fires: false, as_of: 2025-06-30, facts: {rows: []}}

        """

    @Test func everyClueIsOnOneListAndProjectsAreNamed() async throws {
        let delivery = try Self.delivery()
        let run = await delivery.compare()
        #expect(run.status == 0, "\(run.err)")
        let lines = try delivery.folder.read("out/clues.csv").split(separator: "\n").map(String.init)
        #expect(lines[0].hasSuffix(",key,name,id"))
        let projects = lines.filter { $0.hasPrefix("dear-project,") }
        #expect(projects.count == 3)
        #expect(projects.contains { $0.contains(",990102,990102001001,") && $0.hasSuffix(",XM1 / 通组路,,") })
        #expect(projects.contains { $0.contains(",,,test/cars,") && $0.hasSuffix(",XM2 / 饮水工程,,") })
        #expect(projects.contains { $0.contains(",990103,,test/cars,") && $0.hasSuffix(",\"XM3 / 桥, 两座\",,") })
        #expect(lines.filter { $0.hasPrefix("one-car-each,") && $0.hasSuffix(",990102********0011,张*,990102********0011") }.count == 1)
        var listed: [String] = []
        let books = try FileManager.default.contentsOfDirectory(atPath: delivery.folder.file("out/counties"))
        #expect(books.sorted() == ["990102.xlsx", "990103.xlsx", "province.xlsx"])
        for book in books {
            let list = try UnpackedWorkbook(path: delivery.folder.file("out/counties/\(book)"), known: [WorkbookText.clue, WorkbookText.rule])
            listed += list.rows.dropFirst().map { $0[0] }
            #expect(list.text.contains("XM2 / 饮水工程") == (book == "province.xlsx"))
            for id in SmallDelivery.ids { #expect(!list.text.contains(id)) }
        }
        #expect(listed.sorted() == lines.dropFirst().map { String($0.split(separator: ",", omittingEmptySubsequences: false)[5]) }.sorted())
        #expect(try delivery.folder.read("out/counties.csv").split(separator: "\n").contains("990103,dear-project,1"))
    }

    /// Three projects give the same evidence; the explanation is of the one that was asked for.
    @Test func theExplanationIsOfTheProjectAskedFor() async throws {
        let delivery = try Self.delivery()
        #expect(await delivery.compare().status == 0)
        let lines = try delivery.folder.read("out/clues.csv").split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let clue = try #require(lines.first { $0.contains("XM2 / 饮水工程") })
        let listener = HeardConsole()
        let status = await Program.run(
            [
                "explain", String(clue[5]), "--out", delivery.folder.file("out"), "--packs-root", delivery.folder.file("PolicyPacks"),
                "--sources-root", delivery.folder.file("DataSources"), "--json",
            ], on: listener.console)
        #expect(status == 0, "\(listener.err)")
        #expect(listener.out.contains("XM2 / 饮水工程") && listener.out.contains("\"line\" : 3"), "\(listener.out)")
    }
}
