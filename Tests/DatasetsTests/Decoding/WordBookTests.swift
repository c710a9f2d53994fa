import Foundation
import Testing

@testable import Datasets

@Suite struct WordBookTests {
    private func book(_ kind: SourceSchema.Column.Kind, codes: [String] = [], lookups: [String: String] = [:]) -> WordBook {
        WordBook(
            column: .init(name: "status", kind: kind, title: .init(zh: "", en: ""), headers: ["status"], codes: codes, lookups: lookups))
    }

    @Test func aClosedListKnowsItsCodesInTheirOrderAndNothingElse() {
        let book = book(.code, codes: ["在用", "报废"])
        #expect(book.number(of: "在用") == 0)
        #expect(book.number(of: "报废") == 1)
        #expect(book.number(of: "注销") == nil)
        #expect(book.words == ["在用", "报废"])
    }

    @Test func anotherSpellingIsTheCodeItStandsFor() {
        let book = book(.code, codes: ["在用", "报废"], lookups: ["正常": "在用", "B": "报废", "C": "没有这个"])
        #expect(book.number(of: "正常") == 0)
        #expect(book.number(of: "B") == 1)
        #expect(book.number(of: "C") == nil)
    }

    @Test func anOpenListGrowsAndKeepsItsNumbers() {
        let book = book(.word)
        #expect(["五菱", "红旗", "五菱"].map { book.number(of: $0) } == [0, 1, 0])
        #expect(book.words == ["五菱", "红旗"])
    }

    @Test func anOpenListEndsAtItsLimitAndStillKnowsItsWords() {
        let book = book(.word)
        for i in 0..<WordBook.limit { _ = book.number(of: "词\(i)") }
        #expect(book.number(of: "再多一个") == nil)
        #expect(book.number(of: "词17") == 17)
    }

    @Test func wordsThatSeveralThreadsMeetAtOnceGetOneNumberEach() {
        let book = book(.word)
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            for i in 0..<500 { _ = book.number(of: "词\((i * 7 + thread) % 100)") }
        }
        #expect(Set(book.words).count == 100)
        #expect(book.words.count == 100)
        #expect(book.words.enumerated().allSatisfy { book.number(of: $1) == Int64($0) })
    }
}
