import Basics

/// What the columns of a spreadsheet of accounts mean. The spreadsheet itself is opened elsewhere (`ListReader`): nothing that came from outside is
/// parsed in this process.
struct AccountSheet {
    /// One row: what was written down, or that it cannot be a row.
    struct Row {
        let line: Int
        let cells: [String]
        let fields: Result<AccountFields, AccountDraft.Mistakes>
    }

    /// The columns by name, in Chinese and English; the first three and the region must be there.
    static var columns: [(field: WritableKeyPath<AccountFields, String>, names: [String], required: Bool)] {
        [
            (\.login, ["登录名", "login", "用户名", "账号"], true), (\.name, ["姓名", "name"], true), (\.role, ["岗位", "role", "角色"], true),
            (\.region, ["区划代码", "region", "区域", "region code"], true), (\.department, ["部门", "department"], false),
            (\.phone, ["手机号", "phone", "手机", "电话"], false),
        ]
    }

    let header: [String]
    private let places: [(field: WritableKeyPath<AccountFields, String>, column: Int)]

    /// Throws what the header lacks.
    init(header: [String]) throws {
        self.header = header
        let names = header.map { NumberText.cleaned($0).lowercased() }
        var places: [(field: WritableKeyPath<AccountFields, String>, column: Int)] = []
        for (field, spellings, required) in Self.columns {
            if let column = names.firstIndex(where: { name in spellings.contains { NumberText.cleaned($0) == name } }) {
                places.append((field, column))
            } else if required {
                throw Self.missing(spellings[0], spellings[1])
            }
        }
        self.places = places
    }

    func row(_ line: ListReader.Line) -> Row {
        guard let cells = line.cells else {
            return Row(line: line.number, cells: [], fields: .failure(.init([FieldMistake("", .tooFewFields)])))
        }
        var fields = AccountFields(login: "", name: "", role: "", region: "")
        for (field, column) in places where column < cells.count { fields[keyPath: field] = cells[column] }
        return Row(line: line.number, cells: cells, fields: .success(fields))
    }

    private static func missing(_ zh: String, _ en: String) -> Problem {
        Problem(
            "batch-column-missing", what: .init(zh: "名单读不了", en: "the list cannot be read"),
            why: .init(zh: "没有“\(zh)”一列", en: "it has no column \(en)"),
            remedy: .init(zh: "请按模板的表头填写", en: "use the header of the template"))
    }
}
