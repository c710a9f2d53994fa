import Basics
import Testing

@Suite struct RegionCodeTests {
    @Test(arguments: [
        ("52", 520_000_000_000, RegionCode.Level.province, "52"), ("5201", 520_100_000_000, .city, "5201"),
        ("520102", 520_102_000_000, .county, "520102"), ("520102001", 520_102_001_000, .township, "520102001"),
        ("520102001003", 520_102_001_003, .village, "520102001003"), ("520000", 520_000_000_000, .province, "52"),
        ("５２０１", 520_100_000_000, .city, "5201"),
    ])
    func theLevelShowsInTheZeros(text: String, number: Int64, level: RegionCode.Level, prefix: String) throws {
        let code = try RegionCode(text)
        #expect(code.number == number)
        #expect(code.level == level)
        #expect(code.prefix == prefix)
        #expect(code.digits.count == 12)
    }

    @Test func parentsLeadUpToTheProvince() throws {
        var code: RegionCode? = try RegionCode("520102001003")
        var way: [String] = []
        while let here = code {
            way.append(here.prefix)
            code = here.parent
        }
        #expect(way == ["520102001003", "520102001", "520102", "5201", "52"])
    }

    @Test func aRegionContainsWhatSharesItsPrefix() throws {
        let city = try RegionCode("5201")
        #expect(city.contains(try RegionCode("520102001003")))
        #expect(city.contains(city))
        #expect(!city.contains(try RegionCode("52")))
        #expect(!city.contains(try RegionCode("520201")))
        #expect(!(try RegionCode("520102001003")).contains(city))
    }

    @Test func ancestorsAreFoundByLevel() throws {
        let village = try RegionCode("520102001003")
        #expect(village.ancestor(at: .county)?.prefix == "520102")
        #expect(village.ancestor(at: .village) == village)
        #expect(try RegionCode("52").ancestor(at: .county) == nil)
    }

    @Test(arguments: [("", "length"), ("520", "length"), ("5201020010031", "length"), ("52010a", "characters"), ("000000", "province")])
    func otherTextsAreRefused(text: String, code: String) {
        do {
            _ = try RegionCode(text)
            Issue.record("was accepted")
        } catch {
            #expect(error.code.rawValue == "region-code-" + code)
        }
    }

    @Test func numbersOfOtherLengthsAreNoCodes() {
        #expect(RegionCode(number: 520_102) == nil)
        #expect(RegionCode(number: -520_102_001_003) == nil)
        #expect(RegionCode(number: .max) == nil)
    }
}
