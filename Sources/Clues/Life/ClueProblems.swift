import Basics

/// Why an act on a clue is refused.
enum ClueProblems {
    static let jump = Problem(
        "clue-jump", what: .init(zh: "这一步不能做", en: "this step is not possible"),
        why: .init(zh: "线索现在的状态不允许，可能别人刚办过", en: "the clue's state does not allow it; somebody else may have been at it"),
        remedy: .init(zh: "请刷新后再看", en: "look again"))
    static let explanationMissing = Problem(
        "clue-explanation-missing", what: .init(zh: "没有选原因", en: "the reason is missing"),
        why: .init(zh: "不属实要选一个原因", en: "a clue that is not so needs a reason of the list"), remedy: .init(zh: "请从列表里选一个", en: "choose one"))
    static let explanationNeedless = Problem(
        "clue-explanation-needless", what: .init(zh: "原因不能使用", en: "the reason cannot be used"),
        why: .init(zh: "只有不属实才选原因", en: "only a clue that is not so has one"),
        remedy: .init(zh: "请去掉原因或改结论", en: "take it away or change the verdict"))
    static let textShort = Problem(
        "clue-text-short", what: .init(zh: "情况说明太短", en: "the account is too short"),
        why: .init(zh: "写明看到什么、问了谁，6 到 1,000 字", en: "say what was seen and who was asked, in 6 to 1,000 characters"),
        remedy: .init(zh: "请写清楚", en: "write it out"))
    static let signatureMissing = Problem(
        "clue-signature-missing", what: .init(zh: "没有签名", en: "the signature is missing"),
        why: .init(zh: "核查人要写自己的姓名", en: "whoever verified signs with the name"), remedy: .init(zh: "请写姓名", en: "write your name"))
    static let proofMissing = Problem(
        "clue-proof-missing", what: .init(zh: "没有证据", en: "there is no proof"),
        why: .init(zh: "不属实须有照片，或部门证明的文号", en: "a clue that is not so needs a photo, or the number of a department's certificate"),
        remedy: .init(zh: "请先拍照，或填证明文号", en: "take a photo first, or give the number"))
    static let ownVerdict = Problem(
        "clue-own-verdict", what: .init(zh: "不能复核自己的结论", en: "nobody reviews a verdict of their own"),
        why: .init(zh: "结论是你下的", en: "the verdict is yours"), remedy: .init(zh: "请另一人复核", en: "let somebody else do it"))
    static let dayAhead = Problem(
        "clue-day-ahead", what: .init(zh: "日期不能使用", en: "the day cannot be used"), why: .init(zh: "晚于今天", en: "it lies after today"),
        remedy: .init(zh: "请填核查那一天", en: "give the day of the visit"))
    static let nothingChosen = Problem(
        "clue-nothing-chosen", what: .init(zh: "没有选线索", en: "no clue is chosen"),
        why: .init(zh: "一条也没有选中，或都已派发", en: "none is chosen, or all were given out"),
        remedy: .init(zh: "请选中待派发的线索", en: "choose clues that wait"))
    static let limitWrong = Problem(
        "clue-limit-wrong", what: .init(zh: "期限不能使用", en: "the limit cannot be used"), why: .init(zh: "1 到 60 个工作日", en: "1 to 60 working days"),
        remedy: .init(zh: "请改成 1 到 60", en: "give a number from 1 to 60"))
    static let noChange = Problem(
        "clue-no-change", what: .init(zh: "还没有整改记录", en: "nothing was put right yet"),
        why: .init(zh: "核查之后登记册上这一户没有新的变动", en: "the register has no change of this household since the verdict"),
        remedy: .init(zh: "请先在户的页面登记变动，再来办结", en: "record the change at the household first"))
    static let noDepartment = Problem(
        "clue-no-department", what: .init(zh: "不知道该找哪个部门", en: "there is no department to ask"),
        why: .init(zh: "规则没有用到部门数据", en: "the rule rests on no department's data"), remedy: .init(zh: "请改登记册", en: "change the register instead"))
    static let askedAlready = Problem(
        "clue-asked-already", what: .init(zh: "已请部门核对", en: "the department was asked already"),
        why: .init(zh: "这件工作还没有办结", en: "its work is not done yet"), remedy: .init(zh: "请等部门回复", en: "wait for its answer"))
    static let photoWrong = Problem(
        "clue-photo-wrong", what: .init(zh: "照片不能使用", en: "the photo cannot be used"),
        why: .init(zh: "只收 JPEG、PNG、WebP，最大 8 MB", en: "JPEG, PNG or WebP of at most 8 MB"), remedy: .init(zh: "请重新拍照", en: "take it again"))
    static let percentWrong = Problem(
        "clue-percent-wrong", what: .init(zh: "抽查比例不能使用", en: "the share cannot be used"), why: .init(zh: "1 到 100", en: "1 to 100"),
        remedy: .init(zh: "请改成 1 到 100", en: "give a number from 1 to 100"))
}
