import Basics
import Web

/// One clue: what it says and on what, the register and the department side by side, and what the reader may do next.
struct CluePage: PageModel {
    static let template = "clue"

    struct Crumb: Codable, Sendable { var name: String; var link: String }
    struct Fact: Codable, Sendable { var name: String; var text: String }
    /// One line of what both sides say. `differs`: they do not agree, or only the department says it.
    struct Side: Codable, Sendable { var field: String; var register: String; var department: String; var note: String; var differs: Bool }
    struct Source: Codable, Sendable {
        var title: String
        var department: String
        var data: String
        var delivered: String
        var link: String?
        var summary: String
        var sides: [Side]
    }

    struct Stage: Codable, Sendable { var name: String; var detail: String; var mark: String }
    struct Step: Codable, Sendable { var time: String; var text: String; var detail: String; var tone: String }
    struct Photo: Codable, Sendable { var link: String; var shows: String; var caption: String }
    struct Given: Codable, Sendable {
        var verdict: String; var explanation: String?; var said: String; var signature: String; var certificate: String?; var time: String
    }
    struct Other: Codable, Sendable { var link: String; var rule: String; var state: String; var mark: String }
    struct Work: Codable, Sendable { var way: String; var asked: String; var done: String?; var began: String; var ended: String? }

    var clue: Int64
    var title: String
    var crumbs: [Crumb]
    var state: String
    var mark: String
    var place: String
    var holder: String?
    var due: String?
    var left: String
    var isLate: Bool
    var orderLink: String?
    var household: Crumb?
    var stages: [Stage]
    var rule: String
    var ruleName: String
    var ruleLink: String
    var outcome: String
    var outcomeMark: String
    var precision: String
    var precisionOf: String
    var evidence: [Fact]
    var usual: String?
    var sources: [Source]
    /// Datasets that say nothing of them, and those that were not delivered.
    var silent: [Fact]
    var photos: [Photo]
    var verdicts: [Given]
    var others: [Other]
    var othersLink: String?
    var work: [Work]
    /// What followed it; nil when no other room was asked, or nothing can follow.
    var aftermath: Aftermath?
    var steps: [Step]
    var canBegin: Bool
    var canVerify: Bool
    var canReview: Bool
    var canRectify: Bool
    var canFinish: Bool
    var canAsk: Bool
    var canJudge: Bool
    /// Changes of the register that may prove the putting right.
    var changes: [FormOption]
    /// Where the register is changed.
    var changeLinks: [Crumb]
    var form: FormState
    var leaf: Int64

    var version: Int64? { nil }

    static var specimen: CluePage {
        var form = FormState(for: GiveVerdict.self)
        form.choose("verdict", from: [FormOption("confirmed", "属实"), FormOption("notConfirmed", "不属实")])
        form.choose("explanation", from: [FormOption("lent_name", "挂名")])
        return CluePage(
            clue: 1, title: "吉克·阿依：名下有小型汽车", crumbs: [Crumb(name: "线索", link: "/clues")], state: "核查中", mark: "st-work", place: "大坪乡 柳树村",
            holder: "陈大勇", due: "2026-10-28", left: "余 5 个工作日", isLate: false, orderLink: "/tasks/7",
            household: Crumb(name: "田茂林户", link: "/households/1"),
            stages: [Stage(name: "生成", detail: "10-20", mark: "done"), Stage(name: "核查", detail: "10-28 前", mark: "now")], rule: "名下有小型汽车",
            ruleName: "hebei-small-car", ruleLink: "/clues?rule=hebei-small-car", outcome: "一票否决", outcomeMark: "tag-bad", precision: "9.3%",
            precisionOf: "14 ÷ 150", evidence: [Fact(name: "车辆数", text: "1")], usual: "挂名、婚前财产",
            sources: [
                Source(
                    title: "机动车登记", department: "公安局", data: "2025-09", delivered: "2025-10-18", link: "/deliveries/3", summary: "2 项中 1 项不一致",
                    sides: [
                        Side(field: "姓名", register: "吉克·阿依", department: "吉克阿依", note: "写法不同", differs: true),
                        Side(field: "号牌", register: "—", department: "云A***27", note: "第 18,204 行", differs: false),
                    ])
            ], silent: [Fact(name: "商品房合同", text: "无记录")], photos: [Photo(link: "/clues/1/photos/2", shows: "现场", caption: "车辆停放处")],
            verdicts: [Given(verdict: "不属实", explanation: "挂名", said: "车由其弟出资并使用", signature: "陈大勇", certificate: nil, time: "2026-10-21 09:40")],
            others: [Other(link: "/clues/2", rule: "未参加医保", state: "核查中", mark: "st-work")], othersLink: "/clues/households/1",
            work: [Work(way: "改登记册", asked: "登记车辆", done: nil, began: "2026-10-22", ended: nil)],
            aftermath: Aftermath(
                lines: [
                    Aftermath.Line(
                        title: "追缴：低保金", link: "/accountability/1", detail: "4,000.00 / 12,000.00", state: "办理中", mark: "st-work", due: "2026-12-20")
                ], begin: [Aftermath.Begin(name: "问责", link: "/clues/1/measures?kind=discipline")]),
            steps: [Step(time: "2026-10-20 23:02", text: "派发", detail: "周敏", tone: "t-act")], canBegin: true, canVerify: true, canReview: true,
            canRectify: true, canFinish: true, canAsk: true, canJudge: true, changes: [FormOption("4", "更正")],
            changeLinks: [Crumb(name: "更正事实", link: "/households/1/corrections")], form: form, leaf: 9)
    }
}
