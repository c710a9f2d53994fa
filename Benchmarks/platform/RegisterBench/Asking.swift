import Actions
import Basics
import Register
import RegisterLoad

/// The two questions that an office and another system ask most: who has this ID number, and who is called so in this county.
struct Asking {
    let desk: Desk
    let register: MadeUpRegister
    let people: Int

    private static let times = 2000

    func run() async throws -> [String: Double] {
        let officer = try MadeUpRegister.officer()
        let county = Actor(
            account: 8, name: "李强", role: "county-office", permissions: officer.permissions,
            scope: Scope(region: try MadeUpRegister.code(register.county(3))))
        var chance = SystemRandomNumberGenerator()
        func anybody() -> MadeUpPerson { MadeUpPerson(number: Int.random(in: 0..<people, using: &chance)) }
        let identity = try await timed {
            guard try await desk.ask(PersonByID(anybody().idNumber), as: officer) != nil else { throw LoadMistake("somebody is not in the register") }
        }
        let name = try await timed { _ = try await desk.ask(FindPeople(anybody().name), as: county) }
        let beginning = try await timed { _ = try await desk.ask(FindPeople(String(anybody().name.prefix(2))), as: county) }
        let surname = try await timed { _ = try await desk.ask(FindPeople(String(anybody().name.prefix(1))), as: county) }
        let letters = Array("abcdefghjklmnpqrstwxyz")
        let initials = try await timed {
            let text = String((0..<2).map { _ in letters[Int.random(in: 0..<letters.count, using: &chance)] })
            _ = try await desk.ask(FindPeople(text), as: county)
        }
        return [
            "person_by_id_p95_ms": identity, "name_p95_ms": name, "beginning_p95_ms": beginning, "surname_p95_ms": surname,
            "initials_p95_ms": initials,
        ]
    }

    /// The 95th of 100 answers, in milliseconds.
    private func timed(_ question: () async throws -> Void) async throws -> Double {
        let clock = ContinuousClock()
        for _ in 0..<50 { try await question() }
        var times: [Double] = []
        for _ in 0..<Self.times {
            let started = clock.now
            try await question()
            times.append((clock.now - started) / .milliseconds(1))
        }
        return times.sorted()[Self.times * 95 / 100]
    }
}
