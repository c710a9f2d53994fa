import Actions
import Basics
import PolicyLanguage
import Web

/// A rule tried with other values of its parameters, before anything is put in force.
struct TryPage: PageModel {
    static let template = "policy-try"

    struct Field: Codable, Sendable, Hashable {
        var name: String
        var id: String
        var title: String
        var unit: String
        var now: String
        var value: String
        var error: String?
    }

    struct Place: Codable, Sendable, Hashable {
        var name: String
        var before: String
        var after: String
        var appearing: String
        var disappearing: String
    }

    struct Subject: Codable, Sendable, Hashable {
        var link: String?
        var name: String
        var place: String
        var appears: Bool
    }

    var rule: String
    var title: String
    var heading: String
    var action: String
    var ruleLink: String
    var isReading: Bool
    var reloadLink: String
    var fault: String?
    var asOf: String?
    var fields: [Field]
    var hasResult: Bool
    var result: String
    var seconds: String
    var skipped: String?
    var places: [Place]
    var subjects: [Subject]
    var more: String?

    static let specimen = TryPage(
        rule: "income-below-monitoring-line", title: "收入低于监测线", heading: "多 12 户，少 3 户", action: "/rules/income-below-monitoring-line/try",
        ruleLink: "/rules/income-below-monitoring-line", isReading: true,
        reloadLink: "/rules/income-below-monitoring-line/try?set=monitoring_line=8000",
        fault: "no-law", asOf: "2025-10-21",
        fields: [
            Field(name: "values.monitoring_line", id: "f-monitoring_line", title: "防返贫监测收入线", unit: "元", now: "7800", value: "8000", error: "应当是数")
        ], hasResult: true, result: "12 条 → 21 条", seconds: "0.4", skipped: "没有送来",
        places: [Place(name: "石桥县", before: "12", after: "21", appearing: "12", disappearing: "3")],
        subjects: [Subject(link: "/households/7", name: "第 7 户", place: "990101001001", appears: true)], more: "只列前 50 条")
}

/// What the form sends.
struct TryForm: Codable, Sendable {
    var rule: String
    var values: [String: String]?
}

/// Reads what the address says, asks the tables, and builds the page.
struct TryRoute: Sendable {
    let parts: PoliciesParts

    private struct Asked {
        var pack: PolicyPack
        var rule: Rule
        var fields: [TryPage.Field]
        /// By name; only values that differ from the law's.
        var settings: [String: ParameterValue]
        var problems = false
    }

    func page(_ visit: Visit) async throws -> TryPage {
        let id = try visit.parameter("rule")
        let actor = try visit.actor
        let region = actor.scope.region
        let words = Words(visit)
        let today = visit.now.chinaDate
        let found = try await visit.ask(FindLaw(library: parts.law, region: region, day: today))
        let asked = try asked(id, found.law, visit.query("set") ?? "", today, words)
        var page = TryPage(
            rule: id, title: words.title(asked.rule.title), heading: words("try.heading"), action: "/rules/\(id)/try", ruleLink: "/rules/\(id)",
            isReading: false, reloadLink: visit.address(with: "set", visit.query("set")), fault: nil, asOf: nil, fields: asked.fields,
            hasResult: false,
            result: "", seconds: "", skipped: nil, places: [], subjects: [], more: nil)
        guard !asked.settings.isEmpty, !asked.problems else { return page }
        guard let held = parts.shelf.find(region: region.number, law: found.law) else {
            page.fault = parts.shelf.fault.map { words("try.fault", ["why": $0]) }
            page.isReading = true
            page.heading = words("try.reading")
            let comparison = parts.comparison(at: visit.desk, as: actor, found.law)
            parts.shelf.begin(region: region.number) { try await comparison.held(scope: region.number, asOf: today) }
            return page
        }
        let start = ContinuousClock.now
        let trial = try await Trial(held, rule: id, settings: held.settings(asked.settings, of: asked.pack.id), region: region)
        let spent = start.duration(to: .now).components
        page.fill(
            trial, asOf: held.asOf, milliseconds: spent.seconds * 1000 + spent.attoseconds / 1_000_000_000_000_000,
            names: try await visit.ask(PlaceNames(parts: parts, places: trial.places.map(\.code))), words)
        return page
    }

    private func asked(_ id: String, _ law: LawInForce, _ set: String, _ today: CalendarDate, _ words: Words) throws -> Asked {
        guard let pack = law.packs.first(where: { $0.rules.contains { $0.id == id } }), let rule = pack.rules.first(where: { $0.id == id }) else {
            throw Refusal.notFound
        }
        var given: [String: String] = [:]
        for pair in set.split(separator: ";") {
            let sides = pair.split(separator: "=", maxSplits: 1)
            if sides.count == 2 { given[String(sides[0])] = String(sides[1]) }
        }
        var asked = Asked(pack: pack, rule: rule, fields: [], settings: [:])
        let used = rule.parameters
        for parameter in pack.parameters where used.contains(parameter.name) {
            let now = parameter.value(on: today)
            let text = now.map { words.value($0.value, of: parameter.type) } ?? ""
            var field = TryPage.Field(
                name: "values.\(parameter.name)", id: "f-\(parameter.name)", title: words.title(parameter.title), unit: words.unit(parameter.type),
                now: text, value: given[parameter.name] ?? text, error: nil)
            if let typed = given[parameter.name] {
                if let value = ParameterValue(written: typed, as: parameter.type) {
                    if value != now?.value { asked.settings[parameter.name] = value }
                } else {
                    field.error = words("try.bad-value", ["form": ParameterValue.form(of: parameter.type)])
                    asked.problems = true
                }
            }
            asked.fields.append(field)
        }
        return asked
    }

    /// The address under which the form's values are tried, so that it can be copied.
    func address(of form: TryForm) -> String {
        let set = (form.values ?? [:]).filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
        return "/rules/\(form.rule)/try?set=\(Percent.encoded(set))"
    }
}

/// Names of places.
private struct PlaceNames: Query {
    static let permission = Permission.policyRead
    let parts: PoliciesParts
    let places: [Int64]

    func answer(in reading: Reading) throws -> [Int64: String] {
        var names: [Int64: String] = [:]
        for place in places { names[place] = try RegionCode(number: place).map { try parts.regionName($0, reading) } }
        return names
    }
}

extension TryPage {
    fileprivate mutating func fill(_ trial: Trial, asOf: CalendarDate, milliseconds: Int64, names: [Int64: String], _ words: Words) {
        self.asOf = asOf.description
        hasResult = true
        seconds = words.seconds(milliseconds)
        skipped = trial.skipped.map(words.skipped)
        heading =
            trial.appearing + trial.disappearing == 0
            ? words("try.same")
            : words("try.changed", ["more": words.count(Int64(trial.appearing)), "less": words.count(Int64(trial.disappearing))])
        result = words("try.result", ["before": words.count(Int64(trial.before)), "after": words.count(Int64(trial.after))])
        places = trial.places.map {
            Place(
                name: names[$0.code] ?? words("try.nowhere"), before: words.count(Int64($0.before)), after: words.count(Int64($0.after)),
                appearing: words.count(Int64($0.appearing)), disappearing: words.count(Int64($0.disappearing)))
        }
        subjects = trial.subjects.map { subject in
            Subject(
                link: subject.household.map { "/households/\($0)" },
                name: subject.household.map { words("try.household", ["number": String($0)]) } ?? words("try.other"),
                place: subject.region == 0 ? "" : String(subject.region), appears: subject.appears)
        }
        if trial.appearing > Trial.shown || trial.disappearing > Trial.shown { more = words("try.more", ["shown": String(Trial.shown)]) }
    }
}
