import Basics

/// A made-up household while it is put together: its people, its row in the register, and what the departments know about it.
struct Household: Sendable {
    /// Counts from 0 among the registered households, or among the others.
    let number: Int
    let registered: Bool
    let village: Village
    let county: County
    let asOf: CalendarDate
    let sheets: Sheets
    var random: RandomStream
    var members: [Member] = []
    /// Cells of the register's row.
    var cells: [Cell] = []
    /// The departments' rows.
    var records: [Record] = []
    /// Names of datasets and columns that no source has: a mistake of the code or of a changed source.
    var mistakes: Set<String> = []

    // What is true of the household, from which its row is written.
    var surname = ""
    var dibao = false
    var destitute = false
    var relocated = false
    var exited = true
    var entered = CalendarDate.first
    var monitored: Monitoring?
    var mainCause = "缺技术"
    /// Arable land and farmland returned to forest, in hundredths of a mu.
    var arable = 0
    var returnedForest = 0
    /// Floor area in hundredths of a square metre.
    var floorArea = 0
    /// Payments by card in the last twelve months, by their kind, in fen.
    var paidByCard: [String: Int] = [:]
    /// Measures of help for monitored households: kind and day.
    var measures: [(kind: String, day: CalendarDate)] = []

    struct Monitoring: Sendable {
        var category: String
        var risk: String
        var identified: CalendarDate
        var removed: CalendarDate?
    }

    /// The end of the third year after it was registered, as for most.
    var exitDay: CalendarDate? { CalendarDate(year: entered.year + 3, month: 12, day: 20) }

    /// Household number in the register.
    var id: Int { (registered ? 9_900_000_001 : 9_950_000_001) + number }
    /// 19 digits, from which bank cards of subsidies are made; unique to the household.
    var account: Int { BankAccounts.number(registered ? number : 5_000_000 + number) }

    func personID(_ member: Int) -> Int { id * 100 + member + 1 }

    // MARK: rows

    /// Adds a department's row. `member` is whose ID number and name it carries.
    mutating func add(_ dataset: String, _ member: Int? = nil, _ values: KeyValuePairs<String, Cell>) {
        guard let sheet = sheets[dataset] else {
            mistakes.insert(dataset)
            return
        }
        var cells = [Cell](repeating: .empty, count: sheet.columnCount)
        var hint = 0
        for (column, cell) in values {
            guard let place = sheet.place(column, hint: hint) else {
                mistakes.insert("\(dataset).\(column)")
                continue
            }
            cells[place] = cell
            hint = place + 1
        }
        records.append(Record(sheet: sheet.id, owner: member, cells: cells))
    }

    /// Changes the household's row in the register.
    mutating func set(_ values: KeyValuePairs<String, Cell>) {
        guard let sheet = sheets["households"] else { return }
        for (column, cell) in values {
            guard let place = sheet.place(column, hint: 0) else {
                mistakes.insert("households.\(column)")
                continue
            }
            cells[place] = cell
        }
    }

    /// Changes a member's row in the register.
    mutating func set(_ member: Int, _ values: KeyValuePairs<String, Cell>) {
        guard let sheet = sheets["persons"], members.indices.contains(member) else { return }
        for (column, cell) in values {
            guard let place = sheet.place(column, hint: 0) else {
                mistakes.insert("persons.\(column)")
                continue
            }
            members[member].cells[place] = cell
        }
    }

    /// A cell of the household's row.
    subscript(column: String) -> Cell {
        guard let place = sheets["households"]?.place(column, hint: 0), cells.indices.contains(place) else { return .empty }
        return cells[place]
    }

    /// Takes away the rows of a dataset, of one member or of all.
    mutating func remove(_ dataset: String, _ member: Int? = nil) {
        guard let sheet = sheets[dataset] else {
            mistakes.insert(dataset)
            return
        }
        records.removeAll { $0.sheet == sheet.id && (member == nil || $0.owner == member) }
    }

    /// Gives a member another day of birth, and with it an ID number from an area of its own.
    mutating func bear(_ member: Int, on birth: CalendarDate, serial: Int) {
        guard members.indices.contains(member) else { return }
        members[member].birth = birth
        members[member].age = birth.years(to: asOf)
        members[member].digits = IDNumbers.number(born: birth, serial: serial, of: .planted, male: members[member].male)
        set(member, ["birth_date": .day(birth), "id_number": .id(members[member].digits)])
    }

    // MARK: days

    /// So many days before the province's day.
    func ago(days: Int) -> CalendarDate { asOf.adding(days: -days) ?? asOf }
    func ago(months: Int) -> CalendarDate { asOf.adding(months: -months) ?? asOf }
    /// So many days before the year began, or at least within twelve months: what was paid then counts for the last twelve months, and not for this year.
    func beforeNewYear(days: Int) -> CalendarDate {
        ago(days: min(Int(asOf.daysSinceEpoch - newYear.daysSinceEpoch) + days, 364))
    }
    /// So many days ago, but not before the year began: it counts for this year.
    func thisYear(days: Int) -> CalendarDate { max(ago(days: days), newYear) }
    private var newYear: CalendarDate { CalendarDate(year: asOf.year, month: 1, day: 1) ?? asOf }

    mutating func day(from: String, to: String) -> CalendarDate {
        guard let from = CalendarDate(iso: from), let to = CalendarDate(iso: to) else { return asOf }
        return from.adding(days: random.below(max(1, from.days(to: to)))) ?? from
    }
}

/// Bank accounts of 19 digits with a right Luhn digit, one for each household.
enum BankAccounts {
    static func number(_ household: Int) -> Int {
        let body = 621_799_000_000_000_000 + household * 7
        var (rest, sum, double) = (body, 0, true)
        while rest > 0 {
            let digit = rest % 10 * (double ? 2 : 1)
            sum += digit > 9 ? digit - 9 : digit
            rest /= 10
            double.toggle()
        }
        return body * 10 + (10 - sum % 10) % 10
    }
}
