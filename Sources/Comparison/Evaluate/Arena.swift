/// Memory for the vectors of one partition, handed out from the front and taken back all at once. One per thread.
final class Arena {
    private var blocks: [UnsafeMutableRawPointer] = []
    private static let blockSize = 1 << 20
    private var sizes: [Int] = []
    private var block = 0
    private var offset = 0

    func take<Element: BitwiseCopyable>(_ count: Int, of: Element.Type) -> UnsafeMutablePointer<Element> {
        let bytes = (count * MemoryLayout<Element>.stride + 127) & ~63
        while block < blocks.count, offset + bytes > sizes[block] {
            block += 1
            offset = 0
        }
        if block == blocks.count {
            let size = max(Arena.blockSize, bytes)
            blocks.append(.allocate(byteCount: size, alignment: 64))
            sizes.append(size)
            offset = 0
        }
        defer { offset += bytes }
        return (blocks[block] + offset).bindMemory(to: Element.self, capacity: max(count, 1))
    }

    func reset() {
        block = 0
        offset = 0
    }

    deinit { blocks.forEach { $0.deallocate() } }
}
