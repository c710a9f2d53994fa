import Comparison
import Dispatch
import PolicyLanguage
import Synchronization

/// `counties/<code>.xlsx` for every county that has clues, and `counties/province.xlsx` for those that belong to none, made by several threads.
struct CountyWorkbooks {
    let result: ComparisonResult
    let packs: [PolicyPack]
    let person: MaskedPerson
    /// Names of counties, by their six digits.
    let names: [String: String]
    let threads: Int

    /// Rows a sheet may have, less a few for the head; a county with more gets several workbooks.
    static let rowLimit = 1_000_000

    /// One workbook to make.
    private struct Job {
        /// 0 for the clues of no county.
        var county: Int64
        var part: Int
        var clues: [Int32]
    }

    func write(to folder: OutputFolder, progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void) throws {
        let jobs = jobs()
        let workbook = CountyWorkbook(result, packs: packs, person: person)
        let state = Mutex((next: 0, done: 0, failure: nil as (any Error)?))
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, jobs.count))) { _ in
            while true {
                let mine: Int? = state.withLock { state in
                    guard state.failure == nil, state.next < jobs.count else { return nil }
                    state.next += 1
                    return state.next - 1
                }
                guard let mine else { return }
                let job = jobs[mine]
                do {
                    let code = job.county == 0 ? "province" : String(job.county)
                    let title = job.county == 0 ? WorkbookText.province : title(code)
                    try workbook.write(job.clues, county: title, to: folder.file(code + (job.part > 1 ? "-\(job.part)" : "") + ".xlsx"))
                    let done = state.withLock { state in
                        state.done += 1
                        return state.done
                    }
                    progress(done, jobs.count)
                } catch {
                    state.withLock { $0.failure = $0.failure ?? error }
                }
            }
        }
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    private func title(_ code: String) -> String { names[code].map { "\($0)（\(code)）" } ?? code }

    /// The clues of each county in the result's order, the largest county first so that no thread is left with it at the end.
    private func jobs() -> [Job] {
        var places: [Int64: [Int32]] = [:]
        for (place, clue) in result.clues.enumerated() {
            places[clue.county, default: []].append(Int32(truncatingIfNeeded: place))
        }
        let jobs = places.flatMap { county, clues in
            stride(from: 0, to: clues.count, by: Self.rowLimit).map { start in
                Job(county: county, part: start / Self.rowLimit + 1, clues: Array(clues[start..<min(start + Self.rowLimit, clues.count)]))
            }
        }
        return jobs.sorted { ($1.clues.count, $0.county, $0.part) < ($0.clues.count, $1.county, $1.part) }
    }
}
