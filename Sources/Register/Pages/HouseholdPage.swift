import Web

/// A household's page: who lives here, why they are poor, what is known and from where, what was done, what is open, who looked.
struct HouseholdPage: PageModel {
    static let template = "household"

    struct Crumb: Codable, Sendable { var name: String; var link: String }
    struct Tag: Codable, Sendable { var text: String; var tone: String }
    struct Masked: Codable, Sendable { var masked: String; var reveal: String?; var what: String }
    struct Figure: Codable, Sendable {
        var title: String; var value: String; var unit: String?; var note: String?; var link: String?; var isLate: Bool
    }

    struct Member: Codable, Sendable {
        var person: Int64
        var name: String
        var link: String
        var relation: String
        var sex: String
        var age: String
        var ethnicity: String
        var schooling: String
        var health: String
        var labour: String
        var work: String
        var identity: Masked?
    }

    struct Risk: Codable, Sendable { var name: String; var since: String; var state: String; var isOpen: Bool }
    struct Guarantee: Codable, Sendable { var name: String; var text: String; var state: String }
    struct Fact: Codable, Sendable { var name: String; var text: String }
    struct FactGroup: Codable, Sendable { var title: String; var facts: [Fact] }
    struct Event: Codable, Sendable { var day: String; var text: String; var detail: String?; var learned: String?; var tone: String }
    struct Look: Codable, Sendable { var time: String; var text: String }
    /// Why there is nothing to show of the time asked about, and where something is.
    struct Missing: Codable, Sendable { var what: String; var why: String; var then: Crumb?; var now: Crumb }
    struct Line: Codable, Sendable { var name: String; var basis: String?; var amount: String; var isClass: Bool; var isSum: Bool; var isLate: Bool }

    struct Income: Codable, Sendable {
        var period: String
        var settled: String
        var left: [Line]
        var right: [Line]
    }

    struct AsOfBar: Codable, Sendable {
        var day: String
        var known: String
        var isNow: Bool
        var text: String
        var compare: String?
        var compareLink: String?
    }

    var household: Int64
    var number: Int64
    var title: String
    var crumbs: [Crumb]
    var tags: [Tag]
    var line: String
    var phone: Masked?
    var asOf: AsOfBar
    /// Whether the reader may write, and looks at today.
    var mayChange: Bool
    var missing: Missing?
    var ended: String?
    var figures: [Figure]
    var members: [Member]
    var memberSummary: String
    var lastChange: String?
    var causes: String
    var story: String?
    var risks: [Risk]
    var guarantees: [Guarantee]
    var groups: [FactGroup]
    var income: Income?
    /// Nil when no other room was asked.
    var departments: KnownElsewhere?
    var departmentSummary: String?
    /// Nil when no room tells of clues, or the reader may not see them.
    var clues: HouseholdClues?
    var events: [Event]
    var looks: [Look]
    var lookSummary: String
    var helper: [Fact]
    var changes: [Crumb]
    var leaf: Int64

    var version: Int64? { nil }

    static let specimen = HouseholdPage(
        household: 1, number: 9_900_000_001, title: "田茂林户", crumbs: [Crumb(name: "大坪乡", link: "/households?region=990121204000")],
        tags: [Tag(text: "脱贫户，享受政策", tone: "tag")], line: "5 人·柳树村三组 18 号",
        phone: Masked(masked: "138****2046", reveal: "/households/1/reveals/household_phone", what: "电话"),
        asOf: AsOfBar(
            day: "2026-11-22", known: "", isNow: true, text: "今天", compare: "与 2025-12-31 对照", compareLink: "/households/1?as_of=2025-12-31"),
        mayChange: true, missing: nil, ended: nil,
        figures: [Figure(title: "人均纯收入", value: "8,911.60", unit: "元", note: nil, link: "#i", isLate: false)],
        members: [
            Member(
                person: 1, name: "田茂林", link: "/households/1/people/1", relation: "户主", sex: "男", age: "52", ethnicity: "汉族", schooling: "初中",
                health: "长期慢性病", labour: "弱劳动力", work: "—",
                identity: Masked(masked: "990121********0017", reveal: "/households/1/people/1/reveals/id_number", what: "田茂林的证件号"))
        ], memberSummary: "5 人，有劳动力 2 人", lastChange: nil, causes: "因病", story: nil,
        risks: [Risk(name: "因病", since: "2023-06-14", state: "未消除", isOpen: true)],
        guarantees: [Guarantee(name: "住房", text: "B 级", state: "good")],
        groups: [FactGroup(title: "土地", facts: [Fact(name: "耕地面积", text: "3.20 亩")])],
        income: Income(
            period: "2024-10-01 至 2025-09-30", settled: "9 月 28 日",
            left: [Line(name: "工资性收入", basis: nil, amount: "24,400.00", isClass: true, isSum: false, isLate: false)],
            right: []),
        departments: KnownElsewhere(
            sources: [
                KnownElsewhere.Source(
                    department: "民政局", title: "最低生活保障", data: "2025-09", delivered: "2025-10-08", link: "/deliveries/3",
                    rows: [
                        KnownElsewhere.Row(
                            person: "田茂林", line: "18,204", text: "保障类别 农村B类·月保障金额 320.00 元",
                            facts: [KnownElsewhere.Fact(name: "银行账号", text: "***************0287")])
                    ],
                    more: [KnownElsewhere.Row(person: "张秀英", line: "18,205", text: "保障类别 农村B类", facts: [])], moreTitle: "另有 1 行")
            ], silent: [KnownElsewhere.Silent(department: "公安局", title: "机动车登记", data: "2025-09")],
            unknown: [KnownElsewhere.Silent(department: "税务局", title: "纳税信息", data: nil)]),
        departmentSummary: "按本户 5 人比对",
        clues: HouseholdClues(
            summary: "未销号 1 条，共 3 条", link: "/clues/households/1",
            lines: [HouseholdClues.Line(title: "名下有小型汽车", link: "/clues/1", state: "核查中", mark: "st-work", due: "2026-10-28")]),
        events: [Event(day: "2014-05-08", text: "建档立卡", detail: "主因：因病", learned: nil, tone: "")],
        looks: [Look(time: "2026-11-22 09:00", text: "县专班")], lookSummary: "1 次", helper: [],
        changes: [Crumb(name: "出生", link: "/households/1/births")], leaf: 7)
}
