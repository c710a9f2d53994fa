import Declarations
import Foundation
import Testing

@testable import Datasets

/// The repository's own folder of data sources, found from where this test stands.
let dataSources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../DataSources").standardized.path

@Suite struct SchemaLoaderTests {
    @Test func everySourceOfTheRepositoryIsWithoutMistakes() {
        let (schemas, diagnostics) = SchemaLoader(root: dataSources).load()
        #expect(diagnostics.isEmpty, "\(diagnostics.prefix(5).map(\.description))")
        #expect(Set(schemas.compactMap(\.number)) == Set(1...23))
        #expect(schemas.filter { $0.role != .department }.map(\.role).count == 3)
        #expect(!schemas.contains { $0.department == "benchmark" })
    }

    @Test func theBenchmarkIsLoadedWhenAskedFor() {
        let (schemas, diagnostics) = SchemaLoader(root: dataSources).load(folders: ["benchmark"])
        #expect(diagnostics.isEmpty)
        #expect(schemas.count == 21)
        let persons = schemas.first { $0.role == .persons }
        #expect(persons?.columns.first { $0.name == "person_id" }?.kind == .int)
    }

    @Test func lookupsFromAFileAreTheColumns() {
        let (schemas, _) = SchemaLoader(root: dataSources).load(folders: ["register/persons"])
        let relation = schemas.first?.columns.first { $0.name == "relation" }
        #expect(relation?.lookups["01"] == "户主")
        #expect(relation?.lookups["99"] == "其他")
    }

    @Test func aTitleLosesItsUnitAndTheBlankBeforeIt() {
        let area = SourceSchema.Title(zh: "面积（平方米）", en: "Area (m²)").withoutBracket
        #expect(area == SourceSchema.Title(zh: "面积", en: "Area"))
        #expect(SourceSchema.Title(zh: "姓名", en: "Full name").withoutBracket == SourceSchema.Title(zh: "姓名", en: "Full name"))
    }

    @Test func aFolderThatIsNotThereIsReportedWithTheNearest() {
        let (schemas, diagnostics) = SchemaLoader(root: dataSources).load(folders: ["registr"])
        #expect(schemas.isEmpty)
        #expect(diagnostics.map(\.code) == ["unknown-folder"])
        #expect(diagnostics.first?.suggestion == "register")
    }

    @Test func anUnknownTypeIsReportedAtItsLine() {
        let found = diagnostics(of: SourceText().column("price", "money").replacing("money", with: "mony"))
        #expect(found.map(\.code) == ["unknown-choice"])
        #expect(found.first?.suggestion == "money")
        #expect(found.first?.position.line == 17)
    }

    @Test(arguments: [
        ("key: id_number", "key: price", "unknown-column"),
        ("key: id_number", "note: x", "missing-key"),
        ("required: true", "required: false", "optional-key"),
        ("type: person_id", "type: text", "wrong-type"),
        ("frequency: monthly", "frequency: hourly", "unknown-choice"),
        ("name: cars", "name: Cars", "bad-name"),
        ("department: police", "department: polize", "department-differs"),
        ("number: 2", "number: 24", "out-of-range"),
        ("files: [cars]", "files: []", "no-files"),
        ("files: [cars]", "files: [cars, Cars]", "doubled-file"),
        ("codes: [在用, 报废]", "codes: []", "missing-codes"),
        ("codes: [在用, 报废]", "codes: [在用, 在用, 报废]", "doubled-code"),
        ("codes: [在用, 报废]", "codes: [在用, 报废], english: [In use]", "english-count"),
        ("codes: [在用, 报废]", "codes: [在用, 报废], english: [In use, In use]", "doubled-english"),
        ("codes: [在用, 报废]", "codes: [在用, 报废], shown: whole", "needless-shown"),
        ("codes: [在用, 报废]", "codes: [在用, 报废], shown: half", "unknown-choice"),
        ("lookups: {A: 在用}", "lookups: {A: 停用}", "unknown-code"),
        ("lookups: {A: 在用}", "lookups: {报废: 在用}", "lookup-of-code"),
        ("titles: [状态]", "titles: [身份证号]", "doubled-header"),
        ("name: status", "name: id_number", "doubled-column"),
        ("name: status", "name: parameter", "bad-name"),
        ("role: department", "role: persons", "missing-column"),
        ("rejected_percent: {max: 5}", "rejected_percent: {max: 101}", "out-of-range"),
        ("filled: {status: 90}", "filled: {colour: 90}", "unknown-column"),
        ("anchor: person", "anchor: none", "needless-key"),
    ]) func mistakesAreNamed(_ right: String, _ wrong: String, _ code: String) {
        #expect(diagnostics(of: SourceText().text).isEmpty)
        let found = diagnostics(of: SourceText().text.replacing(right, with: wrong))
        #expect(found.map(\.code).contains(code), "\(found.map(\.description))")
    }

    @Test func twoSourcesOfOneNameAreReported() {
        var schema = SourceText.schema()
        schema.folder = "tax/cars"
        let log = DiagnosticLog()
        SchemaCrossChecks(schemas: [SourceText.schema(), schema], places: [:], log: log).run()
        #expect(Set(log.diagnostics.map(\.code)) == ["doubled-dataset", "doubled-file"])
    }

    private func diagnostics(of text: String) -> [Diagnostic] {
        let log = DiagnosticLog()
        if let node = DeclarationFile.parse(text, shownAs: "police/cars/source.yaml", into: log) {
            _ = SchemaReading(folder: "police/cars", log: log).schema(node, lookups: [:])
        }
        return log.inOrderOfPlace
    }
}

/// A small right source, to be spoilt.
struct SourceText {
    var text = """
        name: cars
        title: {zh: 车, en: Cars}
        publisher: {zh: 车管所, en: Vehicle office}
        department: police
        number: 2
        legal_basis: {zh: 规定, en: Provisions}
        frequency: monthly
        role: department
        files: [cars]
        anchor: person
        key: id_number
        columns:
          - {name: id_number, type: person_id, title: {zh: 证号, en: ID}, titles: [身份证号], required: true}
          - {name: status, type: code, title: {zh: 状态, en: State}, titles: [状态], codes: [在用, 报废], lookups: {A: 在用}}
        # more columns
        assertions: {rows: {min: 1}, rejected_percent: {max: 5}, filled: {status: 90}}
        """

    func column(_ name: String, _ type: String) -> String {
        text.replacing("# more columns", with: "  # more\n  - name: \(name)\n    type: \(type)\n    title: {zh: 甲, en: A}")
    }

    static func schema() -> SourceSchema {
        let log = DiagnosticLog()
        guard let node = DeclarationFile.parse(SourceText().text, shownAs: "source.yaml", into: log),
            let schema = SchemaReading(folder: "police/cars", log: log).schema(node, lookups: [:])
        else {
            Issue.record("the sample source does not load: \(log.diagnostics.map(\.description))")
            return SourceSchema(
                name: "", title: .init(zh: "", en: ""), publisher: .init(zh: "", en: ""), department: "", number: nil,
                legalBasis: .init(zh: "", en: ""), frequency: "", role: .department, files: [], anchor: .none, key: nil, columns: [],
                assertions: .init(), folder: "")
        }
        return schema
    }
}

@Suite struct SampleTests {
    @Test func everySampleHasTheHeadersOfItsSource() throws {
        let (schemas, _) = SchemaLoader(root: dataSources).load()
        for schema in schemas {
            let text = try String(contentsOfFile: "\(dataSources)/\(schema.folder)/sample.csv", encoding: .utf8)
            let lines = text.split(separator: "\n")
            #expect(lines.count > 10, "\(schema.folder)")
            let header = lines.first.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) } ?? []
            let map = HeaderMap.match(schema: schema, header: header)
            #expect(map.isUsable && map.unknown.isEmpty, "\(schema.folder): \(map)")
        }
    }
}
