/// Plain memory that grows by doubling and is used again and again by one worker. No bounds are checked: callers reserve first.
struct GrowingBuffer<Element: BitwiseCopyable> {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var capacity: Int
    var count = 0

    init() {
        capacity = 1024
        base = .allocate(capacity: capacity)
    }

    mutating func reserve(_ more: Int) {
        let needed = count + more
        guard needed > capacity else { return }
        let larger = Swift.max(needed, capacity * 2)
        let moved = UnsafeMutablePointer<Element>.allocate(capacity: larger)
        moved.update(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = larger
    }

    mutating func append(_ element: Element) {
        reserve(1)
        base[count] = element
        count += 1
    }

    func free() { base.deallocate() }
}
