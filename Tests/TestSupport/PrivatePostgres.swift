import Foundation
import Storage

/// A PostgreSQL server of this test run alone: in a temporary folder, reached by a Unix socket only, and gone when the run ends, however it ends.
package final class PrivatePostgres: Sendable {
    private let folder: String
    private let programs: String
    private let user: SystemUser?
    /// While this end of the pipe is open the server lives; the kernel closes it with our process.
    private let lifeline: FileHandle

    /// The server of this run, started when first asked for; nil, with the reason printed once, if PostgreSQL is not installed.
    package static let shared = Task<PrivatePostgres?, any Error> {
        guard let programs = PrivatePostgres.installedPrograms() else {
            FileHandle.standardError.write(
                Data("PostgreSQL is not installed (apt-get install postgresql-15): the store tests run on SQLite only\n".utf8))
            return nil
        }
        return try await PrivatePostgres(programs: programs)
    }

    /// A server that nobody else uses, for a test that restarts it; nil if PostgreSQL is not installed.
    package static func another() async throws -> PrivatePostgres? {
        guard let programs = installedPrograms() else { return nil }
        return try await PrivatePostgres(programs: programs)
    }

    /// A new, empty database for a body, dropped afterwards.
    @discardableResult
    package func withEmptyDatabase<T>(createdWith options: [String] = [], _ body: (DatabasePlace) async throws -> T) async throws -> T {
        let name = "t" + UUID().uuidString.lowercased().filter { $0 != "-" }
        try await run("createdb", ["-h", folder, "-U", "postgres", "-T", "template0"] + options + [name])
        let result: T
        do {
            result = try await body(.postgres(url: url(of: name)))
        } catch {
            try? await run("dropdb", ["-h", folder, "-U", "postgres", "--force", name])
            throw error
        }
        try await run("dropdb", ["-h", folder, "-U", "postgres", "--force", name])
        return result
    }

    private func url(of database: String) -> String {
        "postgresql://postgres@/\(database)?host=\(folder.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? folder)"
    }

    /// Stops the server at once, as a crash would, and starts it again.
    package func restart() async throws {
        try await run("pg_ctl", ["-D", folder + "/data", "-m", "immediate", "-w", "-s", "restart"])
    }

    private init(programs: String) async throws {
        self.programs = programs
        user = try SystemUser.forPostgres()
        folder = try Self.makeFolder(owner: user)
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else { throw CocoaError(.fileWriteUnknown) }
        lifeline = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
        try await run("initdb", ["-D", folder + "/data", "-k", "-N", "-A", "trust", "-U", "postgres", "--locale=C", "--encoding=UTF8"])
        try Self.settings(folder).write(toFile: folder + "/data/postgresql.auto.conf", atomically: false, encoding: .utf8)
        try startWatch(reading: ends[0])
        try await run("pg_ctl", ["-D", folder + "/data", "-w", "-s", "-l", folder + "/log", "start"])
    }

    private static func settings(_ folder: String) -> String {
        """
        listen_addresses = ''
        unix_socket_directories = '\(folder)'
        max_connections = 2000
        shared_buffers = '128MB'
        max_wal_size = '2GB'
        """
    }

    /// A shell that waits for our end of the pipe to close and then clears up.
    private func startWatch(reading descriptor: Int32) throws {
        let stop = asUser([programs + "/pg_ctl", "-D", folder + "/data", "-m", "immediate", "-s", "stop"])
        let script = "trap '' INT TERM HUP; read line; cd /; \"$@\"; rm -rf '\(folder)'"
        try Command.leave(["/bin/sh", "-c", script, "watch"] + stop, reading: descriptor)
        close(descriptor)
    }

    private static func makeFolder(owner: SystemUser?) throws -> String {
        // A socket's path is at most 107 bytes long: too long for many a folder for temporary files.
        let base = [NSTemporaryDirectory(), P_tmpdir].first { $0.utf8.count <= 60 } ?? P_tmpdir
        var template = Array("\(base)/youshu-pg-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if let owner { chown(folder, owner.id, owner.group) }
        return folder
    }

    /// The newest version that Debian's packages put here, or whatever the PATH has.
    private static func installedPrograms() -> String? {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let folders = versions.compactMap { Int($0) }.sorted(by: >).map { "/usr/lib/postgresql/\($0)/bin" }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return (folders + path.split(separator: ":").map(String.init)).first {
            FileManager.default.isExecutableFile(atPath: $0 + "/initdb") && FileManager.default.isExecutableFile(atPath: $0 + "/pg_ctl")
        }
    }

    private func run(_ program: String, _ arguments: [String]) async throws {
        try await Command.run(asUser([programs + "/" + program] + arguments))
    }

    private func asUser(_ command: [String]) -> [String] { user?.command(command) ?? command }
}
