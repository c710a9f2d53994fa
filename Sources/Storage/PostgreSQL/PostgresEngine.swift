enum PostgresEngine {
    static func open(url: String, options: DatabaseOptions) async throws -> any Engine {
        throw StorageProblem.refused("PostgreSQL is not ready")
    }
}
