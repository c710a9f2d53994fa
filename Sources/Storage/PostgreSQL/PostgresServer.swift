/// Which server a connection goes to, and what is set on each connection.
struct PostgresServer: Sendable {
    let url: String
    let durability: DatabaseOptions.Durability
}
