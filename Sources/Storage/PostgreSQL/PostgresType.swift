/// The types of PostgreSQL's that cells and parameters have, by their numbers in its catalogue.
enum PostgresType {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let name: UInt32 = 19
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let oid: UInt32 = 26
    static let json: UInt32 = 114
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let unknown: UInt32 = 705
    static let character: UInt32 = 1042
    static let varchar: UInt32 = 1043
    static let date: UInt32 = 1082
    static let numeric: UInt32 = 1700

    /// What a parameter is declared as; 0 lets the server find out.
    static func declared(_ kind: ValueKind?) -> UInt32 {
        switch kind {
        case .integer: int8
        case .real: float8
        case .text: text
        case .blob: bytea
        case nil: 0
        }
    }
}
