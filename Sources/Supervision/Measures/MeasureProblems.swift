import Actions
import Basics

/// Why an act on a measure is refused.
enum MeasureProblems {
    static let jump = Problem(
        "measure-jump", what: .init(zh: "这一步不能做", en: "this step is not possible"),
        why: .init(zh: "这项处理现在的状态不允许，可能别人刚办过", en: "the measure's state does not allow it; somebody else may have been at it"),
        remedy: .init(zh: "请刷新后再看", en: "look again"))
    static let notConfirmed = Problem(
        "measure-not-confirmed", what: .init(zh: "还不能处理", en: "there is nothing to act on"),
        why: .init(zh: "只有结论属实的线索才有处理", en: "only a clue that was found to be so has consequences"),
        remedy: .init(zh: "请先核查", en: "have it verified first"))
    static let openAlready = Problem(
        "measure-open-already", what: .init(zh: "同类处理还没有办结", en: "a measure of this kind is still open"),
        why: .init(zh: "一条线索同类处理一次只有一项", en: "a clue has one of each kind at a time"), remedy: .init(zh: "请在那一项里继续", en: "go on with that one"))
    static let amount = Problem(
        "measure-amount", what: .init(zh: "金额不能使用", en: "the amount cannot be used"),
        why: .init(
            zh: "须大于 0，最多两位小数，与原来不同，不超过一百亿元", en: "it must be above nought and other than before, with at most two decimals, up to ten billion yuan"),
        remedy: .init(zh: "请填元，例如 1,200.50", en: "give yuan, such as 1,200.50"))
    static let beyond = Problem(
        "measure-beyond", what: .init(zh: "比应追缴的多", en: "that is more than is due"),
        why: .init(zh: "已追缴会超过应追缴", en: "more would be paid than is due"),
        remedy: .init(zh: "请核对，确实多缴的写明原因", en: "check it, or say why more was paid"))
    static let unfinished = Problem(
        "measure-unfinished", what: .init(zh: "还不能办结", en: "it cannot be ended yet"),
        why: .init(
            zh: "追缴要缴清，清退要有名册上的变动，移交要有答复", en: "the money must be there, the register changed, or the authority's answer recorded"),
        remedy: .init(zh: "请办完再结，办不了的可以终止并写明原因", en: "finish it first, or drop it and say why"))
    static let reasonMissing = Problem(
        "measure-reason-missing", what: .init(zh: "没有写原因", en: "there is no reason"),
        why: .init(zh: "每一步都要写明情况，最多 500 字", en: "each step says why, in at most 500 characters"), remedy: .init(zh: "请写明", en: "write it down"))
    static let receiptMissing = Problem(
        "measure-receipt-missing", what: .init(zh: "没有票据号", en: "the receipt's number is missing"),
        why: .init(zh: "每笔缴款都要有票据号，最多 60 字", en: "each payment has a receipt, of at most 60 characters"),
        remedy: .init(zh: "请填票据号", en: "give its number"))
    static let dayAhead = Problem(
        "measure-day-ahead", what: .init(zh: "日期不能使用", en: "the day cannot be used"), why: .init(zh: "晚于今天", en: "it lies after today"),
        remedy: .init(zh: "请填当天或以前", en: "give today or an earlier day"))
    static let dayPast = Problem(
        "measure-day-past", what: .init(zh: "期限不能使用", en: "the deadline cannot be used"),
        why: .init(zh: "早于今天，或没有改", en: "it lies before today, or does not change"),
        remedy: .init(zh: "请填另一个以后的日期", en: "give a later day"))
    static let textMissing = Problem(
        "measure-text-missing", what: .init(zh: "内容没有填", en: "something is not filled in"),
        why: .init(zh: "这一类处理要填，最多 200 字", en: "this kind of measure needs it, in at most 200 characters"), remedy: .init(zh: "请填写", en: "fill it in")
    )
    static let peopleWrong = Problem(
        "measure-people-wrong", what: .init(zh: "人数不能使用", en: "the number of people cannot be used"), why: .init(zh: "1 到 1,000 人", en: "1 to 1,000"),
        remedy: .init(zh: "请改成 1 到 1,000", en: "give a number from 1 to 1,000"))
    static let limitWrong = Problem(
        "measure-limit-wrong", what: .init(zh: "期限不能使用", en: "the limit cannot be used"), why: .init(zh: "1 到 250 个工作日", en: "1 to 250 working days"),
        remedy: .init(zh: "请改成 1 到 250", en: "give a number from 1 to 250"))
    static let noChange = Problem(
        "measure-no-change", what: .init(zh: "名册上还没有清退", en: "nobody was taken off the register yet"),
        why: .init(zh: "结论之后这一户没有清退的变动", en: "the household has no such change since the verdict"),
        remedy: .init(zh: "请先在户页登记清退", en: "record it at the household first"))

    static func of(_ fault: MeasureLife.Fault, _ field: String) -> Refusal {
        switch fault {
        case .jump: .conflict(jump)
        case .amount: .invalid(field, amount)
        case .beyond: .invalid("reason", beyond)
        case .unfinished: .conflict(unfinished)
        case .reasonMissing: .invalid("reason", reasonMissing)
        }
    }
}
