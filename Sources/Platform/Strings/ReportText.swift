import PolicyLanguage

/// Every string of `report.html`, in Chinese and English.
enum ReportText {
    static let product = Bilingual(zh: "有数", en: "Youshu")
    static let skip = Bilingual(zh: "跳到正文", en: "Skip to content")

    /// The title says the news.
    static func headline(clues: Int, households: Int) -> Bilingual {
        clues == 0
            ? Bilingual(zh: "没有发现线索", en: "No clues were found")
            : Bilingual(
                zh: "发现线索 \(clues.grouped) 条，涉及 \(households.grouped) 户", en: "\(clues.grouped) clues in \(households.grouped) households")
    }

    static func dataOf(_ asOf: String) -> Bilingual { Bilingual(zh: "数据截至 \(asOf)", en: "as of \(asOf)") }

    static let persons = Bilingual(zh: "登记人口", en: "People")
    static let households = Bilingual(zh: "登记户", en: "Households")
    static let villages = Bilingual(zh: "村", en: "Villages")
    static let files = Bilingual(zh: "数据文件", en: "Files")
    static let rows = Bilingual(zh: "读入行数", en: "Rows read")
    static let rejected = Bilingual(zh: "拒收行数", en: "Rows rejected")
    static let clues = Bilingual(zh: "线索", en: "Clues")
    static let undecided = Bilingual(zh: "无法判定", en: "Undecided")

    static let rulesTitle = Bilingual(zh: "各规则线索", en: "Clues by rule")
    static func rulesNews(found: Int, run: Int) -> Bilingual {
        Bilingual(zh: "\(run) 条规则参加比对，\(found) 条有线索", en: "\(run) rules were run, \(found) found something")
    }
    static let rule = Bilingual(zh: "规则", en: "Rule")
    static let kind = Bilingual(zh: "类型", en: "Kind")
    static let subjects = Bilingual(zh: "判定对象", en: "Subjects")
    static let unverified = Bilingual(zh: "暂未核实", en: "unverified")
    static let unverifiedNote = Bilingual(
        zh: "斜纹为暂未核实：规则的条文、数值或施行日期尚未见到正式文件。",
        en: "Hatched: unverified. The text, a number or the date of the rule was not seen in an official document.")
    static func silentRules(_ count: Int) -> Bilingual { Bilingual(zh: "没有线索的规则 \(count) 条", en: "\(count) rules without clues") }
    static let noRules = Bilingual(zh: "没有规则参加比对。原因见下。", en: "No rule was run; see below why.")
    static let allSilent = Bilingual(
        zh: "参加比对的规则都没有线索，登记与部门数据一致。", en: "None of the rules found anything: the register agrees with the departments' data.")

    static let countiesTitle = Bilingual(zh: "各县线索", en: "Clues by county")
    static let county = Bilingual(zh: "县", en: "County")
    static let total = Bilingual(zh: "合计", en: "All")
    static let law = Bilingual(zh: "适用政策地区", en: "Law of")
    static let elsewhere = Bilingual(zh: "不属于任何县", en: "In no county")
    static let noCounties = Bilingual(zh: "没有县有线索。", en: "No county has clues.")
    static func countiesNews(_ count: Int) -> Bilingual { Bilingual(zh: "\(count) 个县有线索", en: "\(count) counties have clues") }
    static let countiesNote = Bilingual(
        zh: "按代码排列，不作排名：线索多少取决于人口和数据质量。颜色越深条数越多：",
        en: "In order of code, not a ranking: numbers depend on population and on data quality. Darker is more: ")

    static let sourcesTitle = Bilingual(zh: "各部门数据质量", en: "Data quality by source")
    static func sourcesNews(rows: Int, rejected: Int) -> Bilingual {
        Bilingual(
            zh: "收 \((rows - rejected).grouped) 行，拒 \(rejected.grouped) 行",
            en: "\((rows - rejected).grouped) rows accepted, \(rejected.grouped) rejected")
    }
    static let source = Bilingual(zh: "数据", en: "Source")
    static let form = Bilingual(zh: "格式", en: "Form")
    static let accepted = Bilingual(zh: "接收", en: "Accepted")
    static let refused = Bilingual(zh: "拒收", en: "Rejected")
    static let normalised = Bilingual(zh: "号码规整", en: "Keys normalised")
    static let malformed = Bilingual(zh: "号码错误", en: "Keys malformed")
    static let matched = Bilingual(zh: "匹配登记人口", en: "Matched")
    static let filled = Bilingual(zh: "各栏填写率", en: "Filled, by column")
    static let filledDetails = Bilingual(zh: "看表格", en: "As a table")
    static let column = Bilingual(zh: "栏目", en: "Column")
    static let rate = Bilingual(zh: "填写率", en: "Filled")
    static let sourcesNote = Bilingual(
        zh: "每格一栏，颜色越深填写越全；空格为文件中没有这一栏。拒收的行见 rejects 目录，逐行写明原因。",
        en:
            "One square a column, darker is fuller; an empty frame is a column the file does not have. Rejected rows stand in the folder rejects, each with its reason."
    )
    static let missingColumns = Bilingual(zh: "文件中没有", en: "not in the file")
    static let unknownHeaders = Bilingual(zh: "未识别的栏目", en: "columns nobody knows")
    static let workbook = Bilingual(zh: "工作簿", en: "workbook")
    static let noFiles = Bilingual(zh: "没有读到任何文件。", en: "No file was read.")

    static let parametersTitle = Bilingual(zh: "采用的政策参数", en: "Parameters used")
    static let parameter = Bilingual(zh: "参数", en: "Parameter")
    static let value = Bilingual(zh: "数值", en: "Value")
    static let since = Bilingual(zh: "自", en: "Since")
    static let reference = Bilingual(zh: "依据", en: "Reference")
    static let state = Bilingual(zh: "核实", en: "Verified")
    static let verified = Bilingual(zh: "已核实", en: "verified")
    static func verifiedOn(_ day: String) -> Bilingual { Bilingual(zh: "\(day) 已核实", en: "verified on \(day)") }
    static let notYet = Bilingual(zh: "当日未施行", en: "not in force that day")
    static let noParameters = Bilingual(zh: "所用规则没有参数。", en: "The rules have no parameters.")
    static func parametersNews(_ count: Int, unverified: Int) -> Bilingual {
        Bilingual(zh: "\(count) 项，其中 \(unverified) 项暂未核实", en: "\(count), \(unverified) of them unverified")
    }

    static let notRunTitle = Bilingual(zh: "没有做的", en: "What was not done")
    static let nothingLeftOut = Bilingual(zh: "所有规则都参加了比对，所有数据都已收到。", en: "All rules were run and every source has arrived.")
    static let notRunRules = Bilingual(zh: "没有参加比对的规则", en: "Rules that were not run")
    static let rulesCount = Bilingual(zh: "条数", en: "Rules")
    static func missingNotice(_ count: Int) -> Bilingual {
        Bilingual(
            zh: "有 \(count) 项数据没有收到，用到它们的规则结果不完整。", en: "\(count) sources have not arrived; what rules say that need them is incomplete.")
    }
    static let missingSources = Bilingual(
        zh: "没有收到的数据。依赖它们的规则把这些部门当作没有记录", en: "Sources that have not arrived; to rules that need them these departments have no records")
    static let unknownFiles = Bilingual(zh: "不属于任何数据源的文件，没有读", en: "Files that belong to no source and were not read")
    static let reason = Bilingual(zh: "原因", en: "Why")

    static let whatIfTitle = Bilingual(zh: "假如修改参数", en: "What if")
    static func whatIfNews(before: Int, after: Int) -> Bilingual {
        Bilingual(zh: "线索由 \(before.grouped) 条变为 \(after.grouped) 条", en: "clues would go from \(before.grouped) to \(after.grouped)")
    }
    static let before = Bilingual(zh: "现在", en: "Now")
    static let after = Bilingual(zh: "修改后", en: "Then")
    static let difference = Bilingual(zh: "增减", en: "Difference")
    static let noChange = Bilingual(zh: "没有变化。", en: "Nothing changes.")
    static func more(_ count: Int) -> Bilingual {
        Bilingual(zh: "另有 \(count.grouped) 行，见 whatif.csv。", en: "\(count.grouped) more rows in whatif.csv.")
    }

    static let howTitle = Bilingual(zh: "怎么读这份报告", en: "How to read this")
    static let how: [Bilingual] = [
        Bilingual(
            zh: "线索不是结论。它只说明登记与部门数据之间有需要入户核实之处。两次公开的专项比对中，核实后属实的线索分别占 13.7% 和 29.2%。",
            en:
                "A clue is not a verdict. It says that the register and a department's data need to be looked at together, at the door. In two published campaigns 13.7 % and 29.2 % of the clues proved true."
        ),
        Bilingual(
            zh: "“无法判定”是条件所需的数据缺失或无法计算的对象，既不算有线索，也不算没有。",
            en: "Undecided are those whose data is missing or cannot be computed: neither a clue nor a clean bill."),
        Bilingual(
            zh: "每条线索的依据见 clues.csv 和各县工作簿；用 youshu explain 加线索编号，可查到所用参数、数据来源文件和行号。",
            en:
                "The evidence of every clue stands in clues.csv and in the counties' workbooks; youshu explain with a clue's number tells parameters, files and lines."
        ),
        Bilingual(
            zh: "本报告不含个人信息。线索清单含个人信息，请按规定保管，不得公开。", en: "This report holds no personal data. The lists do: keep them as the law says."),
    ]
    static func made(_ version: String) -> Bilingual { Bilingual(zh: "由有数 \(version) 生成", en: "Made by Youshu \(version)") }

    /// A reason the engine gives for not running a rule, in Chinese too; `titles` are the sources' by name.
    static func skipped(_ reason: String, titles: [String: String]) -> Bilingual {
        let known = [
            ("in force only from ", "施行自 "), ("in force only until ", "已于此日失效："), ("no county under the law of area ", "没有县适用该地区政策："),
            ("not columnar: ", "不能整批比对："),
        ]
        for (en, zh) in known where reason.hasPrefix(en) { return Bilingual(zh: zh + reason.dropFirst(en.count), en: reason) }
        if let missing = reason.wholeMatch(of: /source (\S+) was not received/) {
            let name = String(missing.1)
            return Bilingual(zh: "缺少 \(name)\(titles[name].map { "（\($0)）" } ?? " ")的数据，未参加比对", en: reason)
        }
        return Bilingual(zh: "没有参加比对", en: reason)
    }
}
