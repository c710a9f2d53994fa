import Foundation
import PolicyLanguage
import Testing

@testable import Platform

@Suite struct ReportPageTests {
    @Test func nothingFromOutsideBecomesMarkup() async throws {
        let hostile = "<script>alert(1)</script>\"'&"
        let delivery = try SmallDelivery(name: "<b>张", ruleTitle: hostile)
        try delivery.folder.write(
            "as_of: 2025-06-30\ncounties:\n  - {code: \"990102\", name: '<img src=x>', stands_for: \"13\"}\n", to: "data/province.yaml")
        try delivery.folder.write("x", to: "data/<i>.csv")
        let run = await delivery.compare()
        #expect(run.status == 0, "\(run.err)")
        let page = try delivery.folder.read("out/report.html")
        for tag in ["<script", "<img", "<i>", "<b>张"] { #expect(!page.contains(tag), "\(tag)") }
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"))
    }

    @Test func thePageAllowsItsOwnSheetAndNothingElse() async throws {
        let delivery = try SmallDelivery()
        #expect(await delivery.compare().status == 0)
        let page = try delivery.folder.read("out/report.html")
        #expect(page.contains("content=\"default-src 'none'; style-src 'sha256-"))
        for word in [" style=\"", "http://", "https://", "<script", "url(h"] { #expect(!page.contains(word), "\(word)") }
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"zh-Hans\">"))
    }

    @Test func everyElementThatIsOpenedIsClosed() async throws {
        let delivery = try SmallDelivery(extraRow: "x,not money,2024-01-01\n")
        #expect(await delivery.compare(to: "out", "--set", "price_limit=20000").status == 0)
        let page = try delivery.folder.read("out/report.html")
        for element in ["section", "table", "thead", "tbody", "tr", "td", "th", "svg", "span", "div", "ul", "li", "details", "p", "dl"] {
            let opened = page.ranges(of: "<\(element)>").count + page.ranges(of: "<\(element) ").count
            #expect(opened == page.ranges(of: "</\(element)>").count, "\(element)")
        }
    }

    @Test func theHeadlineIsTheNews() async throws {
        let delivery = try SmallDelivery()
        #expect(await delivery.compare().status == 0)
        #expect(try delivery.folder.read("out/report.html").contains("<h1>发现线索 1 条，涉及 1 户</h1>"))
        #expect(await delivery.compare(to: "none", "--as-of", "2025-06-30").status == 0)
    }

    @Test func aSourceThatHasNotComeIsNamedInBothLanguages() {
        let titles = ["vehicles": "机动车登记"]
        let reason = ReportText.skipped("source vehicles was not received", titles: titles)
        #expect(reason.zh == "缺少 vehicles（机动车登记）的数据，未参加比对")
        #expect(reason.en == "source vehicles was not received")
        #expect(ReportText.skipped("source houses was not received", titles: titles).zh == "缺少 houses 的数据，未参加比对")
        #expect(ReportText.skipped("another reason", titles: titles).zh == "没有参加比对")
    }

    @Test func literalsAreMarkupAndTextsAreNot() {
        let name = "a<b & \"c\""
        let html: HTML = "<td title=\"\(name)\">\(1_234)</td>"
        #expect(html.markup == "<td title=\"a&lt;b &amp; &quot;c&quot;\">1,234</td>")
        #expect(HTML.escaped("a\u{0}b\u{7F}") == "a b ")
    }

    @Test func classesOfShadingCoverEveryNumberAndTheirBoundsAreInOrder() {
        let classes = HeatClasses([0, 1, 1, 2, 3, 5, 8, 13, 21, 340])
        #expect(classes.bounds == classes.bounds.sorted() && Set(classes.bounds).count == classes.bounds.count)
        #expect(classes.classOf(0) == 0 && classes.classOf(1) == 1 && classes.classOf(340) == classes.bounds.count + 1)
        #expect(HeatClasses([]).classOf(5) == 1)
        #expect(HeatClasses([7, 7]).bounds.isEmpty)
    }

    @Test func aShareIsNeverRoundedToAllOrNothing() {
        #expect(PercentText.of(999_999, of: 1_000_000) == "99.9%")
        #expect(PercentText.of(1, of: 1_000_000) == "0.1%")
        #expect(PercentText.of(0, of: 0) == "—")
    }
}
