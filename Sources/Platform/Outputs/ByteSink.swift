import Glibc

/// A file being written: bytes are gathered and handed to the system a megabyte at a time. The file appears under its name only when it
/// is complete, and only its owner may read it.
///
/// Rows of a million clues go through here, so nothing of it makes a `String`.
final class ByteSink {
    private let path: String
    private let temporary: String
    private let descriptor: Int32
    private let bytes: UnsafeMutablePointer<UInt8>
    private var count = 0
    private var failure: Int32 = 0
    private var isOpen = true

    private static let capacity = 1 << 20

    init(path: String) throws {
        self.path = path
        temporary = "\(path).\(getpid()).part"
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw CommandFailure.writing(path, errno) }
        bytes = .allocate(capacity: Self.capacity)
    }

    deinit {
        if isOpen {
            Glibc.close(descriptor)
            unlink(temporary)
        }
        bytes.deallocate()
    }

    /// Writes what is left and gives the file its name.
    func close() throws {
        flush()
        isOpen = false
        if Glibc.close(descriptor) != 0, failure == 0 { failure = errno }
        if failure == 0, rename(temporary, path) != 0 { failure = errno }
        guard failure == 0 else {
            unlink(temporary)
            throw CommandFailure.writing(path, failure)
        }
    }

    func append(byte: UInt8) {
        if count == Self.capacity { flush() }
        bytes[count] = byte
        count += 1
    }

    func append(_ piece: [UInt8]) {
        piece.withUnsafeBufferPointer { append($0) }
    }

    func append(_ piece: UnsafeBufferPointer<UInt8>) {
        guard let base = piece.baseAddress else { return }
        if piece.count > Self.capacity - count { flush() }
        if piece.count > Self.capacity {
            write(base, piece.count)
            return
        }
        (bytes + count).update(from: base, count: piece.count)
        count += piece.count
    }

    func append(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    func append(number: Int64) {
        if Self.capacity - count < 20 { flush() }
        if number < 0 {
            bytes[count] = 0x2D
            count += 1
        }
        let start = count
        var rest = number.magnitude
        repeat {
            bytes[count] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            count += 1
            rest /= 10
        } while rest > 0
        var digits = UnsafeMutableBufferPointer(start: bytes + start, count: count - start)
        digits.reverse()
    }

    /// Sixteen hexadecimal digits.
    func appendHexadecimal(_ number: UInt64) {
        if Self.capacity - count < 16 { flush() }
        for place in 0..<16 {
            let digit = UInt8(truncatingIfNeeded: (number >> UInt64(60 - 4 * place)) & 15)
            bytes[count + place] = digit < 10 ? 0x30 + digit : 0x57 + digit
        }
        count += 16
    }

    private func flush() {
        write(bytes, count)
        count = 0
    }

    private func write(_ start: UnsafePointer<UInt8>, _ length: Int) {
        var done = 0
        while done < length, failure == 0 {
            let written = Glibc.write(descriptor, start + done, length - done)
            if written < 0 {
                if errno == EINTR { continue }
                failure = errno
            } else {
                done += written
            }
        }
    }
}

extension CommandFailure {
    /// A file that cannot be written, with what the system said.
    static func writing(_ path: String, _ code: Int32) -> CommandFailure {
        CommandFailure(
            code: "unwritable", message: "\(path) cannot be written: \(String(cString: strerror(code)))",
            advice: "check the folder, its permissions and the space on the disk")
    }
}
