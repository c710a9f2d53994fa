import Synchronization

/// Hands out 0, 1, 2, … to threads, each number once.
final class TicketCounter: Sendable {
    private let next = Atomic(0)

    func take(below end: Int) -> Int? {
        let ticket = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return ticket < end ? ticket : nil
    }
}
