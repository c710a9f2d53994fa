import Basics
import Storage

/// What a query may use: the database as of one moment, and whose eyes look.
package struct Reading {
    package let reader: Reader
    /// Opens sealed columns; every showing of one to a person is an act of its own.
    package let vault: Vault
    package let actor: Actor
    package let now: Moment
    /// What rooms keep in memory of what is written for good. Nil within an act, which sees what may still be undone.
    package let memory: Memory?

    package init(reader: Reader, vault: Vault, actor: Actor, now: Moment, memory: Memory? = nil) {
        self.reader = reader
        self.vault = vault
        self.actor = actor
        self.now = now
        self.memory = memory
    }

    package var scope: Scope { actor.scope }
    package var today: CalendarDate { now.chinaDate }

    package func rows(_ sql: SQL) throws -> [Row] { try reader.rows(sql) }
    package func row(_ sql: SQL) throws -> Row? { try reader.row(sql) }
    package func count(_ sql: SQL) throws -> Int64 { try reader.count(sql) }
}
