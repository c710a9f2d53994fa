/// How far a writing transaction is kept from the others that run at the same time on PostgreSQL. SQLite has one writer: always `serial`.
package enum Isolation: Sendable {
    /// Each statement sees what was committed before it began (READ COMMITTED). What is read to decide a write is guarded by a constraint,
    /// by `dialect.forUpdate`, by the version in the WHERE of the UPDATE, or by `lock`.
    case standard
    /// As if no other ran (SERIALIZABLE); the body may run several times. For funds, approvals and merges.
    case serial
}
