import Tabular
import Testing

@testable import Datasets

@Suite struct RejectTests {
    private func rejects(_ rows: [[String]]) throws -> [Reject] {
        let folder = try DeliveryFolder()
        return try DeliveryFolder.read([try folder.write("vehicles.csv", rows)]).rejects[0]
    }

    private func row(_ changes: [Int: String]) -> [String] {
        var row = [DeliveryFolder.residentID(1), "张三", "在用", "五菱", "1", "2020-01-01", "5", "是", "990101"]
        for (index, text) in changes { row[index] = text }
        return row
    }

    @Test(arguments: [
        (2, "拆解", "status", "unknown-code"), (4, "", "price", "required-but-empty"), (4, "一千", "price", "not-an-amount"),
        (5, "2025-02-29", "bought_on", "not-a-date"), (6, "五座", "seats", "not-a-number"), (6, "99999999999999999999", "seats", "number-too-large"),
        (7, "也许", "insured", "not-yes-or-no"), (8, "9901", "village", "not-a-region-code"),
        (1, String(repeating: "长", count: 1_400), "name", "text-too-long"),
    ])
    func aRejectedRowSaysWhereWhichColumnAndWhy(_ column: Int, _ text: String, _ name: String, _ reason: String) throws {
        let found = try rejects([row([:]), row([column: text]), row([:])])
        #expect(found.map(\.line) == [3])
        #expect(found.map(\.column) == [name])
        #expect(found.map(\.reason) == [reason])
        #expect(!found[0].detail.isEmpty)
    }

    @Test func aRowWithSeveralFaultsIsRejectedOnceForTheFirst() throws {
        let found = try rejects([row([2: "拆解", 4: "x", 8: "1"])])
        #expect(found.map(\.column) == ["status"])
    }

    @Test func aRecordWithTooFewFieldsIsRejectedAsAWhole() throws {
        let found = try rejects([row([:]), ["张三", "2"], row([:])])
        #expect(found.map(\.line) == [3])
        #expect(found.map(\.column) == [""])
    }

    @Test func neitherANumberNorANameIsTold() throws {
        let id = DeliveryFolder.residentID(9)
        // The columns have slipped: every cell stands in its neighbour's place.
        for column in 1..<9 {
            for text in [id, "欧阳建国", "13812345678", "ID \(id)"] {
                for reject in try rejects([row([column: text])]) {
                    #expect(!reject.value.contains(id))
                    #expect(!reject.value.contains("13812345678"))
                    #expect(!reject.value.contains("欧阳建国") || ["status", "insured"].contains(reject.column))
                    #expect(!reject.detail.contains(id))
                }
            }
        }
    }

    @Test func whatHelpsToMendTheCellIsTold() {
        #expect(Reject.masked("2025-02-30", .date) == "2025-02-30")
        #expect(Reject.masked("2025年2月30日", .date) == "2025年2月30日")
        #expect(Reject.masked("1.234", .money) == "1.234")
        #expect(Reject.masked("拆解", .code) == "拆解")
        #expect(Reject.masked("9901010010010", .region) == "9901****")
        #expect(Reject.masked("990101199001010019", .personID) == "990101****")
        #expect(Reject.masked("张三的车", .text) == "(4 characters)")
    }
}
