import Testing

@testable import Tabular

private let plain = "身份证号,姓名,金额\n991481198106174129,柳财琴,1940.00\n99032119450726233X,刘薇科,1300.00\n"
private let plainRows = [["991481198106174129", "柳财琴", "1940.00"], ["99032119450726233X", "刘薇科", "1300.00"]]

@Suite struct DelimitedSourceTests {
    @Test(arguments: TextEncoding.allCases)
    func theSameTableIsReadInEveryEncoding(encoding: TextEncoding) throws {
        let folder = try ScratchFolder()
        let path = try folder.write(encoding.bytes(plain))
        let source = try TableFile.open(path: path)
        #expect(source.description.encoding == encoding)
        #expect(source.description.delimiter == UInt8(ascii: ","))
        #expect(source.description.header == ["身份证号", "姓名", "金额"])
        let table = try ReadTable.read(source)
        #expect(table.fields == plainRows)
        #expect(table.rows.map(\.line) == [2, 3])
        #expect(table.faults.isEmpty)
    }

    @Test func aMarkAtTheBeginningIsNotPartOfTheFirstHeader() throws {
        let folder = try ScratchFolder()
        for (mark, encoding) in [([0xEF, 0xBB, 0xBF], TextEncoding.utf8), ([0xFF, 0xFE], .utf16LittleEndian), ([0xFE, 0xFF], .utf16BigEndian)] {
            let path = try folder.write(mark.map { UInt8($0) } + encoding.bytes(plain))
            let source = try TableFile.open(path: path)
            #expect(source.description.encoding == encoding)
            #expect(source.description.byteOrderMark)
            #expect(source.description.header.first == "身份证号")
            #expect(try ReadTable.read(source).fields == plainRows)
        }
    }

    @Test(arguments: [",", "\t", ";", "|"], TextEncoding.allCases)
    func theDelimiterIsFoundOut(delimiter: String, encoding: TextEncoding) throws {
        let folder = try ScratchFolder()
        // 䅇 and its like have `|` as their second byte in GB18030.
        let text = plain.replacing("柳财琴", with: "亅亊鍇").replacing(",", with: delimiter)
        let source = try TableFile.open(path: folder.write(encoding.bytes(text)))
        #expect(source.description.delimiter == delimiter.utf8.first)
        #expect(try ReadTable.read(source).fields[0] == ["991481198106174129", "亅亊鍇", "1940.00"])
    }

    @Test func carriageReturnsAreNoPartOfTheLastField() throws {
        let folder = try ScratchFolder()
        let table = try ReadTable.read(folder.write(plain.replacing("\n", with: "\r\n")))
        #expect(table.fields == plainRows)
    }

    @Test func aFileNeedNotEndWithANewline() throws {
        let folder = try ScratchFolder()
        #expect(try ReadTable.read(folder.write("a,b\n1,2\n3,4")).fields == [["1", "2"], ["3", "4"]])
        #expect(try ReadTable.read(folder.write("a,b\n1,\"2\"")).fields == [["1", "2"]])
        #expect(try ReadTable.read(folder.write("a,b")).fields == [])
    }

    @Test func blankLinesAreNotRowsButCountAsLines() throws {
        let folder = try ScratchFolder()
        let table = try ReadTable.read(folder.write("a,b\n\n1,2\n\r\n\n3,4\n\n"))
        #expect(table.rows == [.init(line: 3, fields: ["1", "2"]), .init(line: 6, fields: ["3", "4"])])
        #expect(table.faults.isEmpty)
    }

    @Test func oneColumnIsATableToo() throws {
        let folder = try ScratchFolder()
        let table = try ReadTable.read(folder.write("a\n1\n\n\"\"\n\"2\n3\"\n"))
        #expect(table.rows == [.init(line: 2, fields: ["1"]), .init(line: 4, fields: [""]), .init(line: 5, fields: ["2\n3"])])
    }

    @Test func raggedRecordsAreFaultsWithTheirLine() throws {
        let folder = try ScratchFolder()
        let table = try ReadTable.read(folder.write("a,b,c\n1,2,3\n1,2\n1,2,3,4\n4,5,6\n"))
        #expect(table.fields == [["1", "2", "3"], ["4", "5", "6"]])
        #expect(table.faults.map(\.line) == [3, 4])
        #expect(table.faults.map(\.reason) == [.tooFewFields, .tooManyFields])
        #expect(table.faults[0].detail == "2 fields, 3 expected")
    }

    @Test func separatorsThatOnlyAddUpAreNotARegularBlock() throws {
        let folder = try ScratchFolder()
        let table = try ReadTable.read(folder.write("a,b\n1\n2,3,4\n5,6\n"))
        #expect(table.fields == [["5", "6"]])
        #expect(table.faults.map(\.reason) == [.tooFewFields, .tooManyFields])
    }

    @Test func quotesHoldDelimitersNewlinesAndQuotes() throws {
        let folder = try ScratchFolder()
        let table = try ReadTable.read(folder.write("a,b\n\"x, y\",\"say \"\"yes\"\"\"\n\"two\r\nlines\",3\n5\" pipe,6\n"))
        #expect(
            table.rows == [
                .init(line: 2, fields: ["x, y", "say \"yes\""]), .init(line: 3, fields: ["two\r\nlines", "3"]),
                .init(line: 5, fields: ["5\" pipe", "6"]),
            ])
    }

    @Test func textAfterAClosingQuoteIsAFault() throws {
        let folder = try ScratchFolder()
        let table = try ReadTable.read(folder.write("a,b\n\"he said \"hi\" now\",2\n3,4\n"))
        #expect(table.fields == [["3", "4"]])
        #expect(table.faults.map(\.reason) == [.strayQuote])
    }

    @Test func aQuoteThatNeverClosesCostsOneLine() throws {
        let folder = try ScratchFolder()
        let body = (0..<20_000).map { "\($0),值\n" }.joined()
        let table = try ReadTable.read(folder.write("a,b\n\"open,1\n" + body))
        #expect(table.rows.count == 20_000)
        #expect(table.faults == [.quoting(.openQuote, line: 2)])
        #expect(table.rows.first == .init(line: 3, fields: ["0", "值"]))
        let short = try ReadTable.read(folder.write("a,b\n1,2\n\"open,1\n3,4"))
        #expect(short.fields == [["1", "2"], ["3", "4"]])
        #expect(short.faults.map(\.line) == [3])
    }

    @Test func flippedBytesCostTheirRecordOnly() throws {
        let folder = try ScratchFolder()
        for encoding in [TextEncoding.utf8, .gb18030] {
            var bytes = encoding.bytes("编号,姓名\n" + (0..<300).map { "\($0),韦俊明莫小兰覃家乐\n" }.joined())
            var record = encoding.bytes("\n17,")
            let place = try #require(bytes.indices.first { bytes[$0...].starts(with: record) })
            bytes[place + 4] = encoding == .utf8 ? 0x41 : 0xFF
            record = encoding.bytes("\n40,")
            let zero = try #require(bytes.indices.first { bytes[$0...].starts(with: record) })
            bytes[zero + 7] = 0
            let source = try TableFile.open(path: folder.write(bytes))
            #expect(source.description.encoding == encoding)
            let table = try ReadTable.read(source)
            #expect(table.rows.count == 298)
            #expect(table.faults.map(\.line) == [19, 42])
            #expect(table.faults.allSatisfy { $0.reason == .undecodable })
        }
    }

    @Test func halfASurrogateIsAFault() throws {
        let folder = try ScratchFolder()
        var bytes = TextEncoding.utf16LittleEndian.bytes("a,b\n1,2\n3,")
        bytes += [0x00, 0xD8] + TextEncoding.utf16LittleEndian.bytes("\n5,6\n")
        let table = try ReadTable.read(folder.write(bytes))
        #expect(table.fields == [["1", "2"], ["5", "6"]])
        #expect(table.faults.map(\.reason) == [.undecodable])
    }

    @Test func titleLinesAboveTheHeaderAreSkipped() throws {
        let folder = try ScratchFolder()
        let text = "某县2025年度车辆登记表\n单位：元,,\n身份证号,姓名,金额\n1,2,3\n"
        let source = try TableFile.open(path: folder.write(text), options: TableOptions(knownHeaders: ["金额", "姓名", "车牌"]))
        #expect(source.description.header == ["身份证号", "姓名", "金额"])
        #expect(source.description.headerLine == 3)
        #expect(source.description.titleLines == 2)
        #expect(try ReadTable.read(source).rows == [.init(line: 4, fields: ["1", "2", "3"])])
    }

    @Test func headersAreTrimmedOfBlanksOfAnyWidth() throws {
        let folder = try ScratchFolder()
        let source = try TableFile.open(path: folder.write(" 姓名　,\"\u{FEFF}金 额\n\"\n1,2\n"))
        #expect(source.description.header == ["姓名", "金 额"])
        #expect(source.description.headerLine == 1)
        #expect(try ReadTable.read(source).rows.map(\.line) == [3])
    }

    @Test func aLineOverAMegabyteIsSkippedInBoundedMemory() throws {
        let folder = try ScratchFolder()
        let long = String(repeating: "长", count: 3 << 20)
        let path = try folder.write("a,b\n1,2\n" + long + ",2\n3,4\n")
        for stretchBytes in [4096, 4 << 20] {
            let source = try TableFile.open(path: path, options: TableOptions(stretchBytes: stretchBytes))
            let table = try ReadTable.read(source)
            #expect(table.fields == [["1", "2"], ["3", "4"]])
            #expect(table.rows.map(\.line) == [2, 4])
            #expect(table.faults.map(\.reason) == [.recordTooLong])
            let stretch = Stretch()
            let again = try TableFile.open(path: path, options: TableOptions(stretchBytes: stretchBytes))
            while try again.take(stretch, waiting: true) == .filled {}
            #expect(stretch.capacity <= 8 << 20)
        }
    }

    @Test func theBytesOfAllBlocksAreTheBytesOfTheRecords() throws {
        let folder = try ScratchFolder()
        for encoding in TextEncoding.allCases {
            let table = try ReadTable.read(folder.write(encoding.bytes(plain)), TableOptions(stretchBytes: 64, blockBytes: 64))
            let expected = encoding.bytes(plain).count - encoding.bytes("身份证号,姓名,金额\n").count
            // Transcoded text knows only about where its header ended.
            let isRaw = encoding == .utf8 || encoding == .gb18030
            #expect(abs(table.bytes - expected) <= (isRaw ? 0 : 32))
        }
    }

    @Test(arguments: [1, 2, 3], [64, 100, 1000, 1 << 20])
    func stretchesAndThreadsDoNotChangeWhatIsRead(threads: Int, stretchBytes: Int) throws {
        let folder = try ScratchFolder()
        let text = "a,b,c\n" + (0..<500).map { "\($0),\"x\n\($0)\"\"\",\($0 % 7 == 0 ? "多,1" : "一")\r\n" }.joined()
        let path = try folder.write(text)
        let whole = try ReadTable.read(path)
        let split = try ReadTable.read(path, TableOptions(stretchBytes: stretchBytes, blockBytes: 64), threads: threads)
        #expect(whole.rows == split.rows)
        #expect(whole.faults == split.faults)
        #expect(whole.rows.count + whole.faults.count == 500)
    }
}

@Suite struct TableFileTests {
    @Test func whatIsNoTableIsNamed() throws {
        let folder = try ScratchFolder()
        func problem(_ bytes: [UInt8]) throws -> TableProblem? {
            let path = try folder.write(bytes)
            do throws(TableProblem) {
                _ = try TableFile.open(path: path)
                return nil
            } catch { return error }
        }
        #expect(try problem([])?.why == "the file is empty")
        #expect(try problem([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0])?.why.contains(".xls") == true)
        #expect(try problem(Array("%PDF-1.7\n".utf8))?.why == "the file is a PDF document")
        #expect(try problem([0x1F, 0x8B, 8, 0])?.advice.contains("CSV") == true)
        #expect(try problem(Array("a,b\r1,2\r".utf8)) == nil)
        #expect(throws: TableProblem.self) { _ = try TableFile.open(path: folder.path) }
        #expect(throws: TableProblem.self) { _ = try TableFile.open(path: folder.path + "/none.csv") }
    }
}
