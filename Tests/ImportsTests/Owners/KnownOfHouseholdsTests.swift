import Actions
import Basics
import Datasets
import Register
import Storage
import Testing

@testable import Imports

@Suite struct KnownOfHouseholdsTests {
    private static let village = DeliveryDesk.place(990_101_001_001)
    private static let reader = DeliveryDesk.actor(village, may: [.householdRead])

    private static func question(_ people: [Int], known: Moment? = nil, in place: RegionCode = village) throws -> HouseholdInQuestion {
        HouseholdInQuestion(
            number: 7, place: place,
            people: try people.map { .init(name: "张小\($0 % 9)", key: try #require(IdentityKey(normalised: TestFile.residentID($0)))) },
            day: CalendarDate(daysSinceEpoch: 20_500), known: known)
    }

    private static func known(_ desk: DeliveryDesk, _ question: HouseholdInQuestion, as actor: Actor = reader) async throws -> KnownElsewhere {
        let found = try await desk.desk.ask(DeliveriesInUse(place: question.place, day: question.day, known: question.known), as: actor)
        return try KnownOfHousehold(question: question, open: OpenDeliveries(desk.parts.blobs), words: .keys).of(desk.parts.schemas, found)
    }

    private static func accept(_ desk: DeliveryDesk, _ rows: [[String]]) async throws {
        let received = try await desk.receive(TestFile.text([TestFile.header] + rows))
        try await desk.work()
        _ = try await desk.perform(AcceptDelivery(delivery: received.delivery))
    }

    @Test func whatIsAcceptedIsKnownAndWhatIsNotIsUnknown() async throws {
        try await DeliveryDesk.each { desk in
            let received = try await desk.receive(TestFile.text([TestFile.header] + (0..<20).map(TestFile.row)))
            try await desk.work()
            let before = try await Self.known(desk, try Self.question([4, 900]))
            #expect(before.sources.isEmpty && before.unknown.count == 2, "read, but in use nowhere yet")
            _ = try await desk.perform(AcceptDelivery(delivery: received.delivery))
            let after = try await Self.known(desk, try Self.question([4, 900]))
            let source = try #require(after.sources.first)
            #expect(source.rows.map(\.person) == ["张小4"] && source.rows[0].line == "6")
            #expect(source.link == nil, "a village's officer does not see the county's delivery itself")
            #expect(after.unknown.count == 1, "nobody sent vehicles")
            let county = DeliveryDesk.actor(may: [.householdRead, .deliveryRead])
            #expect(try await Self.known(desk, try Self.question([4]), as: county).sources[0].link == "/deliveries/\(received.delivery)")
            let nobody = try await Self.known(desk, try Self.question([900]))
            #expect(nobody.sources.isEmpty && nobody.silent.count == 1, "they sent, and it is not there")
        }
    }

    @Test func aNeighboursDeliveryAndAnotherDepartmentsSayNothing() async throws {
        try await DeliveryDesk.each { desk in
            try await Self.accept(desk, (0..<20).map(TestFile.row))
            let elsewhere = try await Self.known(desk, try Self.question([4], in: DeliveryDesk.place(990_102_001_001)))
            #expect(elsewhere.sources.isEmpty)
            let other = DeliveryDesk.actor(department: "civil-affairs", may: [.householdRead])
            #expect(try await Self.known(desk, try Self.question([4]), as: other).sources.isEmpty)
        }
    }

    @Test func theNewestRowsStandFirstAndManyAreFolded() async throws {
        try await DeliveryDesk.each { desk in
            let rows = (1...9).map { day -> [String] in
                var row = TestFile.row(4)
                row[5] = "2025-09-0\(day)"
                return row
            }
            try await Self.accept(desk, rows + [TestFile.row(5)])
            let source = try #require(try await Self.known(desk, try Self.question([4, 5])).sources.first)
            #expect(source.rows.map(\.person) == ["张小4", "张小5", "张小4"], "everybody's newest before anybody's second")
            #expect(source.rows[0].text.contains("2025-09-09") && source.rows[2].text.contains("2025-09-08"))
            #expect(source.more.count == 7 && source.moreTitle != nil)
        }
    }

    @Test func whatWasInUseThenIsWhatWasKnownThen() async throws {
        try await DeliveryDesk.each { desk in
            try await Self.accept(desk, [TestFile.row(4)])
            let then = desk.desk.now
            try await Task.sleep(for: .milliseconds(5))
            var row = TestFile.row(4)
            row[3] = "白水县中医院"
            try await Self.accept(desk, [row])
            #expect(try await Self.known(desk, try Self.question([4], known: then)).sources[0].rows[0].text.contains("石桥县人民医院"))
            #expect(try await Self.known(desk, try Self.question([4])).sources[0].rows[0].text.contains("白水县中医院"))
            let before = Moment(milliseconds: then.milliseconds - 86_400_000)
            #expect(try await Self.known(desk, try Self.question([4], known: before)).sources.isEmpty)
        }
    }
}
