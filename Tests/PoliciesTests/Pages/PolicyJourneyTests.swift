import Actions
import Basics
import Comparison
import Datasets
import Foundation
import Imports
import Logging
import PolicyLanguage
import Regions
import Register
import Storage
import TestSupport
import Testing
import Web
import WebTestSupport

@testable import Policies

/// The county installs the packs, compares, tries another value, and two people put it in force.
@Suite struct PolicyJourneyTests {
    private static let rule = "income-below-monitoring-line"
    private static let everything: [Permission] = [.policyRead, .policyRun, .policyPropose, .policyApprove, .householdRead]

    private static func officer(_ account: Int64, region: Int64 = 990_121_000_000) -> Actor {
        Actor(
            account: account, name: "周敏", role: "county-office", permissions: Set(everything + [.workbenchRead]),
            scope: Scope(region: RegionCode(number: region) ?? .init(number: 990_000_000_000)!))
    }

    /// The room served over a fresh database with the tables of the rooms below it, and a worker of jobs beside it. `takers` hear of outcomes.
    private static func site(
        takers: [TakeUp] = [], _ body: @escaping @Sendable (WebTester, @escaping @Sendable () async throws -> Void) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let vault = try Vault(keys: KeyRing(folder: folder.file("keys")))
        let parts = PoliciesParts(
            schemas: ProvinceDesk.schemas, blobs: try BlobStore(folder: folder.file("blobs"), vault: vault),
            packsFolder: "\(ProvinceDesk.root)/PolicyPacks", threads: 2,
            accounts: { accounts, _ in Dictionary(uniqueKeysWithValues: accounts.map { ($0, "顾明") }) },
            regionName: { _, _ in "石桥县" })
        let feature = PoliciesFeature.feature(parts, takers: takers)
        let below = Feature(
            name: "Below", migrations: Migration.regions + Migration.register + Migration.imports + [.registerImports], permissions: [.householdRead])
        try await withSite([below, feature]) { site in
            let worker = JobWorker(desk: site.desk, kinds: feature.jobs, log: Logger(label: "test")) { officer($0) }
            try await body(site) { while try await worker.workOnce() {} }
            withExtendedLifetime(folder) {}
        }
    }

    @Test func aRunIsAskedForDoneAndShown() async throws {
        let taken = Taken()
        try await Self.site(takers: [{ outcome, _ in await taken.take(outcome) }]) { site, work in
            let office = Self.officer(1)
            #expect(try await site.post("/runs", form: [], as: office).status == 409)
            #expect(try await site.post("/rules/install", form: [], as: office).status == 303)
            let started = try await site.post("/runs", form: [("as_of", "2025-06-30")], as: office)
            #expect(started.status == 303 && started.location == "/runs/1")
            // A second one while the first is under way is refused.
            #expect(try await site.post("/runs", form: [], as: office).status == 409)
            #expect(try await site.get("/runs/1", as: office).text.contains("正在排队"))
            try await work()
            // Nobody is registered yet: every rule ran over nobody, or was skipped for want of a source.
            let page = try await site.get("/runs/1", as: office)
            #expect(page.status == 200 && page.text.contains("发现 0 条线索") && page.text.contains("没有送来"))
            let outcome = try #require(await taken.outcomes.first)
            #expect(outcome.run == 1 && outcome.clues.isEmpty && outcome.rules.count > 150 && outcome.extent == .region(990_121_000_000))
            // A neighbouring county does not see it.
            #expect(try await site.get("/runs/1", as: Self.officer(5, region: 990_122_000_000)).status == 404)
            // Twice asked for after the end is twice done; each outcome is handed over once.
            #expect(try await site.post("/runs", form: [("as_of", "2025-06-30")], as: office).location == "/runs/2")
            try await work()
            #expect(await taken.outcomes.map(\.run) == [1, 2])
        }
    }

    @Test func aParameterIsChangedByTwoPeopleForOneCounty() async throws {
        try await Self.site { site, _ in
            let (one, other) = (Self.officer(1), Self.officer(2))
            _ = try await site.post("/rules/install", form: [], as: Self.officer(9, region: 990_000_000_000))
            #expect(try await site.get("/rules", as: one).text.contains("/rules/\(Self.rule)"))
            let before = try await site.get("/rules/\(Self.rule)", as: one)
            #expect(before.status == 200 && before.text.contains("7800"))
            func proposal(_ value: String, from: String = "2026-01-01") -> [(String, String)] {
                [("parameter", "monitoring_line"), ("value", value), ("from", from), ("reference", "县发 [2025] 9 号"), ("reason", "按省定标准")]
            }
            let path = "/rules/\(Self.rule)/proposals"
            #expect(try await site.post(path, form: proposal("八千五"), as: one).status == 422)
            #expect(try await site.post(path, form: proposal("8500", from: "2023-01-01"), as: one).status == 422)
            #expect(try await site.post(path, form: proposal("8500"), as: one).status == 303)
            // Not by oneself, then by another, then not again.
            #expect(try await site.post("/proposals/1/decide", form: [("decision", "approve")], as: one).status == 409)
            #expect(try await site.post("/proposals/1/decide", form: [("decision", "approve")], as: other).status == 303)
            #expect(try await site.post("/proposals/1/decide", form: [("decision", "refuse")], as: other).status == 409)
            let texts = try await site.get("/packs/national/early-warning/2", as: one)
            #expect(texts.status == 200 && texts.text.contains("value: \"8500\"") && texts.text.contains("县发 [2025] 9 号"))
            // What holds elsewhere did not change; what holds here does, from its day on.
            #expect(try await site.get("/packs/national/early-warning/2", as: Self.officer(5, region: 990_122_000_000)).status == 404)
            let library = LawLibrary(schemas: ProvinceDesk.schemas)
            func line(_ actor: Actor, _ day: String) async throws -> (Int?, ParameterAnswer) {
                let date = try #require(CalendarDate(iso: day))
                let found = try await site.desk.ask(FindLaw(library: library, region: actor.scope.region, day: date), as: actor)
                let pack = try #require(found.law.packs.first { $0.id == "national/early-warning" })
                return (found.law.versions[pack.id], .init(value: pack.parameters.first { $0.name == "monitoring_line" }?.value(on: date)?.value))
            }
            #expect(try await line(one, "2025-12-31") == (1, .init(value: .number(780_000))))
            #expect(try await line(one, "2026-01-01") == (2, .init(value: .number(850_000))))
            #expect(try await line(Self.officer(5, region: 990_122_000_000), "2026-01-01") == (1, .init(value: .number(780_000))))
            // The province's law has the county's own version beside it, each in its territory.
            let province = Self.officer(9, region: 990_000_000_000)
            let day = try #require(CalendarDate(iso: "2026-01-01"))
            let law = try await site.desk.ask(FindLaw(library: library, region: province.scope.region, day: day), as: province).law
            #expect(law.versions["national/early-warning@990121000000"] == 2 && law.versions["national/early-warning"] == 1)
            #expect(law.territories["national/early-warning"]?.contains(990_121_001_001) == false)
            #expect(law.territories["national/early-warning@990121000000"]?.contains(990_121_001_001) == true)
        }
    }

    @Test func aValueThatTheRulesOwnExamplesContradictIsNotPutInForce() async throws {
        try await Self.site { site, _ in
            let (one, other) = (Self.officer(1), Self.officer(2))
            _ = try await site.post("/rules/install", form: [], as: Self.officer(9, region: 990_000_000_000))
            // An example of June 2025 says that 7,800 a head is not below the line; a line of 8,500 from January 2025 on would make it so.
            func propose(from: String) async throws {
                _ = try await site.post(
                    "/rules/\(Self.rule)/proposals",
                    form: [("parameter", "monitoring_line"), ("value", "8500"), ("from", from), ("reference", "县发 [2025] 9 号"), ("reason", "按省定标准")],
                    as: one)
            }
            try await propose(from: "2025-01-01")
            let refused = try await site.post("/proposals/1/decide", form: [("decision", "approve")], as: other)
            #expect(refused.status == 409 && refused.text.contains("例子和新的取值不符"))
            let versions = try await site.desk.database.read {
                try $0.count("SELECT MAX(version) FROM policy_packs WHERE pack = 'national/early-warning'")
            }
            #expect(versions == 1)
            // It still waits, and can be refused; from a day after the example it is taken.
            #expect(try await site.post("/proposals/1/decide", form: [("decision", "refuse"), ("why", "日期不对")], as: other).status == 303)
            try await propose(from: "2025-07-01")
            #expect(try await site.post("/proposals/2/decide", form: [("decision", "approve")], as: other).status == 303)
        }
    }

    private struct ParameterAnswer: Equatable { var value: PolicyLanguage.ParameterValue? }

    @Test func anotherValueIsTriedWithoutPuttingItInForce() async throws {
        try await Self.site { site, _ in
            let office = Self.officer(1)
            _ = try await site.post("/rules/install", form: [], as: office)
            let sent = try await site.post("/rules/\(Self.rule)/try", form: [("values.monitoring_line", "8500")], as: office)
            let address = try #require(sent.location)
            #expect(address == "/rules/\(Self.rule)/try?set=monitoring_line%3D8500")
            // The first visit has the data read into memory; a later one has the answer.
            var page = try await site.get(address, as: office)
            for _ in 0..<200 where !page.text.contains("结果一样") {
                try await Task.sleep(for: .milliseconds(50))
                page = try await site.get(address, as: office)
            }
            #expect(page.text.contains("结果一样"))
            #expect(try await site.get("/rules/\(Self.rule)/try?set=monitoring_line%3Dabc", as: office).text.contains("这个值不能用"))
        }
    }

    @Test func aDailyRunIsAskedForAtItsHourAndStopped() async throws {
        try await Self.site { site, _ in
            let office = Self.officer(1)
            #expect(try await site.post("/runs/schedule", form: [("hour", "24")], as: office).status == 422)
            #expect(try await site.post("/runs/schedule", form: [("hour", "2")], as: office).status == 303)
            func waiting() async throws -> Int64 {
                try await site.desk.database.read { try $0.count("SELECT COUNT(*) FROM jobs WHERE kind = 'comparison.daily' AND state = 'waiting'") }
            }
            #expect(try await waiting() == 1)
            #expect(try await site.post("/runs/schedule", form: [("hour", "2")], as: office).status == 303)
            #expect(try await waiting() == 1)
            #expect(try await site.get("/runs", as: office).text.contains("每天 2 时"))
            #expect(try await site.post("/runs/schedule", form: [("hour", "")], as: office).status == 303)
            let left = try await site.desk.database.read { try $0.count("SELECT COUNT(*) FROM comparison_schedules") }
            #expect(left == 0)
        }
    }

    @Test func theNextHourIsTodayOrTomorrowInChina() {
        // 2025-10-21 01:30 in China.
        let now = Moment(milliseconds: 1_760_981_400_000)
        #expect(ScheduledRunJob.next(2, after: now) == (CalendarDate(iso: "2025-10-21")!, 1800))
        #expect(ScheduledRunJob.next(1, after: now) == (CalendarDate(iso: "2025-10-22")!, 84_600))
    }

    @Test func everyPageIsDrawnInBothLanguages() async throws {
        try await Self.site { site, _ in
            let drawn = try EveryPage.draw(site).filter { $0.template.hasPrefix("comparison") || $0.template.hasPrefix("policy") }
            #expect(drawn.count == 12)
        }
    }
}

private actor Taken {
    private(set) var outcomes: [RunOutcome] = []
    func take(_ outcome: RunOutcome) { outcomes.append(outcome) }
}
