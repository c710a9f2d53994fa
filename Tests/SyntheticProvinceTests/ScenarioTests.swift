import Foundation
import Testing

@testable import SyntheticProvince

@Suite struct ScenarioTests {
    /// `<authority>/<scheme>/<rule>` of every rule in the repository but the benchmark's.
    private static var rules: Set<String> {
        let root = "\(Sample.root)/PolicyPacks"
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
        return Set(
            paths.filter { $0.contains("/rules/") && $0.hasSuffix(".yaml") && !$0.hasPrefix("benchmark/") }
                .map { $0.replacing("/rules/", with: "/").replacing(".yaml", with: "") })
    }

    @Test func everyRuleHasAScenario() {
        let told = Set((Scenarios.all.map(\.rule) + VillageScenarios.all.map(\.rule)))
        #expect(Self.rules.subtracting(told).sorted() == [])
    }

    @Test func everyScenarioIsOfARule() {
        let told = Scenarios.all.map(\.rule) + VillageScenarios.all.map(\.rule)
        #expect(Set(told).count == told.count)
        #expect(Set(told).subtracting(Self.rules).sorted() == [])
        #expect(Set(Scenarios.all.flatMap(\.alsoFires)).subtracting(Self.rules).sorted() == [])
    }

    @Test func explanationsAreCodesOfThePacks() throws {
        let root = "\(Sample.root)/PolicyPacks"
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix("codes/explanations.yaml") }
        let text = try paths.map { try String(contentsOfFile: "\(root)/\($0)", encoding: .utf8) }.joined()
        for code in Set(Scenarios.all.flatMap(\.explanations)) { #expect(text.contains(code), "\(code)") }
    }

    @Test func breachesAreRecordedAndNoHouseholdTellsTwoScenarios() {
        let province = Sample.province(people: 9000, irregularities: .planted, scenarios: Scenarios.all)
        let maker = province.maker()
        var planted: [PlantedCase] = []
        var mistakes: Set<String> = []
        for village in 0..<maker.tree.villageCount {
            let households = maker.households(of: village) { told in
                if case .breach(let breach) = told { planted.append(breach) }
            }
            for household in households { mistakes.formUnion(household.mistakes) }
        }
        #expect(mistakes == [])
        #expect(planted.count > Scenarios.all.count)
        let households = planted.map(\.household).filter { $0 > 0 }
        #expect(Set(households).count == households.count)
        let real = planted.count { $0.truth == .real }
        #expect((0.08...0.17).contains(Double(real) / Double(planted.count)))
        #expect(planted.allSatisfy { $0.truth != .explained || $0.explanation != nil })
    }

    @Test func theCleanCountyHasNearMissesAndNoBreach() {
        let province = Sample.province(people: 9000, scenarios: Scenarios.all)
        let maker = province.maker()
        #expect(maker.planting.assignments.values.allSatisfy { $0.nearMiss })
        #expect(maker.planting.assignments.count >= Scenarios.all.count)
        var nearMisses: Set<String> = []
        for village in 0..<maker.tree.villageCount {
            _ = maker.households(of: village) { told in
                switch told {
                case .breach: Issue.record("a breach in the clean county")
                case .nearMiss(let miss): nearMisses.insert(miss.rule)
                }
            }
        }
        let told = Set(maker.planting.assignments.values.map { maker.planting.scenarios[$0.scenario].rule })
        #expect(told.subtracting(nearMisses).isEmpty)
    }
}
