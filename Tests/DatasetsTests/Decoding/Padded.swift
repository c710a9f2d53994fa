/// Hands over a text's bytes with sixteen bytes of digits behind them, as a block has other fields behind a field: whoever reads on reads
/// something that looks right and is not.
func padded<Result>(_ text: String, _ body: (UnsafePointer<UInt8>, Int) throws -> Result) rethrows -> Result {
    try padded(Array(text.utf8), body)
}

func padded<Result>(_ bytes: [UInt8], _ body: (UnsafePointer<UInt8>, Int) throws -> Result) rethrows -> Result {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + 16)
    defer { memory.deallocate() }
    memory.initialize(repeating: 0x37, count: bytes.count + 16)
    for (i, byte) in bytes.enumerated() { memory[i] = byte }
    return try body(UnsafePointer(memory), bytes.count)
}
