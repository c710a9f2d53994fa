import Actions
import Basics

/// Why an act on an urging is refused.
enum UrgingProblems {
    static let jump = Problem(
        "urging-jump", what: .init(zh: "这一步不能做", en: "this step is not possible"),
        why: .init(zh: "督办现在的状态不允许，可能别人刚办过", en: "the urging's state does not allow it; somebody else may have been at it"),
        remedy: .init(zh: "请刷新后再看", en: "look again"))
    static let textMissing = Problem(
        "urging-text-missing", what: .init(zh: "内容没有写", en: "the text is missing"),
        why: .init(zh: "写明要办什么、办到什么程度，6 到 500 字", en: "say what has to be done and how far, in 6 to 500 characters"),
        remedy: .init(zh: "请写清楚", en: "write it out"))
    static let limitWrong = Problem(
        "urging-limit-wrong", what: .init(zh: "期限不能使用", en: "the limit cannot be used"), why: .init(zh: "1 到 60 个工作日", en: "1 to 60 working days"),
        remedy: .init(zh: "请改成 1 到 60", en: "give a number from 1 to 60"))
    static let ownOffice = Problem(
        "urging-own-office", what: .init(zh: "不能督办本级", en: "nobody urges the own office"),
        why: .init(zh: "督办发给下级、某个人或某个部门", en: "an urging goes to a place below, a person or a department"),
        remedy: .init(zh: "请选下级", en: "choose a place below"))
    static let notAnOfficer = Problem(
        "urging-not-an-officer", what: .init(zh: "这个人不能督办", en: "this person cannot be urged"),
        why: .init(zh: "不在所选的地方任职", en: "the account has no post in the place"),
        remedy: .init(zh: "请选那里的人，或不指定到人", en: "choose somebody of the place, or nobody in particular"))
    static let noSuchThing = Problem(
        "urging-no-such-thing", what: .init(zh: "找不到要督办的事", en: "there is nothing of this number to urge"),
        why: .init(zh: "编号不在所选的地方，或已经办结", en: "it lies elsewhere or is done already"), remedy: .init(zh: "请从清单里打开再督办", en: "open it from its list"))
    static let notYours = Problem(
        "urging-not-yours", what: .init(zh: "这件督办不由你办", en: "this urging is not yours to act on"),
        why: .init(zh: "由被督办的人回复，由发出的单位收回复", en: "whoever was urged replies, and whoever urged takes the reply"),
        remedy: .init(zh: "请交给他们办", en: "leave it to them"))
    static let reasonMissing = Problem(
        "urging-reason-missing", what: .init(zh: "没有写原因", en: "there is no reason"),
        why: .init(zh: "退回和收回要写明原因，最多 500 字", en: "a refusal and a withdrawal each need one, of at most 500 characters"),
        remedy: .init(zh: "请写明", en: "write it down"))
}
