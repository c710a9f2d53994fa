import Basics

/// What can be wrong with a change of the register, in both languages: what, why, what to do.
enum RegisterProblems {
    private static let cannot = Problem.Text(zh: "不能登记", en: "this cannot be recorded")

    private static func problem(_ code: String, _ zh: String, _ en: String, do remedyZh: String, _ remedyEn: String) -> Problem {
        Problem(
            .init(rawValue: code), what: cannot, why: .init(zh: zh, en: en), remedy: .init(zh: remedyZh, en: remedyEn))
    }

    static let missing = problem("missing", "没有填写", "it is empty", do: "请填写", "fill it in")

    static func tooLong(_ most: Int) -> Problem {
        problem("too-long", "超过 \(most) 个字", "it has more than \(most) characters", do: "请写短一些", "make it shorter")
    }

    static func inTheFuture(_ day: CalendarDate) -> Problem {
        problem("day-in-future", "\(day) 还没有到", "\(day) has not come yet", do: "请填写今天或以前的日期", "take today or a day before it")
    }

    static func beforeTheRecord(_ since: CalendarDate) -> Problem {
        problem("day-before-record", "本户从 \(since) 起才有记录", "the household's record begins on \(since)", do: "请核对日期", "check the day")
    }

    static func ended(_ day: CalendarDate) -> Problem {
        problem(
            "household-ended", "本户已于 \(day) 并入他户或注销", "the household ended on \(day)", do: "请到现在的户里登记",
            "record it in the household that took it over")
    }

    static let notAMember = problem(
        "not-a-member", "这一天他不是本户成员", "that person does not live here on that day", do: "请从名单里选", "choose from the list")
    static let headMissing = problem(
        "head-missing", "本户没有户主", "the household would have no head", do: "请指定新的户主", "name a new head")
    static let twoHeads = problem("two-heads", "本户有两个户主", "the household would have two heads", do: "请只留一个", "keep one")
    static let headStays = problem("head-stays", "他就是现在的户主", "that person is the head already", do: "请选另一个人", "choose somebody else")

    static func unknownCode(_ code: String) -> Problem {
        problem("code-unknown", "代码表里没有“\(code)”", "the code list has no '\(code)'", do: "请从列表里选", "choose from the list")
    }

    static let relationSex = problem(
        "relation-sex", "与户主关系和性别不符", "the relation does not go with the sex", do: "请核对关系和性别", "check relation and sex")
    static let relationsMissing = problem(
        "relations-missing", "没有说明每个人与新户主的关系", "the relation of every member to the new head is not given",
        do: "请逐人选择关系", "choose a relation for each")
    static let identityBirth = problem(
        "id-birth-differs", "证件号里的出生日期与所填不同", "the birth date in the number differs from the one given", do: "请与证件核对",
        "compare with the document")
    static let identitySex = problem(
        "id-sex-differs", "证件号里的性别与所填不同", "the sex in the number differs from the one given", do: "请与证件核对", "compare with the document")
    static let alreadyRegistered = problem(
        "id-registered", "这个证件号已经登记在册", "this number is in the register already", do: "请先在原户登记转出，或核对号码",
        "record the departure in the other household first, or check the number")
    static let questionDecided = problem(
        "question-decided", "这个问题已经有人定了", "somebody has decided it already", do: "请看已定的结果", "see what was decided")
    static let sameName = problem(
        "same-name", "两边姓名相同", "the names are the same", do: "搬到别户请在户页登记转出、转入", "record a move on the household's page")
    static let motherNotFemale = problem("mother-not-female", "所选母亲登记为男性", "the mother chosen is registered as male", do: "请核对", "check it")
    static let motherTooYoung = problem(
        "mother-too-young", "母亲与孩子年龄相差不到 12 岁", "the mother is less than 12 years older", do: "请核对出生日期", "check the dates of birth")
    static let splitEmpty = problem(
        "split-empty", "分户后两边都要至少有一人", "each household must keep at least one member", do: "请重新选择", "choose again")
    static let sameHousehold = problem("same-household", "不能和自己合并", "a household cannot be merged with itself", do: "请选另一户", "choose another")
    static let sameRegion = problem("same-region", "本户就在这里", "the household is there already", do: "请选另一个村", "choose another village")

    static func notAVillage(_ region: Int64) -> Problem {
        problem(
            "not-a-village", "\(region) 不是这一天在用的村", "\(region) is no village in use on that day", do: "请从列表里选", "choose from the list")
    }

    static let numberTaken = problem("number-taken", "这个户编号已经有了", "the household number is taken", do: "请换一个", "take another")
    static let statusStep = problem(
        "status-step", "不能这样变更脱贫状态", "the status cannot change in this way", do: "请核对现在的状态", "check the present status")
    static let noRisk = problem("no-risk", "没有选择风险", "no risk is chosen", do: "请至少选一项，至多五项", "choose one to five")
    static let notMonitored = problem("not-monitored", "本户不是监测对象", "the household is not monitored", do: "请先纳入监测", "begin the monitoring first")
    static let notCorrectable = problem(
        "not-correctable", "这一项不能直接更正", "this fact cannot be corrected directly", do: "请用相应的变更登记", "record the change that it is")
    static let unchanged = problem("unchanged", "和现在登记的一样", "it is what the register has", do: "请核对", "check it")
    static let noEvidence = problem("evidence-missing", "更正要有依据", "a correction needs evidence", do: "请写明依据", "say what proves it")
    static let badSpan = problem("bad-span", "起止日期颠倒", "the span ends before it begins", do: "请核对日期", "check the days")

    static func badValue(_ zh: String, _ en: String) -> Problem {
        problem("bad-value", "应为\(zh)", "it should be \(en)", do: "请改正", "correct it")
    }

    static let itemsOverTotal = problem(
        "items-over-total", "明细相加超过合计", "the items add up to more than the total", do: "请核对金额", "check the amounts")
    static let amount = problem("amount-too-large", "金额太大", "the amount is too large", do: "请核对金额", "check the amount")
    static let yearClosed = problem("year-closed", "这一年已经锁定", "this year is closed already", do: "不必再锁", "nothing to do")
    static let unstableNeverPoor = problem(
        "unstable-never-poor", "脱贫不稳定户必须曾经建档立卡", "an unstable household must have been registered poor", do: "请选另一类",
        "choose another kind")
    static let marginalWasPoor = problem(
        "marginal-was-poor", "边缘易致贫户不能是建档立卡户", "a household on the margin was never registered poor", do: "请选另一类", "choose another kind")
}
