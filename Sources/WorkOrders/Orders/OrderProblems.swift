import Basics

/// Why an act on an order is refused.
package enum OrderProblems {
    package static let reasonMissing = Problem(
        "work-reason-missing", what: .init(zh: "没有写原因", en: "there is no reason"),
        why: .init(zh: "改期限、换人、退回都要写明原因，最多 500 字", en: "a deadline, a holder, a return each need one, of at most 500 characters"),
        remedy: .init(zh: "请写明为什么", en: "say why"))
    package static let closed = Problem(
        "work-closed", what: .init(zh: "这件工作已经结束", en: "this work has ended"),
        why: .init(zh: "已办结、退回或收回", en: "it was done, sent back or taken back"),
        remedy: .init(zh: "请刷新后再看", en: "look again"))
    package static let notOpen = Problem(
        "work-not-open", what: .init(zh: "这件工作已经有人接收", en: "this work was taken up already"),
        why: .init(zh: "只有待接收的可以接收", en: "only work that waits can be taken up"), remedy: .init(zh: "请刷新后再看", en: "look again"))
    package static let othersWork = Problem(
        "work-of-another", what: .init(zh: "这件工作派给了别人", en: "this work was given to somebody else"),
        why: .init(zh: "由被指派的人接收", en: "whom it was given to takes it up"),
        remedy: .init(zh: "请派发的人改派", en: "ask whoever gave it out to hand it over"))
    package static let deadlinePast = Problem(
        "work-deadline-past", what: .init(zh: "期限不能使用", en: "the deadline cannot be used"), why: .init(zh: "早于今天", en: "it lies before today"),
        remedy: .init(zh: "请填今天或以后的日期", en: "give today or a later day"))
    package static let deadlineSame = Problem(
        "work-deadline-same", what: .init(zh: "期限没有改", en: "the deadline does not change"), why: .init(zh: "与原期限相同", en: "it is the one it has"),
        remedy: .init(zh: "请填另一个日期", en: "give another day"))
    package static let notAnOfficer = Problem(
        "work-no-officer", what: .init(zh: "不能交给这个人", en: "it cannot be given to this person"),
        why: .init(zh: "这个账号不在工作所在的辖区", en: "the account does not work where the work lies"), remedy: .init(zh: "请从名单里选", en: "choose from the list"))
    package static let undoEnded = Problem(
        "work-undo-ended", what: .init(zh: "不能再撤销", en: "it can no longer be undone"),
        why: .init(zh: "派发已超过 10 分钟", en: "it was given out more than ten minutes ago"),
        remedy: .init(zh: "请逐件改派或收回", en: "hand it over or take it back one by one"))
    package static let tooMany = Problem(
        "work-too-many", what: .init(zh: "一次派发太多", en: "too much at once"), why: .init(zh: "一次最多 2,000 件", en: "at most 2,000 at a time"),
        remedy: .init(zh: "请缩小范围，分几次派发", en: "narrow the list and do it in parts"))
}
