import Basics
import Declarations
import Foundation
import PolicyLanguage
import Testing

struct PackLoaderTests {
    @Test func aPackIsAnyFolderWithItsFileHoweverDeep() throws {
        let packs = try SamplePack([
            "hebei/entry/pack.yaml": SamplePack.header, "hebei/entry/rules/first.yaml": SamplePack.rule("first"),
            "national/pack.yaml": SamplePack.header, "national/rules/second.yaml": SamplePack.rule("second"),
        ])
        let (loaded, codes) = packs.load()
        #expect(codes == [])
        #expect(loaded.map(\.id) == ["hebei/entry", "national"])
        #expect(loaded.map(\.area) == ["45", "45"])
        #expect(packs.load(only: ["national"]).packs.flatMap { $0.rules.map(\.id) } == ["second"])
    }

    @Test func aPackThatIsNotThereIsReportedWithTheNearest() throws {
        let packs = try SamplePack(["national/pack.yaml": SamplePack.header, "national/rules/first.yaml": SamplePack.rule("first")])
        let (loaded, diagnostics) = PackLoader(root: packs.root) { _ in SampleVocabulary.vocabulary }.load(only: ["nationl"])
        #expect(loaded.isEmpty)
        #expect(diagnostics.map(\.code) == ["unknown-pack"])
        #expect(diagnostics.first?.suggestion == "national")
    }

    @Test func aFolderWithRulesAndWithoutAPackIsReported() throws {
        let packs = try SamplePack(["forgotten/rules/first.yaml": SamplePack.rule("first")])
        #expect(packs.load().codes == ["missing-pack-file"])
    }

    @Test func aRuleWithAnErrorIsLeftOutAndTheOthersStay() throws {
        let packs = try SamplePack([
            "p/pack.yaml": SamplePack.header, "p/rules/good.yaml": SamplePack.rule("good"),
            "p/rules/bad.yaml": SamplePack.rule("bad", when: "size(person.cars) > 1"),
        ])
        let (loaded, codes) = packs.load()
        #expect(codes == ["unknown-field"])
        #expect(loaded.flatMap { $0.rules.map(\.id) } == ["good"])
    }

    @Test func aBrokenParameterIsReportedOnceAndItsRulesAreLeftOut() throws {
        let packs = try SamplePack([
            "p/pack.yaml": SamplePack.header, "p/rules/good.yaml": SamplePack.rule("good"),
            "p/rules/user.yaml": SamplePack.rule("user", when: "size(person.vehicles) > parameter.vehicle_limit"),
            "p/parameters/vehicle-limit.yaml": SamplePack.limit.replacingOccurrences(of: "value: 2", with: "value: two"),
        ])
        let (loaded, codes) = packs.load()
        #expect(codes == ["parameter-type-mismatch"])
        #expect(loaded.flatMap { $0.rules.map(\.id) } == ["good"])
    }

    @Test func aParameterKeepsItsHistory() throws {
        let packs = try SamplePack([
            "p/pack.yaml": SamplePack.header, "p/parameters/vehicle-limit.yaml": SamplePack.limit,
            "p/rules/user.yaml": SamplePack.rule("user", when: "size(person.vehicles) > parameter.vehicle_limit"),
        ])
        let (loaded, codes) = packs.load()
        #expect(codes == [])
        let limit = try #require(loaded.first?.parameters.first)
        let days = ["2014-12-31", "2015-01-01", "2021-12-31", "2022-01-01"].compactMap { CalendarDate(iso: $0) }
        #expect(days.map { limit.value(on: $0)?.value } == [nil, .number(1), .number(1), .number(2)])
        #expect(loaded.first?.rules.first?.parameters == ["vehicle_limit"])
        #expect(packs.check().errors == 0)
    }

    @Test func aVerifiedRuleOverAnUnverifiedNumberCountsAsUnverified() throws {
        let packs = try SamplePack([
            "p/pack.yaml": SamplePack.header, "p/parameters/vehicle-limit.yaml": SamplePack.limit,
            "p/rules/user.yaml": SamplePack.rule("user", verified: true, when: "size(person.vehicles) > parameter.vehicle_limit"),
        ])
        let (loaded, codes) = packs.load()
        #expect(codes == ["unverified-not-marked"])
        #expect(loaded.first?.rules.first?.verified == false)
    }

    @Test func aFileThatIsNoTextIsReportedAndDoesNotStopTheOthers() throws {
        let packs = try SamplePack(["p/pack.yaml": SamplePack.header, "p/rules/good.yaml": SamplePack.rule("good")])
        try Data([0x69, 0x64, 0x3A, 0xFF, 0xFE]).write(to: URL(filePath: "\(packs.root)/p/rules/bytes.yaml"))
        try packs.write("p/rules/empty.yaml", "")
        let (loaded, codes) = packs.load()
        #expect(codes == ["invalid-utf8", "wrong-kind"])
        #expect(loaded.flatMap { $0.rules.map(\.id) } == ["good"])
    }

    @Test func aPackOutsideTheRootIsCalledByItsFolder() throws {
        let packs = try SamplePack(["deep/down/pack.yaml": SamplePack.header, "deep/down/rules/first.yaml": SamplePack.rule("first")])
        let loader = PackLoader(root: "PolicyPacks") { _ in SampleVocabulary.vocabulary }
        #expect(loader.loadPack(path: "\(packs.root)/deep/down/").pack?.id == "down")
        #expect(loader.loadPack(path: "\(packs.root)/deep").diagnostics.map(\.code) == ["missing-pack-file"])
        let inside = PackLoader(root: packs.root) { _ in SampleVocabulary.vocabulary }
        #expect(inside.loadPack(path: "\(packs.root)/deep/down").pack?.id == "deep/down")
    }

    @Test func anUnknownSpanIsNotInvented() throws {
        let packs = try SamplePack(["p/pack.yaml": SamplePack.header, "p/rules/first.yaml": SamplePack.rule("first", inForce: "unknown")])
        let rule = try #require(packs.load().packs.first?.rules.first)
        #expect(!rule.inForceKnown && rule.inForceFrom == nil && rule.inForceUntil == nil)
    }

    @Test func theVocabularyIsAskedForWithTheSourcesOfTheHeader() throws {
        let packs = try SamplePack([
            "p/pack.yaml": SamplePack.header + "sources: [civil-affairs]\n", "p/rules/first.yaml": SamplePack.rule("first"),
        ])
        var asked: [[String]] = []
        _ = PackLoader(root: packs.root) { header in
            asked.append(header.sources)
            return SampleVocabulary.vocabulary
        }.load(only: nil)
        #expect(asked == [["civil-affairs"]])
    }
}
