/// Numbers in one, two, four or eight bytes. The smallest value of each width stands for `absent`, so that no column needs a second one
/// to say which cells were empty.
package enum NarrowNumbers {
    /// The least width that holds all values.
    package static func width(_ values: UnsafePointer<Int64>, _ count: Int) -> Int {
        var low = Int64.max
        var high = Int64.min
        for i in 0..<count {
            let value = values[i]
            low = min(low, value == absent ? 0 : value)
            high = max(high, value)
        }
        if low > Int64(Int8.min) && high <= Int64(Int8.max) { return 1 }
        if low > Int64(Int16.min) && high <= Int64(Int16.max) { return 2 }
        if low > Int64(Int32.min) && high <= Int64(Int32.max) { return 4 }
        return 8
    }

    package static func write(_ values: UnsafePointer<Int64>, _ count: Int, width: Int, to out: UnsafeMutableRawPointer) {
        switch width {
        case 1: narrow(values, count, out.bindMemory(to: Int8.self, capacity: count))
        case 2: narrow(values, count, out.bindMemory(to: Int16.self, capacity: count))
        case 4: narrow(values, count, out.bindMemory(to: Int32.self, capacity: count))
        default: out.copyMemory(from: values, byteCount: count * 8)
        }
    }

    @inline(__always)
    private static func narrow<Narrow: FixedWidthInteger>(_ values: UnsafePointer<Int64>, _ count: Int, _ out: UnsafeMutablePointer<Narrow>) {
        for i in 0..<count { out[i] = values[i] == absent ? .min : Narrow(truncatingIfNeeded: values[i]) }
    }

    /// Reads `count` values of `width` bytes back into 64 bits.
    package static func read(_ values: UnsafeRawPointer, _ count: Int, width: Int, to out: UnsafeMutablePointer<Int64>) {
        switch width {
        case 1: widen(values.assumingMemoryBound(to: Int8.self), count, out)
        case 2: widen(values.assumingMemoryBound(to: Int16.self), count, out)
        case 4: widen(values.assumingMemoryBound(to: Int32.self), count, out)
        default: out.update(from: values.assumingMemoryBound(to: Int64.self), count: count)
        }
    }

    @inline(__always)
    private static func widen<Narrow: FixedWidthInteger>(_ values: UnsafePointer<Narrow>, _ count: Int, _ out: UnsafeMutablePointer<Int64>) {
        for i in 0..<count { out[i] = values[i] == .min ? absent : Int64(truncatingIfNeeded: values[i]) }
    }
}
