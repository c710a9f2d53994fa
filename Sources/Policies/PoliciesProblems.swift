import Basics

extension Problem {
    static let noLaw = Problem(
        "no-law", what: .init(zh: "没有可用的规则", en: "there are no rules to compare with"),
        why: .init(zh: "还没有装入规则包", en: "no policy pack has been installed"),
        remedy: .init(zh: "请先到“规则”页装入随程序带来的规则包", en: "install the packs that come with the program, on the page of rules"))

    static let runUnderWay = Problem(
        "run-under-way", what: .init(zh: "没有再开始一次比对", en: "no other comparison was begun"),
        why: .init(zh: "本地区的一次比对还在进行", en: "one of this region is still under way"),
        remedy: .init(zh: "等它完成再比对", en: "wait until it has ended"))

    static let dayAhead = Problem(
        "day-ahead", what: .init(zh: "不能按这一天比对", en: "no comparison as of this day"), why: .init(zh: "这一天还没有到", en: "it has not come yet"),
        remedy: .init(zh: "请填今天或以前的日期", en: "give today or an earlier day"))

    static func badValue(_ form: String) -> Problem {
        Problem(
            "bad-value", what: .init(zh: "这个值不能用", en: "the value cannot be used"),
            why: .init(zh: "应当是：\(form)", en: "it should be \(form)"), remedy: .init(zh: "请照样子填写", en: "write it like that"))
    }

    static let notLater = Problem(
        "not-later", what: .init(zh: "不能从这一天起生效", en: "it cannot be in force from this day"),
        why: .init(zh: "参数的历史只能往后加：这一天不晚于最后一个值的起始日", en: "a history is only added to: the day is not later than that of the last value"),
        remedy: .init(zh: "请填更晚的日期", en: "give a later day"))

    static let textMissing = Problem(
        "text-missing", what: .init(zh: "这一项要填写", en: "this must be filled in"),
        why: .init(zh: "改参数要有依据和理由", en: "a change has a reference and a reason"),
        remedy: .init(zh: "写明文件名称、条款，或会议", en: "name the document and its section, or the meeting"))

    static let ownProposal = Problem(
        "own-proposal", what: .init(zh: "不能由提出人自己批准", en: "it cannot be approved by whoever proposed it"),
        why: .init(zh: "改规则要两个人：一人提出，另一人批准", en: "a change of the law takes two people"),
        remedy: .init(zh: "请有批准权限的另一位同事处理", en: "ask another person who may approve"))

    static let alreadyDecided = Problem(
        "already-decided", what: .init(zh: "没有再处理一次", en: "it was not decided again"),
        why: .init(zh: "这条提议已经处理过", en: "the proposal has been decided"),
        remedy: .init(zh: "请看处理结果", en: "look at what was decided"))

    static func packBroken(_ why: String) -> Problem {
        Problem(
            "pack-broken", what: .init(zh: "新版本没有装入", en: "the new version was not installed"),
            why: .init(zh: "改后的规则包检查不通过：\(why)", en: "the changed pack does not pass its checks: \(why)"),
            remedy: .init(zh: "请改正后再提", en: "put it right and propose again"))
    }

    static func exampleFails(_ which: String) -> Problem {
        Problem(
            "example-fails", what: .init(zh: "新版本没有装入", en: "the new version was not installed"),
            why: .init(zh: "规则自带的例子和新的取值不符：\(which)", en: "one of the rule's own examples does not hold under the new value: \(which)"),
            remedy: .init(zh: "请核对取值和生效日期，或先改例子", en: "look at the value and the day it begins, or have the example changed first"))
    }

    static let badArea = Problem(
        "bad-area", what: .init(zh: "地区代码不能用", en: "the area cannot be used"),
        why: .init(zh: "应当是 2、4、6、9 或 12 位数字", en: "it is 2, 4, 6, 9 or 12 digits"), remedy: .init(zh: "请查区划代码", en: "look the code up"))

    static let badHour = Problem(
        "bad-hour", what: .init(zh: "钟点不能用", en: "the hour cannot be used"), why: .init(zh: "应当是 0 到 23", en: "it is 0 to 23"),
        remedy: .init(zh: "不要每天比对就留空", en: "leave it empty for none"))
}
