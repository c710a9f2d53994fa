import Basics
import Testing

@testable import Web

/// Numbers and dates as they are read, and names as the API writes them.
struct FiguresTests {
    @Test func numbersHaveCommasAndARealMinus() {
        #expect(
            [0, 7, 999, 1_000, 48_377, 6_340_000, -1_234].map { Figures.count($0) } == ["0", "7", "999", "1,000", "48,377", "6,340,000", "−1,234"])
        #expect(Figures.count(.min) == "−9,223,372,036,854,775,808")
        #expect(Figures.yuan(Money(fen: 891_160)) == "8,911.60")
        #expect(Figures.yuan(Money(fen: -5)) == "−0.05")
        #expect(Figures.share(104, of: 750) == "13.9%")
        #expect(Figures.share(1, of: 0) == nil)
    }

    @Test func daysAreWrittenForSentences() throws {
        let day = try #require(CalendarDate(year: 2025, month: 10, day: 21))
        #expect(Figures.day(day, .zh) == "10 月 21 日")
        #expect(Figures.day(day, .en, year: true) == "21 October 2025")
        #expect(Figures.weekday(day, .zh) == "星期二")
        #expect(Figures.weekday(CalendarDate(year: 1969, month: 12, day: 31)!, .en) == "Wednesday")
    }

    @Test func namesOfTheAPIAreSnakeCase() {
        #expect(
            ["birthDate", "regionID", "id", "requestURLPath", "a1B"].map(SnakeCase.name) == [
                "birth_date", "region_id", "id", "request_url_path", "a1_b",
            ])
    }

    @Test(arguments: [
        (nil, Language.zh), ("en-US,en;q=0.9", .en), ("fr, zh-CN;q=0.8, en;q=0.7", .zh), ("fr,de", .zh), ("en;q=0, zh;q=0.1", .zh), (";;q=,", .zh),
    ])
    func theBrowsersLanguageIsFollowed(header: String?, language: Language) {
        #expect(Language.wanted(by: header) == language)
    }
}
