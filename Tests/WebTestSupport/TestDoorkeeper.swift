import Actions
import Basics
import Storage
import Synchronization
import Web

/// Knows everybody a test visits as; the token is the account's number.
final class TestDoorkeeper: Doorkeeper {
    private let actors = Mutex<[String: Actor]>([:])
    /// Accounts that signed in too long ago for something grave.
    private let lapsed = Mutex<Set<Int64>>([])

    static func token(of account: Int64) -> String { "test-session-of-account-\(account)" }
    static func csrf(of account: Int64) -> String { "secret-of-\(account)" }

    func know(_ actor: Actor) { actors.withLock { $0[Self.token(of: actor.account)] = actor } }
    func signedIn(session token: String, now: Moment) async throws -> SignedIn? { find(token) }
    func stillSignedIn(session token: String, now: Moment) async throws -> SignedIn? { find(token) }
    func signedIn(bearer token: String, now: Moment) async throws -> SignedIn? { find(token) }

    func forget(_ account: Int64) { actors.withLock { $0[Self.token(of: account)] = nil } }

    func lapse(_ account: Int64) { lapsed.withLock { _ = $0.insert(account) } }

    private func find(_ token: String) -> SignedIn? {
        actors.withLock { $0[token] }.map { actor in
            let until = lapsed.withLock { $0.contains(actor.account) } ? nil : Moment(milliseconds: .max / 2)
            return SignedIn(actor: actor, csrf: Self.csrf(of: actor.account), steppedUpUntil: until)
        }
    }
}

extension Actor {
    /// Somebody of a county office, with these permissions. 990121 is a made-up county.
    package static func officer(
        _ permissions: Permission..., account: Int64 = 1, role: String = "county-office", region: Int64 = 990_121_000_000, department: String? = nil
    ) -> Actor {
        let place = RegionCode(number: region)
        precondition(place != nil, "the test's region is none")
        return Actor(
            account: account, name: "周敏", role: role, permissions: Set(permissions + [.workbenchRead]),
            scope: Scope(region: place ?? .init(number: 990_000_000_000)!, department: department))
    }
}
