import Basics
import Web

/// The form of one kind of change, for one household.
struct ChangePage: PageModel {
    static let template = "household-change"

    struct Field: Codable, Sendable {
        var label: String
        var hint: String
        var id: String
        var name: String
        var value: String
        var error: String?
        var options: [FormOption]
        var isText = false
        var isDate = false
        var isArea = false
        var isAmount = false
        var isCheck = false
        var isSelect = false
        /// Several boxes of one name.
        var isChoices = false
        /// A choice of villages by their township.
        var isVillage = false
    }

    /// The villages of a township.
    struct Township: Codable, Sendable { var name: String; var villages: [FormOption] }

    /// One member, or one income item, in a table of the form.
    struct Row: Codable, Sendable {
        var title: String
        var detail: String
        var keyName: String
        var key: String
        var field: Field
        var basis: Field?
    }

    var title: String
    var household: String
    var back: String
    var action: String
    var fields: [Field]
    /// Reason and evidence, which end every form.
    var grounds: [Field]
    var rowsTitle: String
    var rowsHint: String
    var rows: [Row]
    var hasRows: Bool
    var townships: [Township]
    /// Counties to choose from; the villages are those of the chosen one.
    var counties: [FormOption]
    var hasCounties: Bool
    var form: FormState

    static let specimen = ChangePage(
        title: "出生", household: "田茂林户", back: "/households/1", action: "/households/1/births",
        fields: [
            Field(label: "日期", hint: "", id: "f-on", name: "on", value: "", error: nil, options: [], isDate: true),
            Field(label: "性别", hint: "", id: "f-sex", name: "sex", value: "", error: nil, options: [FormOption("male", "男")], isSelect: true),
        ],
        grounds: [Field(label: "原因", hint: "", id: "f-reason", name: "reason", value: "", error: nil, options: [], isArea: true)],
        rowsTitle: "各人与新户主的关系", rowsHint: "",
        rows: [
            Row(
                title: "田小雨", detail: "之女", keyName: "relations.0.person", key: "3",
                field: Field(
                    label: "田小雨", hint: "", id: "f-relations-0-relation", name: "relations.0.relation", value: "", error: nil,
                    options: [FormOption("son", "之子")], isSelect: true))
        ], hasRows: true, townships: [Township(name: "大坪乡", villages: [FormOption("990121204207", "柳树村")])],
        counties: [FormOption("990121", "石桥县")], hasCounties: true, form: FormState(for: RecordBirth.self))
}
