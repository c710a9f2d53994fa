import Basics
import Testing

@Suite struct ResidentIDTests {
    @Test func theStandardsOwnExamplesAreValid() throws {
        let woman = try ResidentID("11010519491231002X")
        #expect(woman.area == "110105")
        #expect(woman.birthDate.description == "1949-12-31")
        #expect(woman.sequence == "002")
        #expect(woman.sex == .female)
        #expect(woman.check == "X")
        let older = try ResidentID("440524188001010014")
        #expect(older.birthDate.year == 1880)
        #expect(older.sex == .male)
        #expect(older.sexDigit == 1)
    }

    @Test func numbersAgreeWithTheStandardsTable() throws {
        var generator = SeededGenerator(seed: 11643)
        for _ in 0..<500 {
            let day = try #require(CalendarDate(daysSinceEpoch: Int32.random(in: -20_000...20_000, using: &generator)))
            let area = 990_000 + Int.random(in: 100...899, using: &generator)
            let sequence = 100 + Int.random(in: 0...700, using: &generator)
            let text = StandardTable.complete("\(area)\(day.yyyymmdd)\(sequence)")
            let id = try ResidentID(text)
            #expect(id.revealed == text)
            #expect(id.birthDate == day)
            #expect(id.sex == (sequence % 2 == 1 ? .male : .female))
        }
    }

    @Test func everySingleWrongDigitIsNoticed() throws {
        let right = Array(StandardTable.complete("99010119850607123"))
        for place in right.indices {
            for digit in "0123456789" where right[place] != digit {
                var wrong = right
                wrong[place] = digit
                #expect(throws: Problem.self) { try ResidentID(String(wrong)) }
            }
        }
    }

    @Test(arguments: [
        ("9901011985060712", "resident-id-length"), ("", "resident-id-length"), ("9901011985060712345678901", "resident-id-length"),
        ("99010119850607A23X", "resident-id-characters"), ("X90101198506071231", "resident-id-characters"),
        ("九九零一零一一九八五零六零七一二三四", "resident-id-characters"), ("110105194912310021", "resident-id-check-digit"),
    ])
    func eachMistakeHasItsOwnCode(text: String, code: String) {
        do {
            _ = try ResidentID(text)
            Issue.record("was accepted")
        } catch {
            #expect(error.code.rawValue == code)
        }
    }

    @Test(arguments: ["99010119850230123", "99010120231301123", "99010100000101123", "99010119000229123"])
    func aDayThatDoesNotExistIsRefusedThoughTheCheckDigitFits(digits: String) {
        do {
            _ = try ResidentID(StandardTable.complete(digits))
            Issue.record("was accepted")
        } catch {
            #expect(error.code == "resident-id-birth-date")
        }
    }

    @Test func aWrongCheckDigitIsToldTheRightOne() {
        do {
            _ = try ResidentID("110105194912310021")
            Issue.record("was accepted")
        } catch {
            #expect(error.why.en == "check digit should be X")
            #expect(error.why.zh == "校验码应为 X")
        }
    }

    @Test func fiveNinesInARowAreAConcernAndValid() throws {
        #expect(try ResidentID(StandardTable.complete("99010119850607123")).hasFiveNines == false)
        #expect(try ResidentID(StandardTable.complete("99999119850607123")).hasFiveNines)
    }

    @Test func printingShowsNobody() throws {
        let text = StandardTable.complete("99010119850607123")
        let id = try ResidentID(text)
        let masked = "990101********" + text.suffix(4)
        struct Holder { var id: ResidentID }
        var dumped = ""
        dump(Holder(id: id), to: &dumped)
        #expect(id.description == masked)
        #expect(String(reflecting: id) == masked)
        for shown in ["\(Holder(id: id))", "\([id])", "\(Optional(id) as Any)", "\(id.key)", String(reflecting: id.key), dumped] {
            #expect(!shown.contains("19850607"))
            #expect(!shown.contains(String(id.key.value)))
        }
    }
}
