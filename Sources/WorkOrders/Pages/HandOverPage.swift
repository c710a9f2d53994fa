import Actions
import Basics
import Regions
import Storage
import Web

/// Where the open work of somebody who leaves is given to another.
struct HandOverPage: PageModel {
    static let template = "work-hand-over"

    var title: String
    var form: FormState

    static var specimen: HandOverPage {
        var form = FormState(for: HandOverWork.self)
        form.choose("from", from: [FormOption("7", "陈大勇（12 件）")])
        form.choose("to", from: [FormOption("8", "李小川")])
        return HandOverPage(title: "移交工作", form: form)
    }

    static func read(_ visit: Visit, _ parts: WorkOrdersParts, form: FormState? = nil) async throws -> HandOverPage {
        let found = try await visit.ask(HandOverChoices(parts: parts))
        let words = WorkWords(visit)
        var form = form ?? FormState(for: HandOverWork.self, values: ["from": visit.query("from") ?? ""])
        form.choose(
            "from",
            from: found.people.map {
                FormOption(String($0.account), words("work.hand-over.person", ["name": $0.name ?? "—", "count": Figures.count($0.open)]))
            })
        form.choose(
            "to",
            from: [FormOption("", words("work.hand-over.nobody"))]
                + found.officers.map { FormOption(String($0.account), $0.name, hint: found.names[$0.region]) })
        return HandOverPage(title: words("work.hand-over.title"), form: form)
    }
}

/// Who has open work in the region, and who could take it: the officers of the region and of the places below it.
struct HandOverChoices: Query {
    static let permission = Permission.workOrderDispatch
    var parts: WorkOrdersParts

    struct Answer: Sendable {
        var people: [OverdueWork.Person]
        var officers: [WorkOrdersParts.Officer]
        var names: [RegionCode: String]
    }

    func answer(in reading: Reading) throws -> Answer {
        let people = try OverdueWork(parts: parts).answer(in: reading).people
        let region = reading.scope.region
        var places: Set<RegionCode> = [region]
        if region.level >= .county {
            places.formUnion(try RegionNames.below(region, on: reading.today, in: reading).compactMap { RegionCode(number: $0.code) })
        }
        let officers = try parts.officers(places, reading).sorted { ($0.region, $0.account) < ($1.region, $1.account) }
        return Answer(people: people, officers: officers, names: try RegionNames.places(of: officers.map(\.region), in: reading))
    }
}

/// What places are called by themselves.
struct OwnNames: Query {
    static let permission = Permission.workOrderRead
    var codes: [RegionCode]

    func answer(in reading: Reading) throws -> [RegionCode: String] {
        try RegionNames.places(of: codes, in: reading).mapValues { name in name.split(separator: " ").last.map(String.init) ?? name }
    }
}
