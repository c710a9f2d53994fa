import Foundation
import Testing

@testable import Platform

/// `--keep`: what was read once is not read again while its files stay the same, and nobody sees a difference in what comes out.
@Suite struct KeepTests {
    @Test func theSecondRunReadsNothingAndWritesTheSame() async throws {
        let county = try KeepingCounty()
        let first = try await county.run("first")
        let second = try await county.run("second")
        #expect(first.phases.isSuperset(of: ["build register", "read departments", "keep"]))
        #expect(second.phases.isDisjoint(with: ["build register", "index register", "read departments", "arrange rows", "keep"]))
        #expect(first.files == second.files)
        #expect(first.files == (try await county.run("without", keep: nil).files))
    }

    @Test func onlyItsOwnerMayReadWhatIsKept() async throws {
        let county = try KeepingCounty()
        _ = try await county.run("out")
        #expect(try county.folder.permissions("kept") == 0o700)
        let names = try county.keptNames()
        #expect(
            Set(names).isSuperset(of: [
                "vehicles.json", "vehicles.1.column", "vehicles.lines.column", "persons.0.column", "register-numbering.column",
            ]))
        for name in names { #expect(try county.folder.permissions("kept/\(name)") == 0o600, "\(name)") }
    }

    @Test func aChangedDepartmentFileIsReadAgainAlone() async throws {
        let county = try KeepingCounty()
        let first = try await county.run("first")
        let before = try county.keptFiles()
        try county.append("\(SmallDelivery.ids[1]),99000,2024-01-01,在用\n", to: "vehicles")
        let second = try await county.run("second")
        #expect(first.clues == 4 && second.clues == 6)
        #expect(second.phases.contains("read departments") && !second.phases.contains("build register"))
        #expect(try county.rewritten(since: before) == ["vehicles"])
        #expect(second.files == (try await county.run("without", keep: nil).files))
    }

    /// Whatever changes in the register, the departments' files that did not change are matched again, and none is parsed.
    @Test(arguments: KeepingCounty.RegisterChange.allCases)
    func aChangedRegisterMatchesKeptDeliveriesAnew(_ change: KeepingCounty.RegisterChange) async throws {
        let county = try KeepingCounty()
        let first = try await county.run("first")
        try county.changeRegister(change)
        let second = try await county.run("second")
        #expect(second.phases.isSuperset(of: ["build register", "match kept deliveries", "arrange rows"]))
        #expect(!second.phases.contains("read departments"))
        #expect(change == .reordered || second.files != first.files)
        let plain = try await county.run("without", keep: nil)
        #expect(second.files == plain.files)
        #expect(second.accounts == plain.accounts)
        // What was matched again is kept as it now is.
        let third = try await county.run("third")
        #expect(third.phases.isDisjoint(with: ["build register", "match kept deliveries", "read departments", "keep"]))
        #expect(third.files == plain.files)
        // Who left and came back finds the rows again that nobody else claimed.
        try county.restoreRegister()
        let back = try await county.run("back")
        #expect(!back.phases.contains("read departments"))
        #expect(back.files == first.files && back.accounts == first.accounts)
    }

    @Test func aChangedDepartmentFileAloneIsParsedWhenTheRegisterChangesToo() async throws {
        let county = try KeepingCounty()
        _ = try await county.run("first")
        try county.changeRegister(.memberRemoved)
        try county.append("\(SmallDelivery.ids[1]),99000,2024-01-01,在用\n", to: "vehicles")
        let second = try await county.run("second")
        #expect(second.phases.isSuperset(of: ["match kept deliveries", "read departments"]))
        #expect(second.files == (try await county.run("without", keep: nil).files))
    }

    @Test func anotherCodeListMakesThatSourceBeReadAgain() async throws {
        let county = try KeepingCounty()
        let first = try await county.run("first")
        let before = try county.keptFiles()
        let path = "DataSources/public-security/vehicles/source.yaml"
        try county.folder.write(try county.folder.read(path).replacing("codes: [在用]", with: "codes: [在用, 报废]"), to: path)
        let second = try await county.run("second")
        #expect(first.rejected == 1 && second.rejected == 0)
        #expect(try county.rewritten(since: before) == ["vehicles"])
        #expect(second.files == (try await county.run("without", keep: nil).files))
    }

    @Test func anotherPacksRunUsesTheSameDeliveries() async throws {
        let county = try KeepingCounty()
        _ = try await county.run("first", "--pack", "test/cars")
        let before = try county.keptFiles()
        let other = try await county.run("other", "--pack", "test/pensions")
        #expect(other.clues == 1)
        #expect(!other.phases.contains("read departments"))
        #expect(try county.rewritten(since: before).isEmpty)
    }

    @Test func rowsOfStrangersThatWereKeptServeRunsThatDoNotAskForThem() async throws {
        let county = try KeepingCounty()
        let rows = try await county.run("rows", "--pack", "test/rows")
        #expect(rows.clues == 2)
        let cars = try await county.run("cars", "--pack", "test/cars")
        #expect(!cars.phases.contains("read departments"))
        #expect(cars.files == (try await county.run("without", "--pack", "test/cars", keep: nil).files))
        // The other way round they stand at the end, and come among the others without the file being read again.
        try FileManager.default.removeItem(atPath: county.folder.file("kept"))
        _ = try await county.run("cars-first", "--pack", "test/cars")
        let second = try await county.run("rows-second", "--pack", "test/rows")
        #expect(!second.phases.contains("read departments"))
        #expect(second.files == rows.files)
    }

    @Test func whatIsDamagedIsAsIfItWereNotThere() async throws {
        let county = try KeepingCounty()
        let whole = try await county.run("whole", "--no-workbooks")
        var random = SystemRandomNumberGenerator()
        for name in try county.keptNames() {
            for _ in 0..<4 {
                let url = URL(fileURLWithPath: county.folder.file("kept/\(name)"))
                var bytes = try Data(contentsOf: url)
                try #require(!bytes.isEmpty)
                let place = Int.random(in: 0..<bytes.count, using: &random)
                let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
                bytes[place] ^= bit
                try bytes.write(to: url)
                #expect(try await county.run("out", "--no-workbooks").files == whole.files, "\(name), byte \(place), bit \(bit)")
            }
            for share in [0, 1, 2] {
                let url = URL(fileURLWithPath: county.folder.file("kept/\(name)"))
                let bytes = try Data(contentsOf: url)
                try bytes.prefix(bytes.count * share / 3).write(to: url)
                #expect(try await county.run("out", "--no-workbooks").files == whole.files, "\(name) cut to \(share) thirds")
            }
        }
    }

    @Test func aFolderThatCannotBeWrittenIsNoHindrance() async throws {
        let county = try KeepingCounty()
        try county.folder.write("a file, not a folder", to: "kept")
        #expect(try await county.run("out").clues == 4)
    }
}
