import Actions
import Basics
import Clues
import Storage
import WorkOrders

/// Urges a place below, a person or a department: about what is overdue there, or one thing, with a deadline in working days for the reply.
package struct SendUrging: Action {
    package static let name = "urging.send"
    package static let permission = Permission.urgingSend
    /// Working days for the reply when nothing else is said. A working rule of ours.
    static let limit = 3

    /// 12 digits.
    package var region: Int64
    package var about: UrgingAbout
    /// The number of the clue, the piece of work, the measure.
    package var thing: Int64?
    /// The account urged; the office of the place when not said.
    package var holder: Int64?
    /// A department's folder name.
    package var department: String?
    package var text: String
    /// Working days.
    package var limit: Int?
    /// Given by the room, never sent.
    package var parts = SupervisionParts()
    private enum CodingKeys: String, CodingKey { case region, about, thing, holder, department, text, limit }

    package init(
        region: Int64, about: UrgingAbout, thing: Int64? = nil, holder: Int64? = nil, department: String? = nil, text: String, limit: Int? = nil,
        parts: SupervisionParts
    ) {
        (self.region, self.about, self.thing, self.holder, self.department) = (region, about, thing, holder, department)
        (self.text, self.limit, self.parts) = (text, limit, parts)
    }

    package func place(in reading: Reading) throws -> RegionCode? { RegionCode(number: region) }

    package func perform(in writing: Writing) throws -> Int64 {
        guard let place = RegionCode(number: region) else { throw Refusal.notFound }
        let text = text.trimmed
        guard (6...500).contains(text.count) else { throw Refusal.invalid("text", UrgingProblems.textMissing) }
        let limit = limit ?? Self.limit
        guard (1...60).contains(limit) else { throw Refusal.invalid("limit", UrgingProblems.limitWrong) }
        let from = try parts.home(of: writing.actor, writing.reading)
        let department = department.flatMap { $0.isEmpty ? nil : $0 }
        guard place != from || holder != nil || department != nil else { throw Refusal.invalid("region", UrgingProblems.ownOffice) }
        if let holder { try check(holder, at: place, writing) }
        if let department, !parts.departments.contains(where: { $0.name == department }) {
            throw Refusal.invalid("department", UrgingProblems.notAnOfficer)
        }
        let thing = about.isOne ? thing : nil
        if about.isOne { try check(thing, at: place, writing) }
        let due = WorkingDays.shipped.day(limit, after: writing.today)
        let count = try OverdueCount(about, thing: thing, holder: holder).now(in: place, writing.reading)
        let book = UrgingBook(writing)
        let id = try writing.newID(for: .urgings)
        let order = try book.order(id, region: place, holder: holder, department: department, due: due, reason: text)
        try writing.insert(
            into: .urgings, id: id,
            [
                "region": place, "from_region": from, "holder": holder, "department": department, "about": about, "thing": thing, "overdue": count,
                "text": text, "due_on": due, "state": UrgingState.open, "sent_ms": writing.now, "sent_by": writing.actor.account, "work_order": order,
            ])
        try book.write(id, .send, .open, text, after: due, overdue: count)
        writing.subject = "urging/\(id)"
        writing.note("about", about.rawValue)
        return id
    }

    private func check(_ holder: Int64, at place: RegionCode, _ writing: Writing) throws {
        guard holder != writing.actor.account, try parts.posts([holder], writing.reading)[holder]?.region == place else {
            throw Refusal.invalid("holder", UrgingProblems.notAnOfficer)
        }
    }

    /// One thing has to lie in the place and to be open.
    private func check(_ thing: Int64?, at place: RegionCode, _ writing: Writing) throws {
        let reader = writing.transaction.reader
        let region: RegionCode? =
            switch (about, thing) {
            case (.clue, let thing?): try Clue.find(thing, in: reader).flatMap { $0.state == .closed ? nil : $0.region }
            case (.order, let thing?):
                try WorkOrder.find(thing, in: reader).flatMap { $0.state.isOpen && $0.kind != UrgingWork.kind ? $0.region : nil }
            case (.measure, let thing?): try Measure.find(thing, in: reader).flatMap { $0.life.state == .open ? $0.region : nil }
            default: nil
            }
        guard let region, place.contains(region) else { throw Refusal.invalid("thing", UrgingProblems.noSuchThing) }
    }
}
