import Actions
import Basics
import Datasets
import Web

/// One import of households and people: its two spreadsheets, which column is which, and what became of the rows.
struct RegisterImportPage: PageModel {
    static let template = "register-import"

    struct Option: Codable, Sendable, Hashable {
        var value: String
        var isChosen: Bool
    }

    struct Column: Codable, Sendable, Hashable {
        var name: String
        var id: String
        var title: String
        var isRequired: Bool
        var isOpen: Bool
        var options: [Option]
        /// The first values of the chosen header, masked.
        var sample: String
    }

    struct Sheet: Codable, Sendable, Hashable {
        var kind: String
        var title: String
        var name: String
        var note: String
        var isHere: Bool
        /// Those that a row must have; what else was matched, and what the file does not have, stand folded away.
        var columns: [Column]
        var matched: [Column]
        var matchedTitle: String
        var others: [Column]
        var othersTitle: String
        var unused: String?
    }

    struct Balance: Codable, Sendable, Hashable {
        var title: String
        var rows: String
        var taken: String
        var rejected: String
        var mark: String
        /// The rejected rows to take away; nil when there are none.
        var correctionLink: String?
    }

    struct Reason: Codable, Sendable, Hashable {
        var sheet: String
        var text: String
        var column: String
        var rows: String
        var first: String
    }

    var id: Int64
    var title: String
    var summary: String
    var state: String
    var mark: String
    var fault: String?
    var isDraft: Bool
    var isRunning: Bool
    var isComplete: Bool
    var progress: String
    var progressWidth: String
    var sheets: [Sheet]
    var balances: [Balance]
    var reasons: [Reason]
    var hasReasons: Bool
    /// How many of its people wait for a decision whose number theirs is; nil when none does.
    var questions: String?
    var problems: [FormProblem]
    var client: String
    var columnsLink: String
    /// Whether any sheet is here to be matched.
    var hasColumns: Bool
    var hasBoth: Bool
    var missing: String?

    static let specimen = RegisterImportPage(
        id: 3, title: "导入 1,200 户", summary: "10 月 21 日", state: "草稿", mark: "st", fault: "file-unreadable", isDraft: true, isRunning: true,
        isComplete: true,
        progress: "3,000 / 5,000 行", progressWidth: "60%",
        sheets: [
            Sheet(
                kind: "households", title: "户表", name: "户.xlsx", note: "12 列", isHere: true,
                columns: [
                    Column(
                        name: "household_id", id: "f-households-household_id", title: "户编号", isRequired: true, isOpen: true,
                        options: [Option(value: "户号", isChosen: true)], sample: "9999")
                ], matched: [], matchedTitle: "另有 1 列已对上", others: [], othersTitle: "", unused: "备注")
        ],
        balances: [
            Balance(title: "户", rows: "40", taken: "39", rejected: "1", mark: "st-bad", correctionLink: "/register-imports/3/correction/households")
        ],
        reasons: [Reason(sheet: "户表", text: "户编号重复", column: "户编号", rows: "1", first: "7")], hasReasons: true, questions: "3", problems: [],
        client: "00000000-0000-4000-8000-000000000000", columnsLink: "/register-imports/3/columns", hasColumns: true, hasBoth: true, missing: "还缺人员表")
}

extension RegisterImportPage {
    init(_ facts: RegisterImportFacts, schemas: [RegisterFileKind: SourceSchema], problems: [FormProblem], _ words: Words) {
        id = facts.id
        state = words("register-import.state.\(facts.state)")
        mark = ["draft": "st", "running": "st-work", "done": "st-good", "failed": "st-bad"][facts.state] ?? "st"
        let values = [
            "households": words.count(facts.households?.taken), "persons": words.count(facts.persons?.taken),
            "rejected": words.count((facts.households?.rejected ?? 0) + (facts.persons?.rejected ?? 0)),
        ]
        title = words("register-import.title.\(facts.state)", values)
        let by = facts.by.isEmpty ? words("register-import.console") : facts.by
        summary = words("register-import.made", ["time": words.time(facts.made), "name": by, "day": facts.day.description])
        fault = facts.fault.map { fault in
            let code = String(fault.prefix { $0 != " " })
            return words("refusal.\(code)") + words("refusal.\(code).todo")
        }
        (isDraft, isRunning) = (facts.state == "draft", facts.state == "running")
        sheets = RegisterFileKind.allCases.map { RegisterImportPage.sheet($0, facts, schemas[$0], words) }
        let open = sheets.flatMap(\.columns).filter(\.isOpen).count
        isComplete = facts.files.count == 2 && open == 0
        missing =
            facts.files.count < 2
            ? words("register-import.missing.sheet") : open > 0 ? words("register-import.missing.columns", ["open": String(open)]) : nil
        progress = words("register-import.progress", ["done": words.count(facts.done), "all": words.count(facts.all)])
        progressWidth = facts.all.map { $0 > 0 ? "\(facts.done * 100 / $0)%" : "0%" } ?? "0%"
        balances = [("households", facts.households), ("persons", facts.persons)].compactMap { name, balance in
            balance.map {
                Balance(
                    title: words("register-import.\(name)"), rows: words.count($0.rows), taken: words.count($0.taken),
                    rejected: words.count($0.rejected),
                    mark: $0.rejected > 0 ? "st-bad" : "st-good",
                    correctionLink: $0.rejected > 0 && facts.state == "done" ? "/register-imports/\(facts.id)/correction/\(name)" : nil)
            }
        }
        questions = facts.questions > 0 ? words("register-import.questions", ["count": words.count(facts.questions)]) : nil
        reasons = facts.reasons.map { reason in
            let schema = schemas[reason.kind]
            let title = schema?.columns.first { $0.name == reason.column }.map { words.title($0.title) }
            let own = words.isChinese ? reason.zh : reason.en
            return Reason(
                sheet: words("register-import.\(reason.kind.rawValue)"), text: own ?? words("reject.\(reason.reason)"),
                column: title ?? (reason.column.isEmpty ? words("reject.whole-row") : reason.column), rows: words.count(reason.rows),
                first: words.count(reason.first))
        }
        hasReasons = !reasons.isEmpty
        self.problems = problems
        client = RandomText.uuid()
        columnsLink = "/register-imports/\(facts.id)/columns"
        hasColumns = !facts.files.isEmpty
        hasBoth = facts.files.count == 2
    }

    private static func sheet(_ kind: RegisterFileKind, _ facts: RegisterImportFacts, _ schema: SourceSchema?, _ words: Words) -> Sheet {
        let title = words("register-import.\(kind.rawValue)")
        guard let file = facts.files[kind], let schema else {
            return Sheet(
                kind: kind.rawValue, title: title, name: "", note: "", isHere: false, columns: [], matched: [], matchedTitle: "", others: [],
                othersTitle: "",
                unused: nil)
        }
        let header = file.opened.header
        // The two columns of a correction file are ours and never chosen.
        let offered = header.filter { !$0.isEmpty && !CorrectionColumns.isOwn($0) }
        let columns = schema.columns.filter { $0.kind != .ignored }.map { column in
            let chosen = file.mapping[column.name]
            let place = chosen.flatMap { header.firstIndex(of: $0) }
            let sample = place.map { place in
                file.opened.preview.compactMap { $0.indices.contains(place) && !$0[place].isEmpty ? $0[place] : nil }.prefix(3)
                    .joined(separator: words.isChinese ? "，" : ", ")
            }
            let isRequired = kind.required.contains(column.name)
            return Column(
                name: "\(kind.rawValue).\(column.name)", id: "f-\(kind.rawValue)-\(column.name)", title: words.title(column.title),
                isRequired: isRequired,
                isOpen: isRequired && chosen == nil, options: offered.map { Option(value: $0, isChosen: $0 == chosen) },
                sample: sample ?? "")
        }
        let matched = columns.filter { !$0.isRequired && $0.options.contains(where: \.isChosen) }
        let others = columns.filter { !$0.isRequired && !$0.options.contains(where: \.isChosen) }
        let unused = offered.filter { !file.mapping.values.contains($0) }
        return Sheet(
            kind: kind.rawValue, title: title, name: file.name,
            note: words("register-import.note", ["columns": String(header.count), "size": words.size(file.size)]), isHere: true,
            columns: columns.filter(\.isRequired),
            matched: matched, matchedTitle: words("register-import.matched", ["columns": String(matched.count)]),
            others: others, othersTitle: words("register-import.others", ["columns": String(others.count)]),
            unused: unused.isEmpty ? nil : words("register-import.unused", ["headers": unused.joined(separator: words.isChinese ? "、" : ", ")]))
    }
}

/// The register imports of a region, and the way to a new one.
struct RegisterImportsPage: ListModel {
    static let template = "register-imports"

    struct Line: Codable, Sendable, Hashable {
        var link: String
        var made: String
        var day: String
        var households: String
        var persons: String
        var rejected: String
        var state: String
        var mark: String
    }

    var problems: [FormProblem]
    var lines: [Line]
    var today: String
    var client: String
    var next: String?
    var nextLink: String?

    static let specimen = RegisterImportsPage(
        problems: [],
        lines: [
            Line(
                link: "/register-imports/3", made: "2025-10-21 16:12", day: "2025-10-01", households: "40", persons: "120", rejected: "2",
                state: "已导入",
                mark: "st-good")
        ], today: "2025-10-21", client: "00000000-0000-4000-8000-000000000000", next: "3", nextLink: "/register-imports?after=3")
}

extension RegisterImportsPage {
    init(_ found: [RegisterImportList.Line], limit: Int, today: CalendarDate, problems: [FormProblem], _ words: Words) {
        let shown = found.prefix(limit)
        lines = shown.map { line in
            Line(
                link: "/register-imports/\(line.id)", made: line.made.chinaText, day: line.day.description, households: words.count(line.households),
                persons: words.count(line.persons), rejected: words.count(line.rejected), state: words("register-import.state.\(line.state)"),
                mark: ["draft": "st", "running": "st-work", "done": "st-good", "failed": "st-bad"][line.state] ?? "st")
        }
        self.today = today.description
        self.problems = problems
        client = RandomText.uuid()
        next = found.count > limit ? shown.last.map { String($0.id) } : nil
        nextLink = next.map { "/register-imports?after=\($0)" }
    }
}
