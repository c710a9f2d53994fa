import Basics
import Datasets
import Register
import Testing

@testable import Imports

@Suite struct RowTextTests {
    /// Whoever adds a source with a new column of texts decides how it is shown.
    @Test func everyTextOfEverySourceIsDecidedAbout() {
        let sent = SchemaLoader(root: TestFile.sources).load().schemas.filter { $0.role == .department && OwnerColumn($0) != nil && $0.number != nil }
        #expect(sent.count > 40)
        for schema in sent {
            for column in schema.columns where column.kind == .text {
                #expect(column.declaredShown != nil, "\(schema.folder): \(column.name) needs 'shown'")
            }
            for column in schema.columns where column.kind == .code {
                #expect(column.english.count == column.codes.count, "\(schema.folder): \(column.name) needs 'english'")
            }
        }
    }

    @Test func numbersDiagnosesAndOtherPeopleAreMasked() async throws {
        let schema = try #require(TestFile.schema)
        let heard = try await HeardReading(TestFile.text([TestFile.header] + [TestFile.row(1)]))
        var segment: Segment?
        var words: [[String]?] = []
        for part in heard.parts {
            switch try ParsedPart.decoded(part, schema: schema, file: 0) {
            case .rows(let rows): segment = rows
            case .words(let found): words = found
            }
        }
        let row = OpenDeliveries.FoundRow(segment: try #require(segment), row: 0)
        let text = RowText(schema, words: words, .keys)
        let (line, others) = text.facts(row)
        #expect(line == "就诊类别 门诊，医疗机构 石桥县人民医院，结算日期 2025-09-02")
        #expect(others.contains { $0.name == "诊断" && $0.text == "＊＊＊" })
        #expect(others.contains { $0.text == "17.50 unit.yuan" })
        let all = line + others.map(\.text).joined()
        #expect(!all.contains("高血压") && !all.contains(TestFile.residentID(1)))
        #expect(text.otherName(row, than: "张小1") == nil && text.otherName(row, than: "张大") == "张小1")
    }
}
