import Testing

@testable import Datasets

@Suite struct HeaderMapTests {
    private func schema(scale: Int64 = 1) -> SourceSchema {
        var schema = SourceText.schema()
        schema.columns.append(
            .init(
                name: "price", kind: .money, title: .init(zh: "价格", en: "Price"), headers: ["price", "购车价格", "总价（\(scale == 1 ? "元" : "万元")）"],
                scale: scale))
        return schema
    }

    @Test func columnsMayStandInAnyOrder() {
        let map = HeaderMap.match(schema: schema(), header: ["购车价格", "状态", "身份证号"])
        #expect(map.places == [2, 1, 0])
        #expect(map.isUsable)
    }

    @Test(arguments: ["身份证号 ", "\u{FEFF}身份证号", "身份 证号", "身份证号*", "身份证号（必填）", "ＩＤ_number", "ID_Number", "身份证号："])
    func headersAreComparedAsPeopleReadThem(_ header: String) {
        #expect(HeaderMap.match(schema: schema(), header: [header]).places.first == 0)
    }

    @Test func aMissingRequiredColumnIsReported() {
        let map = HeaderMap.match(schema: schema(), header: ["状态", "颜色"])
        #expect(map.missing == [0])
        #expect(map.unknown == [1])
        #expect(!map.isUsable)
    }

    @Test func twoHeadersOfOneColumnAreReported() {
        let map = HeaderMap.match(schema: schema(), header: ["id_number", "状态", "身份证号"])
        #expect(map.doubled == [.init(column: 0, places: [0, 2])])
        #expect(!map.isUsable)
    }

    @Test func aUnitInBracketsIsOptional() {
        #expect(HeaderMap.match(schema: schema(), header: ["身份证号", "购车价格(元)"]).places == [0, nil, 1])
        #expect(HeaderMap.match(schema: schema(), header: ["身份证号", "总价"]).places == [0, nil, 1])
        #expect(HeaderMap.match(schema: schema(), header: ["身份证号", "总价 (单位：元)"]).places == [0, nil, 1])
    }

    @Test func anotherUnitIsNeverReadAsThisOne() {
        let yuan = HeaderMap.match(schema: schema(), header: ["身份证号", "购车价格（万元）"])
        #expect(yuan.places == [0, nil, nil])
        #expect(yuan.otherUnit == [.init(column: 2, place: 1, unit: "万元")])
        #expect(!yuan.isUsable)
        #expect(HeaderMap.match(schema: schema(scale: 10_000), header: ["身份证号", "购车价格（万元）"]).isUsable)
        #expect(!HeaderMap.match(schema: schema(scale: 10_000), header: ["身份证号", "购车价格（元）"]).isUsable)
    }

    @Test func namelessColumnsAreReadPast() {
        let map = HeaderMap.match(schema: schema(), header: ["身份证号", "", "　", "状态"])
        #expect(map.places == [0, 3, nil])
        #expect(map.unknown.isEmpty)
    }

    @Test func ignoredColumnsAreKnownAndNotPlaced() {
        var schema = schema()
        schema.columns.append(.init(name: "note", kind: .ignored, title: .init(zh: "备注", en: "Note"), headers: ["note", "备注"]))
        let map = HeaderMap.match(schema: schema, header: ["身份证号", "备注"])
        #expect(map.unknown.isEmpty)
        #expect(map.places == [0, nil, nil, nil])
    }
}
