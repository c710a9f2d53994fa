import Actions
import Basics
import Storage
import WorkOrders

/// Says whether a clue is so, with what was seen, the signature, and for one that is not so the reason and its proof.
///
/// Whoever gives it takes the visit up and begins it with the same press when that was not done yet: each is a step of its own.
package struct GiveVerdict: ClueAct {
    package static let name = "clue.verdict"
    package static let permission = Permission.clueVerify

    package var clue: Int64
    package var verdict: Verdict
    package var explanation: String?
    /// What was seen, who was asked.
    package var said: String
    /// The name of whoever verified.
    package var signature: String
    /// The number of a department's certificate.
    package var certificate: String?
    /// The day of the visit; today when not said.
    package var on: CalendarDate?
    package var followers = OrderFollowers()
    private enum CodingKeys: String, CodingKey { case clue, verdict, explanation, said, signature, certificate, on }

    package init(
        clue: Int64, verdict: Verdict, explanation: String? = nil, said: String, signature: String, certificate: String? = nil,
        on: CalendarDate? = nil, followers: OrderFollowers = OrderFollowers()
    ) {
        (self.clue, self.verdict, self.explanation, self.said) = (clue, verdict, explanation, said)
        (self.signature, self.certificate, self.on, self.followers) = (signature, certificate, on, followers)
    }

    package func perform(in writing: Writing) throws -> ClueState {
        let book = ClueBook(writing)
        var clue = try found(book)
        try check(clue, writing)
        // What was asked again after an earlier visit has a visit of its own.
        clue = try begun(book.resumed(clue), book)
        let after = try book.step(
            clue, verdict.event, ["verdict": verdict, "explanation": verdict == .notConfirmed ? explanation : nil])
        try writing.insert(
            into: .clueVerdicts,
            [
                "clue": clue.id, "verdict": verdict, "explanation": verdict == .notConfirmed ? explanation : nil, "said": said,
                "signature": signature, "certificate": certificate.flatMap { $0.isEmpty ? nil : $0 }, "seen_on": on ?? writing.today,
                "at_ms": writing.now, "account": writing.actor.account, "device_time": writing.deviceTime,
            ])
        try book.endVisit(of: after) { SteppedBy.text("verified", $0) }
        writing.note("verdict", verdict.rawValue)
        return after.state
    }

    private func check(_ clue: Clue, _ writing: Writing) throws {
        guard (6...1_000).contains(said.count) else { throw Refusal.invalid("said", ClueProblems.textShort) }
        guard !signature.isEmpty, signature.count <= 50 else { throw Refusal.invalid("signature", ClueProblems.signatureMissing) }
        if let on, on > writing.today { throw Refusal.invalid("on", ClueProblems.dayAhead) }
        if verdict == .notConfirmed {
            guard let explanation, Explanations.shipped.has(explanation) else {
                throw Refusal.invalid("explanation", ClueProblems.explanationMissing)
            }
            // A clue that is opened again is proved again.
            let photos = try writing.transaction.count(
                "SELECT COUNT(*) FROM clue_photos p WHERE p.clue = \(clue.id) AND p.at_ms >= \(try opened(clue, writing))")
            guard photos > 0 || certificate?.isEmpty == false else { throw Refusal.invalid("certificate", ClueProblems.proofMissing) }
        } else if let explanation, !explanation.isEmpty {
            throw Refusal.invalid("explanation", ClueProblems.explanationNeedless)
        }
    }

    /// When the clue was last opened.
    private func opened(_ clue: Clue, _ writing: Writing) throws -> Int64 {
        try writing.transaction.row("SELECT MAX(s.at_ms) AS at FROM clue_steps s WHERE s.clue = \(clue.id) AND s.event IN ('open', 'reopen')")?
            .optionalInteger("at") ?? 0
    }

    private func begun(_ clue: Clue, _ book: ClueBook) throws -> Clue {
        var clue = clue
        if clue.state == .dispatched {
            if let id = clue.order, let order = try WorkOrder.find(id, in: book.writing.transaction.reader), order.state == .open {
                // Its followers take up all clues of the visit.
                try OrderBook(book.writing, followers: followers).accept(order)
                clue = try book.found(clue.id)
            }
            if clue.state == .dispatched { clue = try book.step(clue, .accept) }
        }
        return clue.state == .accepted ? try book.step(clue, .begin) : clue
    }
}

/// Says that somebody is there: the visit of a clue has begun.
package struct BeginVerifying: ClueAct {
    package static let name = "clue.begin"
    package static let permission = Permission.clueVerify
    package var clue: Int64
    package init(clue: Int64) { self.clue = clue }

    package func perform(in writing: Writing) throws -> ClueState {
        let book = ClueBook(writing)
        return try book.step(book.resumed(found(book)), .begin).state
    }
}

/// Puts a photo to a clue. It cannot be changed afterwards, only added to.
package struct AddCluePhoto: ClueAct {
    package enum Shows: String, Codable, Sendable, CaseIterable { case scene, statement, certificate, signature, other }

    package static let name = "clue.addPhoto"
    package static let permission = Permission.clueVerify
    package var clue: Int64
    package var blob: BlobName
    package var media: String
    package var shows: Shows
    package var caption: String?

    package init(clue: Int64, blob: BlobName, media: String, shows: Shows, caption: String? = nil) {
        (self.clue, self.blob, self.media, self.shows, self.caption) = (clue, blob, media, shows, caption)
    }

    package func version(in reading: Reading) throws -> Int64? { nil }

    package func perform(in writing: Writing) throws -> Int64 {
        let clue = try found(ClueBook(writing))
        guard clue.state != .closed else { throw Refusal.conflict(ClueProblems.jump) }
        guard CluePhotoKind.all.contains(media), (caption?.count ?? 0) <= 100 else { throw Refusal.invalid("file", ClueProblems.photoWrong) }
        return try writing.insert(
            into: .cluePhotos,
            [
                "clue": clue.id, "household": clue.household, "blob": blob.hex, "media": media, "shows": shows.rawValue,
                "caption": caption.flatMap { $0.isEmpty ? nil : $0 }, "taken_on": writing.today, "at_ms": writing.now,
                "account": writing.actor.account,
            ])
    }
}

/// What a photo's first bytes say it is; a file's name says nothing.
enum CluePhotoKind {
    static let all = ["image/jpeg", "image/png", "image/webp"]

    static func media(of bytes: some Collection<UInt8>) -> String? {
        let head = Array(bytes.prefix(12))
        if head.starts(with: [0xFF, 0xD8, 0xFF]) { return all[0] }
        if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return all[1] }
        if head.count == 12, head.starts(with: Array("RIFF".utf8)), head[8...].elementsEqual(Array("WEBP".utf8)) { return all[2] }
        return nil
    }
}
