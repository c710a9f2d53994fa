import Basics
import Declarations
import PolicyLanguage
import Testing

struct ParameterSettingsTests {
    private func pack(_ id: String, _ parameters: [(String, ValueType)]) -> PolicyPack {
        let title = Bilingual(zh: id, en: id)
        return PolicyPack(
            id: id, title: title, authority: title, area: "", sources: [],
            parameters: parameters.map {
                Parameter(
                    name: $0.0, title: title, type: $0.1, history: [], lastVerifiedOn: nil, verified: true,
                    position: Position(file: id, line: 1))
            }, explanations: [], rules: [])
    }

    private var packs: [PolicyPack] {
        [pack("a/b", [("limit", .money), ("floor", .decimal(unit: "m2"))]), pack("c", [("limit", .int), ("start", .date)])]
    }

    @Test func aNameReachesEveryPackInItsOwnUnit() throws {
        #expect(try ParameterSettings(["limit=60000"], packs: packs).values == ["a/b/limit": .number(6_000_000), "c/limit": .number(60000)])
        #expect(
            try ParameterSettings(["floor=12.5", "start=1970-01-02"], packs: packs).values == ["a/b/floor": .number(1250), "c/start": .number(1)])
    }

    @Test func aNameWithItsPackReachesThatPackAndTheLaterSettingHolds() throws {
        #expect(try ParameterSettings(["c/limit=1", "c/limit=2"], packs: packs).values == ["c/limit": .number(2)])
    }

    @Test(arguments: [
        ("limit", "name=value"), ("=5", "name=value"), ("", "name=value"), ("limt=5", "did you mean limit?"), ("limit=a", "must be"),
        ("floor=1.234", "at most two decimals"), ("c/limit=1.5", "a whole number"), ("start=1970-02-30", "a day such as"),
        ("limit=99999999999999999999", "must be"), ("c/floor=1", "no pack of this run has a parameter"),
    ])
    func whatCannotBeUsedIsSaid(_ text: String, _ words: String) {
        let mistake = #expect(throws: ParameterSettings.Mistake.self) { try ParameterSettings([text], packs: packs) }
        #expect(mistake?.description.contains(words) == true)
    }
}
