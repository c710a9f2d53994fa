/// Every string of a county's workbook. It is handed over to people who work in Chinese.
enum WorkbookText {
    static let listSheet = "线索清单"
    static let notesSheet = "说明"

    static let clue = "线索编号", rule = "规则", outcome = "类型", severity = "级别", household = "户编号", name = "姓名", idNumber = "证件号码"
    static let village = "所在村", key = "项目、账户等", message = "线索说明", evidence = "依据数据", investigate = "怎么核查", ruleVerified = "规则依据"
    static let verdict = "核查结论", reason = "原因", signature = "核查人", date = "核查日期"

    /// In place of a county's name on the list of clues that belong to none.
    static let province = "全省（不属于任何县）"

    static func title(_ county: String) -> String { "\(county) 比对线索清单" }

    static func note(asOf: String, clues: Int) -> String {
        "数据截至 \(asOf)，共 \(clues.grouped) 条。线索不是结论：请入户核实，在浅黄色栏内填写结论（属实 / 不属实 / 暂无法核实）、原因并签名。"
    }

    static func verified(_ verified: Bool) -> String { verified ? "已核实" : "暂未核实" }

    static let howToRead = "说明"
    static let explanation = [
        "线索由规则对各部门数据比对得出，只说明登记与部门数据之间有需要核实之处。两次公开的专项比对中，核实后属实的线索分别占 13.7% 和 29.2%。",
        "金额单位为元，日期为部门登记日期。姓名、证件号码已作遮盖的，请凭户编号在本地系统中查找。",
        "“暂未核实”表示规则的条文、数值或施行日期尚未见到正式文件，使用前请主管部门确认。",
    ]
    static let ruleColumns = ["规则编号", "规则", "类型", "本表条数", "依据文件", "施行起止", "规则依据", "不属实的常见原因（代码）"]
}
