import Foundation
import Testing

@testable import Platform

@Suite struct ByteSinkTests {
    @Test func numbersArePrintedInFull() throws {
        let folder = try TemporaryFolder()
        let sink = try ByteSink(path: folder.file("a"))
        for number in [0, -1, 42, Int64.max, .min] {
            sink.append(number: number)
            sink.append(byte: 0x20)
        }
        sink.appendHexadecimal(0x0123_4567_89AB_CDEF)
        try sink.close()
        #expect(try folder.read("a") == "0 -1 42 9223372036854775807 -9223372036854775808 0123456789abcdef")
    }

    @Test func moreThanTheBufferHoldsIsWrittenWhole() throws {
        let folder = try TemporaryFolder()
        let sink = try ByteSink(path: folder.file("a"))
        let piece = [UInt8](repeating: 0x61, count: 700_000)
        let large = [UInt8](repeating: 0x62, count: 3_000_000)
        sink.append(piece)
        sink.append(piece)
        sink.append(large)
        sink.append("!")
        try sink.close()
        let data = try #require(FileManager.default.contents(atPath: folder.file("a")))
        #expect(data.count == 4_400_001)
        #expect(data.prefix(1_400_000).allSatisfy { $0 == 0x61 } && data.last == 0x21)
    }

    @Test func nothingAppearsBeforeItIsComplete() throws {
        let folder = try TemporaryFolder()
        do {
            let sink = try ByteSink(path: folder.file("a"))
            sink.append("half")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func aFolderThatIsNotThereIsRefusedWithAReason() throws {
        let folder = try TemporaryFolder()
        #expect(throws: CommandFailure.self) { try ByteSink(path: folder.file("no/such")) }
    }
}
