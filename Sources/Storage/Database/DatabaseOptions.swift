/// How a database is opened. The defaults are what a server wants.
package struct DatabaseOptions: Sendable {
    /// What a commit waits for.
    package enum Durability: Sendable {
        /// Until the bytes are on disk: what was acknowledged survives a power loss.
        case full
        /// Not at all: for the power-loss test alone, whose control must lose commits.
        case losesCommitsOnPowerLoss
    }

    package var durability = Durability.full
    /// How many SQLite connections read at once; one more writes.
    package var readers = 4
    /// How many PostgreSQL connections, each with a thread of its own.
    package var connections = 8
    /// How often a PostgreSQL transaction is run again after others were in its way.
    package var attempts = 8
    /// After how many pages in the write-ahead log its content is moved into the SQLite file: 16,000 pages are 64 MiB.
    package var checkpointPages = 16_000

    /// Where the write-ahead log of SQLite is archived continuously, so that a backup can be restored to any moment; nil for none.
    package var archive: Archive?

    package struct Archive: Sendable {
        /// A folder of backups, best on another disk.
        package var folder: String
        package var vault: Vault

        package init(folder: String, vault: Vault) {
            self.folder = folder
            self.vault = vault
        }
    }

    package init() {}
}
