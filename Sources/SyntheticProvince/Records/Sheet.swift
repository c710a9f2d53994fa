import Datasets

/// The columns of one dataset as rows are made for it: those of its schema.
struct Sheet: Sendable {
    let schema: SourceSchema
    private let places: [String: Int]
    let id: Int
    /// Where a person's ID number and name stand, if rows are matched to persons.
    let idNumber: Int?
    let name: Int?

    init(_ schema: SourceSchema, id: Int) {
        self.schema = schema
        self.id = id
        places = Dictionary(schema.columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        idNumber = schema.anchor == .person ? places["id_number"] : nil
        name = schema.anchor == .person ? places["name"] : nil
    }

    var columnCount: Int { schema.columns.count }

    /// A column's place. `hint` is where it stands if cells are given in the schema's order, which saves the search.
    func place(_ column: String, hint: Int) -> Int? {
        if hint < schema.columns.count, schema.columns[hint].name == column { return hint }
        return places[column]
    }
}

/// All sheets a province fills, by the dataset's name.
struct Sheets: Sendable {
    let all: [Sheet]
    private let byName: [String: Int]

    init(_ schemas: [SourceSchema]) {
        all = schemas.enumerated().map { Sheet($1, id: $0) }
        byName = Dictionary(schemas.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(name: String) -> Sheet? { byName[name].map { all[$0] } }
}

/// One made-up row.
struct Record: Sendable {
    var sheet: Int
    /// The member whose ID number and name the row carries; nil if it carries neither or its own.
    var owner: Int?
    var cells: [Cell]
}
